import type { MediaCommand, MediaFact, Prompt, TurnStart } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { PromptAudio } from '../speak/prompt-audio.js'
import type { MediaTrace } from './media-trace.js'
import type { TurnMeters } from './turn-meters.js'

export interface TurnWatchParts {
  readonly meters: TurnMeters
  readonly log: Pick<Logger, 'debug' | 'isLevelEnabled'>
  /** The prompt's audio, where somebody has asked for it already. */
  readonly audioOf: (prompt: Prompt) => PromptAudio | undefined
  /** Absent: nobody wants traces. */
  readonly trace?: MediaTrace | undefined
  /** Milliseconds of a steady clock. */
  readonly now?: () => number
}

/** What the caller did, as far as a reply comes after it. */
type Cause = 'speech' | 'keys' | 'silence' | 'prompt' | 'message'

/** From what the caller did to the reply that they hear; all on one clock, for all of it is seen at this bridge. */
interface Reply {
  readonly after: Cause
  /** Of the turn that is over. */
  readonly turnId: string
  /** The caller was done: the end of speech, the last key. */
  readonly fromMs: number
  readonly outcomeMs: number
  startedMs?: number
  audioMs?: number
  isCached?: boolean
}

const causes: Partial<Record<MediaFact['type'], Cause>> = {
  utterance: 'speech',
  digits: 'keys',
  'no-input': 'silence',
  'turn.finished': 'prompt',
  'turn.recorded': 'message',
}

const tenth = (ms: number): number => Math.round(ms * 10) / 10

/** Looks on while one caller's turns go by, fact by fact: nothing is done per frame, and no turn depends on it. */
export class TurnWatch {
  private readonly now: () => number
  private reply: Reply | undefined
  private connectedMs: number | undefined
  private isGreeted = false
  private readonly legs = new Set<string>()
  private speechEndedMs: number | undefined
  /** A prompt that speech has cut, until it is known whether it was any. */
  private cutBy: 'speech' | 'phrase' | undefined

  constructor(private readonly parts: TurnWatchParts) {
    this.now = parts.now ?? (() => performance.now())
  }

  /** Before the command is carried out. */
  commanded(command: MediaCommand): void {
    this.parts.trace?.commanded(command)
    if (command.type === 'turn.start' && this.reply !== undefined && this.reply.startedMs === undefined) this.begin(this.reply, command)
  }

  /** After the turn has asked for its prompts. */
  asked({ prompts: [first] }: TurnStart): void {
    const { reply } = this
    if (reply === undefined || reply.audioMs !== undefined || first === undefined) return
    const audio = this.parts.audioOf(first)
    if (audio === undefined) return
    reply.isCached = audio.complete
    if (audio.length > 0) reply.audioMs = this.now()
    else {
      const stop = audio.watch(() => {
        reply.audioMs ??= this.now()
        stop()
      })
    }
  }

  told(fact: MediaFact): void {
    this.parts.trace?.told(fact)
    const { meters } = this.parts
    switch (fact.type) {
      case 'call.connected':
        this.connectedMs = this.now()
        return
      case 'speech.started':
        this.speechEndedMs = undefined
        return
      case 'speech.ended':
        this.speechEndedMs = this.now()
        return
      case 'prompt.started':
        return this.heard()
      case 'prompt.interrupted':
        return this.cut(fact.by)
      case 'prompt.resumed':
        return this.resumed()
      case 'recogniser.unavailable':
        return meters.unheard.inc()
      case 'prompt.failed':
        return meters.unspoken.inc()
      case 'leg.connected':
        this.legs.add(fact.legId)
        return meters.humanLegs.inc()
      case 'leg.hung-up':
        // One that never came ends as well.
        return this.legs.delete(fact.legId) ? meters.humanLegs.dec() : undefined
      case 'utterance':
        meters.endpoints.observe(fact.endpointSilenceMs / 1_000)
        if (this.cutBy !== undefined) meters.bargeIns.inc({ result: 'true', by: this.cutBy })
        return this.over(fact.type, fact.turnId)
      case 'digits':
      case 'no-input':
      case 'turn.finished':
      case 'turn.recorded':
      case 'turn.failed':
      case 'turn.cancelled':
        return this.over(fact.type, fact.turnId)
      default:
        return
    }
  }

  private begin(reply: Reply, { prompts }: TurnStart): void {
    // A turn that only listens has no reply to wait for.
    if (prompts.length === 0) this.reply = undefined
    else reply.startedMs = this.now()
  }

  private cut(by: Extract<MediaFact, { type: 'prompt.interrupted' }>['by']): void {
    if (by === 'digit') this.parts.meters.bargeIns.inc({ result: 'true', by })
    if (by === 'speech' || by === 'phrase') this.cutBy = by
  }

  private resumed(): void {
    if (this.cutBy !== undefined) this.parts.meters.bargeIns.inc({ result: 'false', by: this.cutBy })
    this.cutBy = undefined
  }

  private over(outcome: MediaFact['type'], turnId: string): void {
    this.parts.meters.outcomes.inc({ outcome })
    const nowMs = this.now()
    const after = causes[outcome]
    const fromMs = after === 'speech' ? (this.speechEndedMs ?? nowMs) : nowMs
    this.cutBy = undefined
    this.speechEndedMs = undefined
    this.reply = after === undefined ? undefined : { after, turnId, fromMs, outcomeMs: nowMs }
  }

  private heard(): void {
    const nowMs = this.now()
    if (!this.isGreeted && this.connectedMs !== undefined) this.parts.meters.greetings.observe((nowMs - this.connectedMs) / 1_000)
    this.isGreeted = true
    const { reply } = this
    this.reply = undefined
    if (reply?.startedMs !== undefined) this.settle(reply, reply.startedMs, nowMs)
  }

  private settle({ after, turnId, fromMs, outcomeMs, audioMs, isCached = false }: Reply, startedMs: number, nowMs: number): void {
    const { meters, log, trace } = this.parts
    const spokenMs = Math.max(startedMs, audioMs ?? startedMs)
    const stagesMs = {
      ...(after === 'speech' && { recogniser: outcomeMs - fromMs }),
      runtime: startedMs - outcomeMs,
      synthesis: spokenMs - startedMs,
      first_frame: nowMs - spokenMs,
    }
    const replyMs = nowMs - fromMs
    for (const [stage, ms] of Object.entries(stagesMs)) meters.stages.observe({ stage }, ms / 1_000)
    meters.replies.observe({ after, cached: String(isCached) }, replyMs / 1_000)
    trace?.replied({ turnId, after, isCached, replyMs, stagesMs })
    if (!log.isLevelEnabled('debug')) return
    const named = Object.entries(stagesMs).map(([stage, ms]) => [`${stage === 'first_frame' ? 'firstFrame' : stage}Ms`, tenth(ms)] as const)
    log.debug({ after, isCached, ...Object.fromEntries(named), replyMs: tenth(replyMs) }, 'reply begins')
  }
}
