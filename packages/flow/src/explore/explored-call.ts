import type { FlowSnapshot } from '../contract/compiled.js'
import type { CallEffect, KnowledgeQuestion, TransferEffect } from '../contract/effects.js'
import type { CallAttributes, CallEvent } from '../contract/events.js'
import type { FlowContext } from '../machine/model.js'
import { isOver, startSnapshot, step, watchedStep } from '../step/step.js'
import type { ExploredFlow } from './explored-flow.js'
import type { Move } from './move.js'
import { namedTransitions, type ChartTransition } from './transitions.js'

export type TurnEffect = Extract<CallEffect, { type: 'turn.start' }>

/** A call that can be gone on with in more than one way: nothing in it changes. */
export interface ExploredCall {
  readonly snapshot: FlowSnapshot
  /** Milliseconds since the call began. */
  readonly at: number
  /** The turn that runs. */
  readonly turn: TurnEffect | undefined
  /** The turn takes no further prompts; `finish`: it only speaks on. */
  readonly closed: 'listen' | 'finish' | undefined
  readonly transfer: TransferEffect | undefined
  readonly connected: boolean
  readonly checkId: string | undefined
  readonly question: KnowledgeQuestion | undefined
  /** Milliseconds since the call began at which each falls due, by id. */
  readonly timers: Readonly<Record<string, number>>
  /** We hang up: the line is about to close. */
  readonly closing: boolean
  /** Nobody is on the line. */
  readonly gone: boolean
  /** The chart has come to its end, cannot go on, or has handed the call to another flow. */
  readonly over: boolean
}

/** What a move leads to. */
export interface Explored {
  readonly call: ExploredCall
  readonly event: CallEvent
  readonly effects: readonly CallEffect[]
  /** In their order; only where it was asked for. */
  readonly taken: readonly ChartTransition[]
}

/** What the chart itself remembers. */
export const contextOf = ({ snapshot }: ExploredCall): FlowContext => (snapshot as unknown as { context: FlowContext }).context

const withoutTimer = (timers: Readonly<Record<string, number>>, timerId: string): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(timers).filter(([id]) => id !== timerId))

/** What is open after an effect. */
const after = (call: ExploredCall, effect: CallEffect): ExploredCall => {
  switch (effect.type) {
    case 'turn.start':
      return { ...call, turn: effect, closed: undefined }
    case 'turn.append':
      return call.turn?.turnId === effect.turnId && effect.then !== undefined ? { ...call, closed: effect.then } : call
    case 'turn.cancel':
      return call.turn?.turnId === effect.turnId ? { ...call, turn: undefined } : call
    case 'transfer.start':
      return { ...call, transfer: effect, connected: false }
    case 'transfer.cancel':
      return { ...call, transfer: undefined, connected: false }
    case 'hours.check':
      return { ...call, checkId: effect.checkId }
    case 'knowledge.ask':
      return { ...call, question: effect }
    case 'timer.start':
      return { ...call, timers: { ...call.timers, [effect.timerId]: call.at + effect.ms } }
    case 'timer.cancel':
      return { ...call, timers: withoutTimer(call.timers, effect.timerId) }
    case 'call.hang-up':
      return { ...call, closing: !call.gone }
    case 'call.continue-with':
    case 'flow.failed':
      return { ...call, over: true }
    default:
      return call
  }
}

const turnEnds: ReadonlySet<CallEvent['type']> = new Set<CallEvent['type']>([
  'utterance.understood', 'value.understood', 'key-intent.heard', 'auxiliary.heard', 'utterance.ambiguous', 'utterance.not-understood',
  'digits.entered', 'no-input', 'turn.finished', 'turn.recorded', 'turn.failed', 'turn.cancelled',
])
const transferEnds: ReadonlySet<CallEvent['type']> = new Set<CallEvent['type']>([
  'transfer.busy', 'transfer.no-answer', 'transfer.declined', 'transfer.failed', 'transfer.overflow', 'transfer.closed', 'transfer.ended',
])

/** What an event answers is no longer open. */
const before = (call: ExploredCall, event: CallEvent): ExploredCall => {
  if (turnEnds.has(event.type)) return { ...call, turn: undefined, closed: undefined }
  if (transferEnds.has(event.type)) return { ...call, transfer: undefined, connected: false }
  switch (event.type) {
    case 'transfer.connected':
      return { ...call, connected: true }
    case 'caller.hung-up':
      return { ...call, turn: undefined, closing: false, gone: true }
    case 'timer.elapsed':
      return { ...call, timers: withoutTimer(call.timers, event.timerId) }
    case 'hours.open':
    case 'hours.closed':
    case 'hours.failed':
      return { ...call, checkId: undefined }
    case 'knowledge.answered':
    case 'knowledge.failed':
      return { ...call, question: undefined }
    default:
      return call
  }
}

/** Time stands still but for timers and for moves that take time. */
const timeOf = (call: ExploredCall, { event, afterMs = 0 }: Omit<Move, 'deed'>): number =>
  event.type === 'timer.elapsed' ? Math.max(call.at, call.timers[event.timerId] ?? call.at) : call.at + afterMs

/** @param watch tells the transitions that are taken: about a tenth slower */
export const make = ({ machine }: Pick<ExploredFlow, 'machine'>, call: ExploredCall, move: Omit<Move, 'deed'>, watch = false): Explored => {
  const at = timeOf(call, move)
  const event = { ...move.event, at } as CallEvent
  const { snapshot, effects, taken } = watch
    ? watchedStep(machine, call.snapshot, event)
    : { ...step(machine, call.snapshot, event), taken: [] }
  const stepped = effects.reduce(after, { ...before(call, event), snapshot, at })
  return { call: { ...stepped, over: stepped.over || isOver(snapshot) }, event, effects, taken: namedTransitions(machine, taken) }
}

/** How a call begins. */
export type CallStart = Omit<CallAttributes, 'callId'>

export const beginCall = (flow: Pick<ExploredFlow, 'machine'>, start: CallStart, watch = false): Explored => {
  const idle: ExploredCall = {
    snapshot: startSnapshot(flow.machine), at: 0, turn: undefined, closed: undefined, transfer: undefined, connected: false, checkId: undefined,
    question: undefined, timers: {}, closing: false, gone: false, over: false,
  }
  const event = { type: 'call.started', call: { callId: 'explored', ...start } } as const
  return make(flow, idle, { event }, watch)
}
