import { isTraced, spanIdOf, traceIdOf, type FinishedSpan, type MediaCommand, type MediaFact, type SpanAttribute, type Tracing } from '@callchart/protocol'

interface OpenSpan {
  readonly name: string
  readonly turnId: string | undefined
  readonly startMs: number
  readonly attributes: Record<string, SpanAttribute>
}

/** How long a caller waited for a reply, by stage, in milliseconds. */
export interface RepliedTurn {
  /** Of the turn that the reply is to. */
  readonly turnId: string
  readonly after: string
  readonly isCached: boolean
  readonly replyMs: number
  readonly stagesMs: Readonly<Record<string, number>>
}

/**
 * The media of a call as spans of the call's own trace: its ids follow from those of the call and its turns, so both ends find the same
 * without being told. Nothing that was said or typed stands in it.
 */
export class MediaTrace {
  private readonly open = new Map<string, OpenSpan>()
  private count = 0
  /** From `performance.now()` to milliseconds since the epoch. */
  private readonly originMs = Date.now() - performance.now()

  static of(callId: string, bridgeId: string, tracing: Tracing | undefined): MediaTrace | undefined {
    return tracing !== undefined && isTraced(callId, tracing) ? new MediaTrace(callId, bridgeId, tracing) : undefined
  }

  private constructor(
    private readonly callId: string,
    private readonly bridgeId: string,
    private readonly tracing: Tracing,
  ) {}

  commanded(command: MediaCommand): void {
    if (command.type === 'hold.start') this.begin('hold', 'hold', undefined)
    if (command.type === 'hold.stop' || command.type === 'legs.join') this.end('hold')
  }

  told(fact: MediaFact): void {
    switch (fact.type) {
      case 'call.connected':
        return this.begin('media', 'media', undefined, { 'callchart.dialect': fact.dialect, 'callchart.codec': fact.codec, 'callchart.bridge': this.bridgeId })
      case 'prompt.started':
        return this.begin('prompt', 'prompt', fact.turnId)
      case 'prompt.interrupted':
        return this.end('prompt', { 'callchart.prompt.cut_by': fact.by, 'callchart.prompt.played_ms': Math.round(fact.playedMs) })
      case 'prompt.resumed':
        return this.begin('prompt', 'prompt', fact.turnId, { 'callchart.prompt.resumed': true })
      case 'prompt.finished':
        return this.end('prompt')
      case 'prompt.failed':
        return this.end('prompt', {}, 'prompt.failed')
      case 'speech.started':
        return this.begin('speech', 'speech', fact.turnId)
      case 'speech.ended':
        this.end('speech')
        return this.begin('recognise', 'recognise', fact.turnId)
      case 'utterance':
        return this.end('recognise', { 'callchart.engine': fact.engine, 'callchart.endpoint_silence_ms': fact.endpointSilenceMs })
      case 'recogniser.unavailable':
        this.end('recognise', {}, 'recogniser.unavailable')
        return this.end('speech')
      case 'leg.connected':
        return this.begin(`leg ${fact.legId}`, 'human leg', undefined)
      case 'leg.hung-up':
        return this.end(`leg ${fact.legId}`)
      case 'caller.hung-up':
        this.end('hold')
        this.end('prompt')
        this.end('speech')
        return this.end('media', { 'callchart.media.cause': fact.cause })
      default:
        return
    }
  }

  /** The first frame of a reply goes to the switch now. */
  replied({ turnId, after, isCached, replyMs, stagesMs }: RepliedTurn): void {
    const endMs = this.nowMs()
    const stages = Object.entries(stagesMs).map(([stage, ms]) => [`callchart.reply.${stage}_ms`, Math.round(ms * 10) / 10] as const)
    this.emit({ name: 'reply', turnId, startMs: endMs - replyMs, attributes: { 'callchart.reply.after': after, 'callchart.reply.cached': isCached, ...Object.fromEntries(stages) } }, endMs)
  }

  private begin(key: string, name: string, turnId: string | undefined, attributes: Record<string, SpanAttribute> = {}): void {
    this.open.set(key, { name, turnId, startMs: this.nowMs(), attributes })
  }

  private end(key: string, attributes: Record<string, SpanAttribute> = {}, error?: string): void {
    const span = this.open.get(key)
    if (span === undefined) return
    this.open.delete(key)
    Object.assign(span.attributes, attributes)
    this.emit(span, this.nowMs(), error)
  }

  private emit({ name, turnId, startMs, attributes }: OpenSpan, endMs: number, error?: string): void {
    const { callId } = this
    this.count += 1
    const span: FinishedSpan = {
      traceId: traceIdOf(callId),
      spanId: spanIdOf(callId, 'media', this.bridgeId, startMs, this.count),
      parentSpanId: turnId === undefined ? spanIdOf(callId) : spanIdOf(callId, 'turn', turnId),
      name,
      kind: 'internal',
      startMs,
      endMs,
      attributes,
      ...(error !== undefined && { error }),
    }
    this.tracing.record(span)
  }

  private nowMs(): number {
    return this.originMs + performance.now()
  }
}
