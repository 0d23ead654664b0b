import { compileFlow } from '../../compile/compile-flow.js'
import type { FlowMachine, FlowSnapshot } from '../../contract/compiled.js'
import type { CallEffect } from '../../contract/effects.js'
import type { CallEvent } from '../../contract/events.js'
import type { FlowContext } from '../../machine/model.js'
import { createFlowMachine } from '../../step/machine.js'
import { startSnapshot, step } from '../../step/step.js'
import type { LibraryFlow } from './library-flow.js'
import { vocabularyOf, type Vocabulary } from './vocabulary.js'

export type TurnStart = Extract<CallEffect, { type: 'turn.start' }>

/** A flow that calls can be put through. */
export interface Chart {
  readonly flow: LibraryFlow
  readonly machine: FlowMachine
  readonly vocabulary: Vocabulary
}

/** Where a call stands, with the turn that was begun last. */
export interface CallPoint {
  readonly snapshot: FlowSnapshot
  readonly turn: TurnStart | undefined
}

/** One event of a call: where it was, what happened, what came of it. */
export interface Passage {
  readonly from: CallPoint
  readonly event: CallEvent
  readonly effects: readonly CallEffect[]
  readonly to: CallPoint
}

/** @throws FlowError where the flow does not compile */
export const chartOf = (flow: LibraryFlow): Chart => ({
  flow,
  machine: createFlowMachine(compileFlow(flow.document, flow.resources)),
  vocabulary: vocabularyOf(flow),
})

export const beforeCall = ({ machine }: Chart): CallPoint => ({ snapshot: startSnapshot(machine), turn: undefined })

export const pass = ({ machine }: Chart, from: CallPoint, event: CallEvent): Passage => {
  const { snapshot, effects } = step(machine, from.snapshot, event)
  const turn = effects.findLast((effect): effect is TurnStart => effect.type === 'turn.start') ?? from.turn
  return { from, event, effects, to: { snapshot, turn } }
}

/** The snapshots of our charts are XState's own. */
export const contextOf = ({ snapshot }: CallPoint): FlowContext => (snapshot as unknown as { readonly context: FlowContext }).context
export const placeOf = ({ snapshot }: CallPoint): unknown => (snapshot as unknown as { readonly value: unknown }).value

export const enteredBy = ({ effects }: Passage): string[] => effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : []))

/** The flow itself brought the call to an end, or to a human. */
export const isEnding = ({ event, effects, to }: Passage): boolean =>
  (event.type === 'transfer.connected' && contextOf(to).transferId !== null) ||
  effects.some(({ type }) => type === 'call.hang-up' || type === 'voicemail.keep' || type === 'call.continue-with')

/** Puts a call through the events; stops where none is left. */
export const passAll = (chart: Chart, from: CallPoint, events: readonly CallEvent[]): Passage[] => {
  let point = from
  return events.map((event) => {
    const passage = pass(chart, point, event)
    point = passage.to
    return passage
  })
}
