import type { HttpRequestEffect, VariableValue } from '@callchart/flow'
import { callerLegId, type Interpretation, type MediaFact } from '@callchart/protocol'
import { becomeEvent } from '../../call/become-event.js'
import { entryOf, type CallEntry, type CallNote, type NewEvent } from '../../call/entries.js'
import { applyEntry } from '../../call/fold.js'
import type { ReadyVersion } from '../../call/ready-version.js'
import { settledNote } from '../../call/settled-note.js'
import { emptyState, wireTurnId, type CallOrigin, type CallState, type OpenTurn, type TurnEffect } from '../../call/state.js'
import { stepAhead } from '../../call/step-ahead.js'
import { answerFromEntries } from '../../knowledge/faq.js'
import { listeningTurn, speakingTurn } from '../../replay/occasion.js'
import type { RecordedCall } from '../../replay/recorded-call.js'
import { reinterpret } from '../../replay/reinterpret.js'

/** What the others of a call do. */
export interface Others {
  /** Absent: no answer ever comes. */
  readonly request?: (request: HttpRequestEffect) => { readonly status: number; readonly body: VariableValue } | { readonly failed: string } | undefined
  readonly isOpen?: (calendar: string) => boolean
  /** Live versions of further flows. */
  readonly versions?: readonly ReadyVersion[]
}

const answerMs = 300
const wordMs = 400

/** A call without bridge, database or clock, journaled just as a live one is: prompts are heard at once, others answer at once. */
export class CallRecorder {
  readonly state: CallState
  readonly entries: CallEntry[] = []
  at: number
  private readonly versions: Map<string, ReadyVersion>
  private factNumber = 0

  constructor(
    private readonly first: ReadyVersion,
    readonly origin: CallOrigin,
    private readonly others: Others = {},
  ) {
    this.at = origin.startedAt
    this.versions = new Map([first, ...(others.versions ?? [])].map((ready) => [ready.version, ready]))
    this.state = emptyState(origin, first)
  }

  begins(): this {
    return this.fact({ type: 'call.connected', dialect: 'simulated', codec: 'ulaw', variables: {} })
  }

  says(text: string): this {
    const turn = this.question()
    const endMs = this.clockMs + text.split(' ').length * wordMs
    const alternatives = [{ text, confidence: 0.9, words: [] }]
    this.pass(endMs - this.clockMs)
    const fact = { type: 'utterance', turnId: this.onWire(turn), alternatives, startMs: 0, endMs, endpointSilenceMs: 700, engine: 'simulated' } as const
    return this.fact(fact, reinterpret(fact, turn, this.state, this.at, { timeZone: 'UTC' }))
  }

  presses(digits: string): this {
    const turnId = this.onWire(this.question())
    for (const digit of digits) this.write([{ kind: 'fact', body: this.body({ type: 'digit.pressed', turnId, digit }) }])
    this.pass(digits.length * wordMs)
    return this.fact({ type: 'digits', turnId, digits, endedBy: 'max-count' })
  }

  staysSilent(): this {
    const turn = this.question()
    this.pass(turn.effect.listen?.noInputTimeoutMs ?? 0)
    return this.fact({ type: 'no-input', turnId: this.onWire(turn) })
  }

  leavesMessage(durationMs: number): this {
    const turnId = this.onWire(this.question())
    this.pass(durationMs)
    return this.fact({ type: 'turn.recorded', turnId, durationMs, endedBy: 'silence' })
  }

  hangsUp(): this {
    return this.fact({ type: 'caller.hung-up', cause: 'normal' })
  }

  /** Time passes, and timers fall due in it. */
  waits(ms: number): this {
    this.pass(ms)
    return this
  }

  /** A human of the queue takes the call, and both talk. */
  humanJoins(agentId = 'anna'): this {
    const { transfer } = this.state
    if (transfer === undefined) throw new Error('Nobody is sent for.')
    const leg = { legId: `agent-${agentId}`, agentId }
    this.event({ type: 'transfer.ringing', transferId: transfer.effect.transferId })
    this.write([{ kind: 'effect.dispatched', step: transfer.step, body: { index: transfer.index, type: 'transfer.start', leg } }])
    return this.fact({ type: 'leg.connected', legId: leg.legId }).fact({ type: 'leg.ready', legId: leg.legId }).fact({ type: 'legs.joined', legId: leg.legId })
  }

  humanLeaves(agentId = 'anna'): this {
    return this.fact({ type: 'leg.hung-up', legId: `agent-${agentId}`, cause: 'normal' })
  }

  event(event: NewEvent): this {
    this.write([...settledNote(this.state, event), { kind: 'event', step: this.state.step + 1, body: event }])
    return this.settle()
  }

  recorded(): RecordedCall {
    return { origin: this.origin, flow: this.first.manifest.flow, version: this.first.version, entries: this.entries }
  }

  private get clockMs(): number {
    return this.at - this.origin.startedAt
  }

  private question(): OpenTurn {
    const turn = listeningTurn(this.state)
    if (turn === undefined) throw new Error(`Nobody listens: the call is in ${this.state.ready.statePath(this.state.snapshot).join('.')}.`)
    return turn
  }

  private onWire({ effect }: OpenTurn): string {
    return wireTurnId(this.state.chapter, effect.turnId)
  }

