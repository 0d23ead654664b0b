import type { HangUpCause } from '@callchart/protocol'
import type { FlowMachine } from '../contract/compiled.js'
import type { CallEffect, TransferEffect } from '../contract/effects.js'
import type { CallEvent, VariableValue } from '../contract/events.js'
import { enteredEvent } from '../contract/understood-event.js'
import { beginCall, make, type CallStart, type Explored, type ExploredCall, type TurnEffect } from '../explore/explored-call.js'
import type { UntimedEvent } from '../explore/move.js'
import { takeKeys } from '../simulate/keys.js'
import type { SimulatedAnswer, SimulatedLine } from '../simulate/simulation.js'
import { statePath, variablesOf } from '../step/step.js'
import type { ActedCall } from './acted-call.js'
import { meantEvent, type Meaning } from './meaning.js'

type TurnOutcome = Extract<UntimedEvent, { readonly turnId: string }>['type']

/** A call in which nothing comes by itself: prompts, answers of services and the closing of the line too wait until they are told. */
export class StepwiseCall implements ActedCall {
  readonly lines: SimulatedLine[] = []
  readonly path: string[] = []
  readonly effects: CallEffect[] = []
  readonly events: CallEvent[] = []
  readonly #machine: FlowMachine
  /** Requests that are under way, and the node of each. */
  readonly #requests = new Map<string, string>()
  #call: ExploredCall

  constructor(machine: FlowMachine, start: CallStart) {
    this.#machine = machine
    this.#call = this.#note(beginCall({ machine }, start))
  }

