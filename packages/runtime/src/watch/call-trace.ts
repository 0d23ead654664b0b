import { isTraced, spanIdOf, traceIdOf, type FinishedSpan, type SpanAttribute, type SpanEvent, type Tracing } from '@callchart/protocol'
import type { CallEffect } from '@callchart/flow'
import { hungUpByOf } from '../call/ending.js'
import type { CallEntry } from '../call/entries.js'
import { effectKey, wireTurnId, type CallState, type StepEffect, type TurnEffect } from '../call/state.js'
import { effectSpan } from './effect-span.js'
import type { StageTime } from './stages.js'
import type { TurnOutcome } from './turn-outcomes.js'

interface OpenSpan extends Pick<FinishedSpan, 'name' | 'kind' | 'spanId' | 'startMs'> {
  readonly attributes: Record<string, SpanAttribute>
  readonly events: SpanEvent[]
}

const listensTo = ({ listen, record }: TurnEffect): string => {
  if (record !== undefined) return 'message'
  if (listen === undefined) return 'nothing'
  return listen.speech ? 'speech' : 'keys'
}

/** The event that answers it comes right behind, and says more. */
const isAnswered = ({ type, outcome }: { readonly type: string; readonly outcome: string }): boolean => type === 'request.send' && (outcome === 'succeeded' || outcome === 'failed')

/**
 * A call as a trace: the call is its root, each turn a span of it, and so is each effect that leaves the system. It is told of what the journal
 * has, so a runtime that takes the call over goes on with the same trace; nothing personal stands in it.
 */
export class CallTrace {
  private readonly turns = new Map<string, OpenSpan>()
  private readonly effects = new Map<string, OpenSpan>()
  /** From `performance.now()` to milliseconds since the epoch. */
  private readonly originMs = Date.now() - performance.now()

  /** Undefined where nobody wants this call traced. */
  static of(state: CallState, tracing: Tracing | undefined): CallTrace | undefined {
    return tracing !== undefined && isTraced(state.origin.callId, tracing) ? new CallTrace(state, tracing) : undefined
  }

  private constructor(
    private readonly state: CallState,
    private readonly tracing: Tracing,
  ) {
    // What an earlier runtime began is seen from here on.
    for (const { effect } of state.turns.values()) this.openTurn(effect, true)
    for (const open of [...state.requests.values(), ...state.questions.values()]) this.openEffect(open)
    if (state.transfer !== undefined) this.openEffect(state.transfer)
  }

  /** The state has the entry by now. */
  applied(entry: CallEntry, effects: readonly StepEffect[]): void {
    if (entry.kind === 'interpretation') this.noteMeaning(entry.body)
    if (entry.kind === 'effect.dispatched') this.openUnseen(entry.step ?? 0, entry.body)
    if (entry.kind === 'effect.settled' && !isAnswered(entry.body)) this.closeEffect(effectKey({ step: entry.step ?? 0, index: entry.body.index }), entry.body.outcome)
    if (entry.kind === 'event') this.noteEvent(entry.body)
    for (const effect of effects) this.noteEffect(effect)
  }

  /** All that follows from the outcome of a turn is done. @param times on the clock of `performance.now()` */
  dealtWith(outcome: TurnOutcome, times: readonly StageTime[]): void {
    const { turnId } = outcome
    const open = this.turns.get(turnId)
    if (open === undefined) return
    this.turns.delete(turnId)
    open.attributes['callchart.turn.outcome'] = outcome.type
    if (outcome.type === 'utterance') open.attributes['callchart.engine'] = outcome.engine
    for (const [index, { stage, beginMs, endMs }] of times.entries())
      this.emit({
        name: stage,
        kind: 'internal',
        spanId: this.idOf('stage', turnId, index),
        parentSpanId: open.spanId,
        startMs: this.originMs + beginMs,
        endMs: this.originMs + endMs,
        attributes: {},
      })
    this.finish(open, outcome.type === 'turn.failed' ? 'turn.failed' : undefined)
  }

  /** Nobody is on the line any more, and the chart is at its end. */
  ended(disposition: string): void {
    const { origin, ready, shown } = this.state
    for (const [key, turn] of this.turns) {
      this.turns.delete(key)
      this.finish(turn)
    }
    this.emit({
      name: 'call',
      kind: 'server',
      spanId: this.idOf(),
      startMs: origin.startedAt,
      endMs: this.nowMs(),
      attributes: {
        'callchart.call.id': origin.callId,
        'callchart.call.direction': origin.direction,
        'callchart.call.disposition': disposition,
        'callchart.call.hung_up_by': hungUpByOf(this.state),
        'callchart.call.turns': shown.turnCount,
        'callchart.flow.id': ready.manifest.flow,
        'callchart.flow.version': ready.version,
        ...(origin.line !== undefined && { 'callchart.switch': origin.line.switchId }),
      },
      ...(disposition === 'failed' && { error: this.state.failure?.code ?? 'failed' }),
    })
  }