  private body(fact: MediaFact): { readonly number: number; readonly atMs: number; readonly fact: MediaFact } {
    this.factNumber += 1
    return { number: this.factNumber, atMs: this.clockMs, fact }
  }

  fact(fact: MediaFact, interpretation?: Interpretation): this {
    const event = becomeEvent(this.state, fact, interpretation)
    const heard: CallNote[] = interpretation === undefined || fact.type !== 'utterance' ? [] : [{ kind: 'interpretation', body: { turnId: fact.turnId, interpretation } }]
    const told: CallNote[] = event === undefined ? [] : [...settledNote(this.state, event), { kind: 'event', step: this.state.step + 1, body: event }]
    this.write([...heard, { kind: 'fact', body: this.body(fact) }, ...told])
    return this.settle()
  }

  private write(notes: readonly CallNote[]): void {
    const { entries } = stepAhead(this.state, notes.map((note, index) => entryOf(note, this.state.sequence + index + 1, this.at)), this.versions)
    for (const entry of entries) {
      this.entries.push(entry)
      for (const { step, index, effect } of applyEntry(this.state, entry, this.versions)) {
        if (effect.type === 'call.continue-with') this.continueWith(effect.flow, step, index)
        if (effect.type === 'turn.start') this.plays(effect)
      }
    }
  }

  /** What the bridge tells of a turn before its outcome. */
  private plays({ turnId: id, prompts, listen }: TurnEffect): void {
    const turnId = wireTurnId(this.state.chapter, id)
    const facts: MediaFact[] = prompts.flatMap(({ promptId }) => [
      { type: 'prompt.started', turnId, promptId },
      { type: 'prompt.finished', turnId, promptId },
    ])
    if (listen !== undefined) facts.push({ type: 'listening.started', turnId })
    if (facts.length > 0) this.write(facts.map((fact) => ({ kind: 'fact', body: this.body(fact) })))
  }

  private continueWith(flow: string, step: number, index: number): void {
    const next = this.others.versions?.find(({ manifest }) => manifest.flow === flow)
    const { callId, direction, ani, dnis, variables } = this.origin
    const carried = { ...variables, ...this.state.ready.variablesOf(this.state.snapshot) }
    const call = { callId, direction, variables: carried, ...(ani === undefined ? {} : { ani }), ...(dnis === undefined ? {} : { dnis }) }
    const type = 'call.continue-with'
    if (next === undefined) return this.write([{ kind: 'effect.settled', step, body: { index, type, outcome: 'unknown-flow' } }])
    this.write([
      { kind: 'effect.settled', step, body: { index, type, outcome: 'continued', next: { flow, version: next.version } } },
      { kind: 'event', step: this.state.step + 1, body: { type: 'call.started', call } },
    ])
  }

  private pass(ms: number): void {
    const until = this.at + ms
    const next = (): [string, number] | undefined => [...this.state.timers].filter(([, deadline]) => deadline <= until).sort(([, one], [, other]) => one - other)[0]
    for (let due = next(); due !== undefined; due = next()) {
      this.at = Math.max(this.at, due[1])
      this.event({ type: 'timer.elapsed', timerId: due[0] })
    }
    this.at = until
  }

  /** Whatever is answered by others, and not by the caller. */
  private settle(): this {
    const { state } = this
    const speaking = speakingTurn(state)
    if (state.caller === 'connected' && state.hangUp !== undefined) return this.fact({ type: 'leg.hung-up', legId: callerLegId, cause: 'normal' })
    if (speaking !== undefined && state.caller === 'connected') {
      this.pass(1_000)
      return state.turns.has(speaking.effect.turnId) ? this.fact({ type: 'turn.finished', turnId: this.onWire(speaking) }) : this
    }
    for (const { effect } of state.checks.values())
      return this.event(this.others.isOpen?.(effect.calendar) === false ? { type: 'hours.closed', checkId: effect.checkId, reason: 'hours' } : { type: 'hours.open', checkId: effect.checkId })
    for (const { effect } of state.questions.values()) if (effect.source === 'faq') return this.event(this.knowledge(effect.questionId))
    for (const { effect } of state.requests.values()) {
      const answer = this.others.request?.(effect)
      if (answer === undefined) continue
      this.at += answerMs
      const { requestId } = effect
      return this.event('failed' in answer ? { type: 'request.failed', requestId, cause: answer.failed } : { type: 'request.succeeded', requestId, ...answer })
    }
    return this
  }

  private knowledge(questionId: string): NewEvent {
    const effect = this.state.questions.get(questionId)?.effect
    const known = effect === undefined ? undefined : this.state.ready.knowledgeOf(effect.nodeId, effect.language)
    if (effect === undefined) throw new Error('Nobody asks.')
    const answer = answerFromEntries({ effect, retriever: known?.retriever, entries: known?.entries ?? new Map(), fence: new Map(), saidBefore: [], bannedIn: () => undefined })
    if (answer.type !== 'answered' || answer.source !== 'faq') return { type: 'knowledge.failed', questionId, cause: 'no-answer' }
    return { type: 'knowledge.answered', questionId, source: 'faq', entryId: answer.entryId, confidence: answer.confidence }
  }
}
