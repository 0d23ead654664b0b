import type { MediaFact } from '@callchart/protocol'
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import type { CallMeters } from './call/call-meters.js'
import { serviceUse } from './understanding/service-use.js'

/** What the gauges read when somebody asks. */
export interface MetricSources {
  activeCalls(): number
  queueLengths(): ReadonlyMap<string, number>
}

export interface RuntimeMetrics extends CallMeters {
  readonly registry: Registry
  readonly callStarted: (flow: string) => void
  readonly callEnded: (disposition: string) => void
}

/** Prometheus metrics of one runtime; each has its own registry. */
export function createMetrics(sources: MetricSources): RuntimeMetrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'callchart_' })
  const started = new Counter({ name: 'callchart_calls_started_total', help: 'Calls created', labelNames: ['flow'], registers })
  const ended = new Counter({
    name: 'callchart_calls_ended_total',
    help: 'Calls over, by how they ended',
    labelNames: ['disposition'],
    registers,
  })
  const turns = new Counter({ name: 'callchart_turns_total', help: 'Turns over, by their outcome', labelNames: ['outcome'], registers })
  const noMatches = new Counter({ name: 'callchart_no_match_total', help: 'Utterances that were not understood', registers })
  const served = new Counter({
    name: 'callchart_service_understandings_total',
    help: 'Utterances put to an outside understanding service, by what came of it',
    labelNames: ['service', 'outcome'],
    registers,
  })
  const ambiguous = new Counter({ name: 'callchart_ambiguous_total', help: 'Utterances that might mean either of two intents, so that the caller was asked which', registers })
  const noInputs = new Counter({ name: 'callchart_no_input_total', help: 'Turns in which the caller stayed silent', registers })
  const requests = new Counter({
    name: 'callchart_requests_total',
    help: 'HTTP requests of flows, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  const effects = new Counter({
    name: 'callchart_effects_total',
    help: 'Numbers put on the do-not-call list, messages kept and questions for calendars, by outcome',
    labelNames: ['type', 'outcome'],
    registers,
  })
  const appends = new Histogram({
    name: 'callchart_journal_append_seconds',
    help: 'Time until a journal append is committed',
    buckets: [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5],
    registers,
  })
  new Gauge({
    name: 'callchart_calls_active',
    help: 'Calls that this runtime holds',
    registers,
    collect() {
      this.set(sources.activeCalls())
    },
  })
  new Gauge({
    name: 'callchart_queue_length',
    help: 'Callers who wait for a human',
    labelNames: ['queue'],
    registers,
    collect() {
      this.reset()
      for (const [queue, length] of sources.queueLengths()) this.set({ queue }, length)
    },
  })
  return {
    registry,
    callStarted: (flow) => started.inc({ flow }),
    callEnded: (disposition) => ended.inc({ disposition }),
    understood({ type, why }) {
      if (type === 'no-match') noMatches.inc()
      if (type === 'ambiguous') ambiguous.inc()
      const use = serviceUse(why)
      if (use !== undefined) served.inc(use)
    },
    appended: (seconds) => appends.observe(seconds),
    requestSettled: (outcome) => requests.inc({ outcome }),
    effectSettled: (type, outcome) => effects.inc({ type, outcome }),
    factTaken(fact) {
      if (!isOutcome(fact)) return
      turns.inc({ outcome: fact.type })
      if (fact.type === 'no-input') noInputs.inc()
    },
  }
}

const outcomes: ReadonlySet<MediaFact['type']> = new Set([
  'utterance',
  'digits',
  'no-input',
  'turn.finished',
  'turn.recorded',
  'turn.failed',
  'turn.cancelled',
])
const isOutcome = (fact: MediaFact): boolean => outcomes.has(fact.type)
