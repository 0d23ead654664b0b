import type { HangUpCause } from '@callchart/protocol'
import type { FlowMachine, FlowSnapshot, StepResult } from '../contract/compiled.js'
import type { CallEffect, TransferEffect } from '../contract/effects.js'
import type { CallEvent, VariableValue } from '../contract/events.js'
import { enteredEvent, understoodEvent } from '../contract/understood-event.js'
import type { FlowContext } from '../machine/model.js'
import { isOver, startSnapshot, statePath, step, variablesOf, watchedStep } from '../step/step.js'
import { takeKeys } from './keys.js'
import { SimulatedSurroundings } from './simulated-surroundings.js'
import type { HeldEffect, SimulatedAnswer, SimulatedHours, SimulatedKnowledge, SimulatedLine, SimulationOptions, UntimedEvent } from './simulation.js'

/** About as long as a letter takes to be said. */
const spokenLetterMs = 60
/** So many things come by themselves one after another, without time passing, in no call but one that goes round for ever. */
const mostInARow = 250
type TurnStartEffect = Extract<CallEffect, { type: 'turn.start' }>

/**
 * A call by text on the very machine of real calls, in virtual time: prompts are heard at once, and the call then waits for what the caller does.
 * One method for each thing a caller or a human can do.
 */
export class SimulatedCall {
  readonly lines: SimulatedLine[] = []
  /** Nodes in the order they were entered. */
  readonly path: string[] = []
  readonly effects: CallEffect[] = []
  readonly events: CallEvent[] = []
  readonly #machine: FlowMachine
  readonly #options: SimulationOptions
  readonly #surroundings: SimulatedSurroundings
  #snapshot: FlowSnapshot
  #turn: TurnStartEffect | undefined
  #transfer: TransferEffect | undefined
  #keys = ''
  #gone = false
  #inARow = 0
  #isEndless = false

  constructor(machine: FlowMachine, options: SimulationOptions) {
    this.#machine = machine
    this.#options = options
    this.#surroundings = new SimulatedSurroundings(options, options.startsAt ?? 0)
    this.#snapshot = startSnapshot(machine)
    this.#give({ type: 'call.started', call: { callId: 'simulated', direction: 'inbound', variables: {}, ...options.call } })
  }

