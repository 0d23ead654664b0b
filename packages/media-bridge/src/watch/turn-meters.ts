import { Counter, Gauge, Histogram, type Registry } from 'prom-client'

/** Of work that a caller waits for. */
const waitBuckets = [0.005, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.35, 0.5, 0.75, 1, 2, 5]

/** What is counted of the turns that a bridge runs. */
export const createTurnMeters = (registry: Registry) => {
  const registers = [registry]
  return {
    stages: new Histogram({
      name: 'callchart_media_stage_seconds',
      help: 'Of the time between an outcome and the first frame of the reply, by stage: recogniser (end of speech to utterance), runtime (outcome to next turn), synthesis (to the first audio), first_frame (to the switch)',
      labelNames: ['stage'],
      buckets: waitBuckets,
      registers,
    }),
    replies: new Histogram({
      name: 'callchart_media_reply_seconds',
      help: 'Whole turn beyond the endpoint silence: from the end of what the caller did to the first frame of the reply, by what it was, and whether the prompt was cached',
      labelNames: ['after', 'cached'],
      buckets: waitBuckets,
      registers,
    }),
    greetings: new Histogram({ name: 'callchart_media_greeting_seconds', help: 'From the first media of a caller to the first frame of the greeting', buckets: waitBuckets, registers }),
    endpoints: new Histogram({
      name: 'callchart_media_endpoint_silence_seconds',
      help: 'Silence that ended an utterance, in audio time: the endpoint decision',
      buckets: [0.2, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8, 1, 1.5, 2],
      registers,
    }),
    bargeIns: new Counter({
      name: 'callchart_media_barge_ins_total',
      help: 'Prompts that the caller cut (result true) or that went on because nothing had been said (false), by what cut them',
      labelNames: ['result', 'by'],
      registers,
    }),
    outcomes: new Counter({ name: 'callchart_media_turns_total', help: 'Turns over, by their outcome', labelNames: ['outcome'], registers }),
    unheard: new Counter({ name: 'callchart_media_recogniser_unavailable_total', help: 'Turns that went on with keys alone, for no engine recognised the caller', registers }),
    unspoken: new Counter({ name: 'callchart_media_prompts_failed_total', help: 'Prompts that no engine spoke', registers }),
    humanLegs: new Gauge({ name: 'callchart_media_human_legs', help: 'Connected legs of humans', registers }),
  }
}

export type TurnMeters = ReturnType<typeof createTurnMeters>
