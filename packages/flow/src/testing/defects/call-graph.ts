import type { CallEvent } from '../../contract/events.js'
import { beforeCall, contextOf, enteredBy, isEnding, pass, placeOf, type CallPoint, type Chart, type Passage } from './call-point.js'
import { openEvents, startsOf, type Given, type OpenEvent, type Part } from './open-events.js'

/** How far back the trail of questions tells two states apart. */
const trailDepth = 3

const clamp = (value: unknown, largest: number): unknown => (typeof value === 'number' ? Math.max(-largest, Math.min(largest, value)) : value)

/** What the further course of a call depends on: counters of turns, what was said and how often a node was visited are left out. */
export const stateKey = ({ vocabulary: { deciding, largest } }: Chart, point: CallPoint): string => {
  const context = contextOf(point)
  const { node, attempts, returns, gone, failedTurns, outcome, value, choice, language, call, globals, queue } = context
  const variables = Object.entries(context.variables).flatMap(([name, held]) => (deciding.has(name.split('__').at(-1) ?? name) ? [clamp(held, largest)] : []))
  const remembers = globals.keyIntents.includes('goBack')
  return JSON.stringify([
    point.snapshot.status,
    placeOf(point),
    node,
    variables,
    attempts,
    returns,
    remembers ? context.trail.slice(-trailDepth).map((entry) => entry.at) : null,
    [context.turnId, context.requestId, context.timerId, context.transferId, context.checkId, context.questionId].map((id) => id !== null),
    Object.values(context.requests),
    [gone, failedTurns, outcome, clamp(value, largest), choice?.intents ?? null, language, call.direction],
    [context.queued.length, queue?.isOfferDue ?? null],
  ])
}

export interface Edge {
  readonly part: Part
  readonly event: CallEvent
  readonly entered: readonly string[]
  /** The flow itself ends the call, or a human has it. */
  readonly ends: boolean
  readonly failures: readonly string[]
  readonly to: number
}

export interface CallState {
  readonly point: CallPoint
  /** Path of the node that the call is in; empty before the call. */
  readonly node: string
  readonly edges: Edge[]
  /** The state from which it was first come to, and by what; absent where the exploration began. */
  readonly reachedBy?: { readonly from: number; readonly event: CallEvent }
}

export interface CallGraph {
  readonly chart: Chart
  readonly states: readonly CallState[]
  /** Every state within reach was looked at. */
  readonly complete: boolean
}

export interface Bounds {
  readonly mostStates?: number
  /** Only these events are followed. */
  readonly follows?: (open: OpenEvent, point: CallPoint) => boolean
}

const failuresOf = ({ effects }: Passage): string[] => effects.flatMap((effect) => (effect.type === 'flow.failed' ? [effect.code] : []))

/** All states that calls come to from these points. */
export const exploreFrom = (chart: Chart, points: readonly CallPoint[], { mostStates = 20_000, follows = () => true }: Bounds = {}): CallGraph => {
  const states: CallState[] = []
  const places = new Map<string, number>()
  const placeFor = (point: CallPoint, reachedBy?: CallState['reachedBy']): number => {
    const key = stateKey(chart, point)
    const known = places.get(key)
    if (known !== undefined) return known
    places.set(key, states.length)
    return states.push({ point, node: contextOf(point).node, edges: [], ...(reachedBy === undefined ? {} : { reachedBy }) }) - 1
  }
  for (const point of points) placeFor(point)
  for (let index = 0; index < states.length && states.length <= mostStates; index += 1) {
    const state = states[index]
    if (state === undefined) break
    for (const open of openEvents(chart, state.point)) {
      if (!follows(open, state.point)) continue
      const passage = pass(chart, state.point, open.event)
      const to = placeFor(passage.to, { from: index, event: open.event })
      if (to === index && passage.effects.length === 0) continue
      state.edges.push({ ...open, entered: enteredBy(passage), ends: isEnding(passage), failures: failuresOf(passage), to })
    }
  }
  return { chart, states, complete: states.length <= mostStates }
}

/** All states that calls of the flow come to; the first of them are those right after its beginning. */
export const exploreCalls = (chart: Chart, given: Given, bounds: Bounds = {}): CallGraph & { readonly begun: readonly Passage[] } => {
  const before = beforeCall(chart)
  const begun = startsOf(chart, given).map((started) => pass(chart, before, started))
  return { ...exploreFrom(chart, begun.map(({ to }) => to), bounds), begun }
}

/** Shortest way from where the exploration began: the state there, and the events from it on. */
export const wayTo = ({ states }: CallGraph, index: number): { readonly from: CallPoint; readonly events: readonly CallEvent[] } | undefined => {
  const events: CallEvent[] = []
  let state = states[index]
  for (; state?.reachedBy !== undefined; state = states[state.reachedBy.from]) events.unshift(state.reachedBy.event)
  return state === undefined ? undefined : { from: state.point, events }
}