  get statePath(): string[] {
    return statePath(this.#call.snapshot)
  }
  get variables(): Record<string, VariableValue> {
    return variablesOf(this.#call.snapshot)
  }
  get isOver(): boolean {
    return this.#call.over
  }
  get isHungUp(): boolean {
    return this.#call.gone
  }
  get question(): TurnEffect | undefined {
    return this.#call.turn
  }
  get transfer(): TransferEffect | undefined {
    return this.#call.transfer
  }

  says(text: string, meaning: Meaning = 'nothing'): void {
    const turnId = this.#turn(`says "${text}"`)
    this.lines.push({ who: 'caller', text })
    this.#give(meantEvent(turnId, text, meaning))
  }

  presses(keys: string): void {
    const turnId = this.#turn(`presses ${keys}`)
    const { listen, expect } = this.#call.turn ?? {}
    const entry = listen === undefined ? undefined : takeKeys(keys, listen, keys.length)
    if (entry === undefined) throw new Error(`The caller presses ${keys}, but no such key is taken: the call is in ${this.statePath.join('.')}.`)
    this.lines.push({ who: 'caller', text: `[${keys}]` })
    this.#give(enteredEvent(turnId, entry.digits, entry.endedBy, expect))
  }

  staysSilent(): void {
    this.#outcome('stays silent', 'no-input')
  }

  leavesMessage(durationMs: number): void {
    this.#give({ type: 'turn.recorded', turnId: this.#turn('leaves a message'), durationMs, endedBy: 'silence' })
  }

  turnFails(cause: string): void {
    this.#give({ type: 'turn.failed', turnId: this.#turn('is not reached'), cause })
  }

  /** Everything that was to be said is heard. */
  hearsPrompts(): void {
    this.#outcome('hears the prompts', 'turn.finished')
  }

  hangsUp(cause: HangUpCause = 'normal'): void {
    if (this.#call.gone) throw new Error(`The line is closed already: the call is in ${this.statePath.join('.')}.`)
    this.#give({ type: 'caller.hung-up', cause })
  }

  endsFromOutside(cause: string): void {
    this.#give({ type: 'call.ended', cause })
  }

  /** @param node that sent the request */
  serviceAnswers(node: string, answer: SimulatedAnswer): void {
    const requestId = [...this.#requests].findLast(([, sender]) => sender === node)?.[0]
    if (requestId === undefined) throw new Error(`"${node}" waits for no answer: the call is in ${this.statePath.join('.')}.`)
    this.#requests.delete(requestId)
    if ('failure' in answer) return this.#give({ type: 'request.failed', requestId, cause: answer.failure })
    if ('outcomeUnknown' in answer) return this.#give({ type: 'request.outcome-unknown', requestId })
    if (answer.status >= 400) return this.#give({ type: 'request.failed', requestId, cause: 'status', status: answer.status })
    this.#give({ type: 'request.succeeded', requestId, status: answer.status, body: answer.body })
  }

  officeIs(opening: 'open' | 'closed' | 'unknown'): void {
    const { checkId } = this.#call
    if (checkId === undefined) throw new Error(`Nobody asks for the hours: the call is in ${this.statePath.join('.')}.`)
    if (opening === 'open') return this.#give({ type: 'hours.open', checkId })
    this.#give(opening === 'closed' ? { type: 'hours.closed', checkId, reason: 'hours' } : { type: 'hours.failed', checkId, cause: 'the calendar cannot be asked' })
  }

  knowledgeSays(index: number, text: string): void {
    this.#give({ type: 'knowledge.sentence', questionId: this.#question(), index, text })
  }

  knowledgeAnswers(entryId?: string): void {
    const source = this.#call.question?.source ?? 'faq'
    this.#give({ type: 'knowledge.answered', questionId: this.#question(), source, ...(entryId === undefined ? {} : { entryId, confidence: 0.9 }) })
  }

  knowledgeFails(cause: string): void {
    this.#give({ type: 'knowledge.failed', questionId: this.#question(), cause })
  }

  waitsInQueue(position = 1, estimatedWaitMs = 0): void {
    this.#give({ type: 'transfer.queued', transferId: this.#transfer(), position, estimatedWaitMs })
  }
  isReferred(): void {
    this.#transfer()
    this.#give({ type: 'caller.hung-up', cause: 'normal' })
  }
  isAnsweredBy(who: 'human' | 'machine' | 'unknown'): void {
    this.#give({ type: 'call.answered-by', who })
  }
  agentIsOffered(): void {
    this.#give({ type: 'transfer.ringing', transferId: this.#transfer() })
  }
  agentAnswers(agentId = 'agent'): void {
    this.#give({ type: 'transfer.connected', transferId: this.#transfer(), agentId })
  }
  agentLeaves(): void {
    this.#give({ type: 'transfer.ended', transferId: this.#transfer() })
  }
  agentIsBusy(): void {
    this.#give({ type: 'transfer.busy', transferId: this.#transfer() })
  }
  agentDeclines(): void {
    this.#give({ type: 'transfer.declined', transferId: this.#transfer() })
  }
  queueIsClosed(): void {
    this.#give({ type: 'transfer.closed', transferId: this.#transfer() })
  }
  queueIsFull(): void {
    this.#give({ type: 'transfer.overflow', transferId: this.#transfer() })
  }
  nobodyAnswers(): void {
    this.#give({ type: 'transfer.no-answer', transferId: this.#transfer() })
  }
  transferFails(cause: string): void {
    this.#give({ type: 'transfer.failed', transferId: this.#transfer(), cause })
  }

  /** Timers that fall due within these milliseconds elapse in their order. */
  advance(ms: number): void {
    const until = this.#call.at + ms
    for (let timerId = this.#dueBy(until); timerId !== undefined; timerId = this.#dueBy(until)) this.#give({ type: 'timer.elapsed', timerId })
    this.#call = { ...this.#call, at: Math.max(this.#call.at, until) }
  }

  #dueBy(until: number): string | undefined {
    const due = Object.entries(this.#call.timers).filter(([, at]) => at <= until)
    return due.sort(([, left], [, right]) => left - right)[0]?.[0]
  }

  #outcome(what: string, type: Extract<TurnOutcome, 'no-input' | 'turn.finished'>): void {
    this.#give({ type, turnId: this.#turn(what) })
  }

  #turn(what: string): string {
    const { turn } = this.#call
    if (turn === undefined) throw new Error(`The caller ${what}, but no turn runs: the call is in ${this.statePath.join('.')}.`)
    return turn.turnId
  }

  #transfer(): string {
    const { transfer } = this.#call
    if (transfer === undefined) throw new Error(`No transfer is under way: the call is in ${this.statePath.join('.')}.`)
    return transfer.transferId
  }

  #question(): string {
    const { question } = this.#call
    if (question === undefined) throw new Error(`Nothing is asked of what the flow knows: the call is in ${this.statePath.join('.')}.`)
    return question.questionId
  }

  #give(event: UntimedEvent): void {
    if (this.isOver) throw new Error('The call is over already.')
    this.#call = this.#note(make({ machine: this.#machine }, this.#call, { event }))
  }

  #note({ call, event, effects }: Explored): ExploredCall {
    this.events.push(event)
    for (const effect of effects) {
      this.effects.push(effect)
      if (effect.type === 'node.entered') this.path.push(effect.nodeId)
      if (effect.type === 'request.send') this.#requests.set(effect.requestId, this.path.at(-1) ?? '')
      if (effect.type === 'turn.start' || effect.type === 'turn.append') for (const { text } of effect.prompts) this.lines.push({ who: 'bot', text })
    }
    return call
  }
}