  /** This runtime does nothing more for the call. @param isOver false: another one goes on with what is open */
  close(isOver: boolean): void {
    if (isOver) for (const key of [...this.effects.keys()]) this.closeEffect(key, 'call-over')
    this.effects.clear()
    this.turns.clear()
  }

  private noteEffect({ step, index, effect }: StepEffect): void {
    if (effect.type === 'turn.start') return this.openTurn(effect)
    if (effect.type === 'transfer.cancel') return this.closeOf('transfer.id', effect.transferId, effect.reason)
    if (effect.type === 'request.cancel') return this.closeOf('request.id', effect.requestId, 'cancelled')
    this.openEffect({ step, index, effect })
  }

  private openTurn(effect: TurnEffect, isTakenOver = false): void {
    const turnId = wireTurnId(this.state.chapter, effect.turnId)
    this.turns.set(turnId, {
      name: 'turn',
      kind: 'internal',
      spanId: this.idOf('turn', turnId),
      startMs: this.nowMs(),
      attributes: {
        'callchart.turn.id': turnId,
        'callchart.node.id': effect.nodeId,
        'callchart.flow.id': this.state.ready.manifest.flow,
        'callchart.turn.listens_to': listensTo(effect),
        'callchart.turn.prompts': effect.prompts.length,
        ...(effect.sensitive && { 'callchart.turn.sensitive': true }),
        ...(isTakenOver && { 'callchart.taken_over': true }),
      },
      events: [],
    })
  }

  private openEffect({ step, index, effect }: StepEffect<CallEffect>): void {
    const told = effectSpan(effect)
    if (told !== undefined) this.open(effectKey({ step, index }), this.idOf('effect', step, index), told)
  }

  /** What the runtime does of its own, such as telling of a handover, is no effect of the chart. */
  private openUnseen(step: number, { index, type }: { readonly index: number; readonly type: string }): void {
    const key = effectKey({ step, index })
    if (!this.effects.has(key)) this.open(key, this.idOf('effect', step, index), { name: type, kind: 'client', attributes: {} })
  }

  private open(key: string, spanId: string, told: Pick<OpenSpan, 'name' | 'kind' | 'attributes'>): void {
    this.effects.set(key, { ...told, spanId, startMs: this.nowMs(), events: [] })
  }

  private noteMeaning({ turnId, interpretation }: Extract<CallEntry, { kind: 'interpretation' }>['body']): void {
    const open = this.turns.get(turnId)
    if (open === undefined) return
    const { type, confidence, why } = interpretation
    open.attributes['callchart.understood'] = type
    open.attributes['callchart.understood.by'] = why.by
    open.attributes['callchart.understood.confidence'] = confidence
    if (type === 'intent' || type === 'auxiliary') open.attributes['callchart.intent'] = interpretation.intent
    if (type === 'key-intent') open.attributes['callchart.intent'] = interpretation.keyIntent
  }

  private noteEvent(event: Extract<CallEntry, { kind: 'event' }>['body']): void {
    if ('transferId' in event) {
      const open = [...this.effects.values()].find(({ attributes }) => attributes['transfer.id'] === event.transferId)
      open?.events.push({ name: event.type, atMs: this.nowMs() })
    }
    if (event.type !== 'request.succeeded' && event.type !== 'request.failed') return
    const open = [...this.effects.values()].find(({ attributes }) => attributes['request.id'] === event.requestId)
    if (open !== undefined && event.status !== undefined) open.attributes['http.response.status_code'] = event.status
    this.closeOf('request.id', event.requestId, event.type.slice('request.'.length))
  }

  private closeOf(attribute: string, id: string, outcome: string): void {
    for (const [key, { attributes }] of this.effects) if (attributes[attribute] === id) this.closeEffect(key, outcome)
  }

  private closeEffect(key: string, outcome: string): void {
    const open = this.effects.get(key)
    if (open === undefined) return
    this.effects.delete(key)
    open.attributes['callchart.outcome'] = outcome
    this.finish(open, ['failed', 'outcome-unknown', 'unreachable'].includes(outcome) ? outcome : undefined)
  }

  private finish({ spanId, name, kind, startMs, attributes, events }: OpenSpan, error?: string): void {
    this.emit({ name, kind, spanId, parentSpanId: this.idOf(), startMs, endMs: this.nowMs(), attributes, ...(events.length > 0 && { events }), ...(error !== undefined && { error }) })
  }

  private emit(span: Omit<FinishedSpan, 'traceId'>): void {
    this.tracing.record({ traceId: traceIdOf(this.state.origin.callId), ...span })
  }

  private idOf(...about: readonly (string | number)[]): string {
    return spanIdOf(this.state.origin.callId, ...about)
  }

  private nowMs(): number {
    return this.originMs + performance.now()
  }
}