  get statePath(): string[] {
    return statePath(this.#snapshot)
  }

  get variables(): Record<string, VariableValue> {
    return variablesOf(this.#snapshot)
  }

  /** The chart has come to its end, which is after what it does when the caller is gone. */
  get isOver(): boolean {
    return isOver(this.#snapshot) || this.#isEndless || this.effects.some(({ type }) => type === 'flow.failed')
  }

  /** The call went round in a circle that waits for nobody, and was given up. */
  get isEndless(): boolean {
    return this.#isEndless
  }

  /** Nobody is on the line any more. */
  get isHungUp(): boolean {
    return this.#gone
  }

  /** The question that the call waits for, if it waits for the caller. */
  get question(): TurnStartEffect | undefined {
    return this.#turn
  }

  /** The human that the call waits for or talks to. */
  get transfer(): TransferEffect | undefined {
    return this.#transfer
  }

  /** The flow has a way for answering machines, and nobody has answered a question yet. */
  get mayBeMachine(): boolean {
    return (this.#snapshot as unknown as { context: FlowContext }).context.mayBeMachine === true
  }

  /** What waits for an answer, in the order in which it was asked. */
  get held(): readonly HeldEffect[] {
    return this.#surroundings.held
  }

  /** Milliseconds until something comes by itself; undefined where nothing does. */
  get dueInMs(): number | undefined {
    return this.#surroundings.timetable.dueInMs
  }

  /** Milliseconds since the epoch. */
  get now(): number {
    return this.#surroundings.timetable.now
  }

  /** A request that is held gets its answer. */
  requestIsAnswered(requestId: string, answer: SimulatedAnswer): void {
    this.#release(requestId)
    this.#surroundings.answerRequest(requestId, answer)
    this.advance(0)
  }

  /** A calendar that is held tells whether it is open. */
  hoursAre(checkId: string, hours: SimulatedHours): void {
    this.#release(checkId)
    this.#surroundings.answerHours(checkId, hours)
    this.advance(0)
  }

  /** A question that is held gets its answer. */
  questionIsAnswered(questionId: string, answer: SimulatedKnowledge): void {
    this.#release(questionId)
    this.#surroundings.answerQuestion(questionId, answer)
    this.advance(0)
  }

  /** Said into a mailbox it is a message of so much speech. */
  says(text: string): void {
    if (this.#turn?.record !== undefined) return this.leavesMessage(text.length * spokenLetterMs, text)
    const turn = this.#answered(`says "${text}"`)
    const expectation = turn.expect ?? { intents: [], keyIntents: [] }
    const interpretation = this.#options.interpret([{ text, confidence: 1, words: [] }], expectation, turn.listen?.language ?? '')
    this.lines.push({ who: 'caller', text, interpretation })
    this.#give(understoodEvent(turn.turnId, interpretation))
  }

  /** Keys are taken by the question that waits for them, or kept for the next one. */
  presses(keys: string): void {
    this.lines.push({ who: 'caller', text: `[${keys}]` })
    this.#keys += keys
    this.#takeKeys(keys.length)
  }

  /** Speaks after the tone until silence ends the message, or its greatest length. */
  leavesMessage(durationMs: number, text = '[message]'): void {
    const { turnId, record } = this.#answered('leaves a message')
    const maxMs = record?.maxMs ?? 0
    this.lines.push({ who: 'caller', text })
    const endedBy = durationMs < maxMs ? 'silence' : 'max-length'
    this.#give({ type: 'turn.recorded', turnId, durationMs: Math.min(durationMs, maxMs), endedBy })
  }

  staysSilent(): void {
    const turn = this.#answered('stays silent')
    this.lines.push({ who: 'caller', text: '[silence]' })
    if (turn.record !== undefined) return this.#give({ type: 'turn.recorded', turnId: turn.turnId, durationMs: 0, endedBy: 'silence' })
    this.#give({ type: 'no-input', turnId: turn.turnId })
  }

  /** The media path gives the turn up. */
  turnFails(cause: string): void {
    const { turnId } = this.#answered('is not reached')
    this.#give({ type: 'turn.failed', turnId, cause })
  }

  hangsUp(cause: HangUpCause = 'normal'): void {
    if (this.#gone) throw new Error(`The line is closed already: the call is in ${this.statePath.join('.')}.`)
    const turn = this.#turn
    if (turn?.record !== undefined) this.#give({ type: 'turn.recorded', turnId: turn.turnId, durationMs: 0, endedBy: 'hang-up' })
    if (!this.#gone) this.#closeLine(cause)
  }

  /** Somebody else ends the call: the API or an operator. */
  endsFromOutside(cause: string): void {
    this.#give({ type: 'call.ended', cause })
  }

  /** @param position 1 is next */
  waitsInQueue(position = 1, estimatedWaitMs = 0): void {
    this.#give({ type: 'transfer.queued', transferId: this.#transferring().transferId, position, estimatedWaitMs })
  }

  /** The caller's own side takes them there: the call is over for us. */
  isReferred(): void {
    if (this.#transferring().mode !== 'refer') throw new Error(`Nobody is asked to take the caller elsewhere: the call is in ${this.statePath.join('.')}.`)
    this.#transfer = undefined
    this.#closeLine('normal')
  }

  /** The switch has found out who answered the call that we placed. */
  isAnsweredBy(who: 'human' | 'machine' | 'unknown'): void {
    this.#give({ type: 'call.answered-by', who })
  }

  agentIsOffered(): void {
    this.#give({ type: 'transfer.ringing', transferId: this.#transferring().transferId })
  }

  agentAnswers(agentId = 'agent'): void {
    const { transferId } = this.#transferring()
    this.#give({ type: 'transfer.ringing', transferId })
    this.#give({ type: 'transfer.connected', transferId, agentId })
  }

  agentLeaves(): void {
    this.#endTransfer({ type: 'transfer.ended', transferId: this.#transferring().transferId })
  }

  agentIsBusy(): void {
    this.#endTransfer({ type: 'transfer.busy', transferId: this.#transferring().transferId })
  }

  agentDeclines(): void {
    this.#endTransfer({ type: 'transfer.declined', transferId: this.#transferring().transferId })
  }

  queueIsClosed(): void {
    this.#endTransfer({ type: 'transfer.closed', transferId: this.#transferring().transferId })
  }

  queueIsFull(): void {
    this.#endTransfer({ type: 'transfer.overflow', transferId: this.#transferring().transferId })
  }

  nobodyAnswers(): void {
    this.#endTransfer({ type: 'transfer.no-answer', transferId: this.#transferring().transferId })
  }

  transferFails(cause: string): void {
    this.#endTransfer({ type: 'transfer.failed', transferId: this.#transferring().transferId, cause })
  }

  /** Lets virtual time pass: timers and answers that fall due come in their order. */
  advance(ms: number): void {
    for (const event of this.#surroundings.timetable.advance(ms)) {
      if (event.type !== 'caller.hung-up') this.#give(event)
      else if (!this.#gone) this.#closeLine(event.cause)
    }
  }

  #release(id: string): void {
    if (!this.#surroundings.release(id)) throw new Error(`Nothing waits for the answer "${id}": the call is in ${this.statePath.join('.')}.`)
  }

  #closeLine(cause: HangUpCause): void {
    this.#gone = true
    this.#turn = undefined
    this.#give({ type: 'caller.hung-up', cause })
  }

  #endTransfer(event: UntimedEvent): void {
    this.#transfer = undefined
    this.#give(event)
  }

  #transferring(): TransferEffect {
    if (this.#transfer === undefined) throw new Error(`No transfer is under way: the call is in ${this.statePath.join('.')}.`)
    return this.#transfer
  }

  /** The turn that the caller now answers; it is over with that. */
  #answered(what: string): TurnStartEffect {
    const turn = this.#turn
    if (turn === undefined) throw new Error(`The caller ${what}, but nobody listens: the call is in ${this.statePath.join('.')}.`)
    this.#turn = undefined
    return turn
  }

  /** The key that ends a message is taken by it, others mean nothing there. */
  #endMessage(turn: TurnStartEffect): void {
    const ends = this.#keys.includes(turn.record?.endKey ?? '')
    this.#keys = ''
    if (!ends) return
    this.#turn = undefined
    this.#give({ type: 'turn.recorded', turnId: turn.turnId, durationMs: 0, endedBy: 'key' })
  }

  #takeKeys(pressed = 0): void {
    const turn = this.#turn
    if (turn?.record !== undefined && this.#keys !== '') return this.#endMessage(turn)
    const entry = turn?.listen === undefined ? undefined : takeKeys(this.#keys, turn.listen, pressed)
    if (turn === undefined || entry === undefined) return
    this.#turn = undefined
    this.#keys = entry.left
    this.#give(enteredEvent(turn.turnId, entry.digits, entry.endedBy, turn.expect))
  }

  #give(untimed: UntimedEvent): void {
    this.#isEndless ||= this.#inARow > mostInARow
    if (this.#isEndless) return
    this.#inARow += 1
    const event = { ...untimed, at: this.#surroundings.timetable.now } as CallEvent
    this.events.push(event)
    for (const effect of this.#step(event)) this.#perform(effect)
    this.#takeKeys()
    this.advance(0)
    this.#inARow -= 1
  }

  #step(event: CallEvent): readonly CallEffect[] {
    const { watch } = this.#options
    if (watch === undefined) return this.#goTo(step(this.#machine, this.#snapshot, event))
    const watched = watchedStep(this.#machine, this.#snapshot, event)
    watch(watched, event)
    return this.#goTo(watched)
  }

  #goTo({ snapshot, effects }: StepResult): readonly CallEffect[] {
    this.#snapshot = snapshot
    return effects
  }

  #perform(effect: CallEffect): void {
    this.effects.push(effect)
    switch (effect.type) {
      case 'node.entered':
        this.path.push(effect.nodeId)
        return
      case 'turn.start':
        return this.#startTurn(effect)
      case 'turn.append':
        return this.#append(effect)
      case 'turn.cancel':
        if (this.#turn?.turnId === effect.turnId) this.#turn = undefined
        return
      case 'transfer.start':
        this.#transfer = effect
        return
      case 'transfer.cancel':
        this.#transfer = undefined
        return
      default:
        return this.#surroundings.perform(effect)
    }
  }

  #append({ turnId, prompts, then }: Extract<CallEffect, { type: 'turn.append' }>): void {
    if (this.#turn?.turnId !== turnId) return
    for (const { text } of prompts) this.lines.push({ who: 'bot', text })
    if (then !== 'finish') return
    this.#turn = undefined
    this.#finish(turnId)
  }

  #startTurn(turn: TurnStartEffect): void {
    for (const { text } of turn.prompts) this.lines.push({ who: 'bot', text })
    if (turn.clearTypeAhead) this.#keys = ''
    if (turn.listen === undefined && turn.record === undefined) this.#finish(turn.turnId)
    else this.#turn = turn
  }

  /** A turn that listens to nobody is over as soon as it is heard. */
  #finish(turnId: string): void {
    this.#surroundings.timetable.add(0, turnId, { type: 'turn.finished', turnId })
  }
}
