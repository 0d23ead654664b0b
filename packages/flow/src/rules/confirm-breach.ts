import { beginCall, contextOf, type CallStart, type Explored, type ExploredCall } from '../explore/explored-call.js'
import type { ExploredFlow } from '../explore/explored-flow.js'
import { startsOf } from '../explore/starts.js'
import type { ChartEdge, ChartPlace } from '../prove/chart-graph.js'
import { Caller, conversationsTo, type Conversation } from '../prove/conversation.js'
import type { Exploration, Reached } from '../prove/explore-facts.js'
import type { CallFacts } from '../prove/facts.js'
import { placeOf, searchCall, type Guide } from '../prove/guided-search.js'
import type { RuleAutomaton, RuleState } from './automaton.js'
import type { Breach } from './break-rules.js'
import type { ChartSight } from './chart-sight.js'
import type { Observation } from './observation.js'
import type { Direction } from './possible-steps.js'

/** What is known on a way, and the steps from there to a goal; the nearest first. */
type Distances = ReadonlyMap<string, readonly { readonly facts: CallFacts; readonly distance: number }[]>

const keyOf = (path: string, state: RuleState): string => `${path} ${state}`

/** Steps from each place and state to a goal, where one can be reached. */
const distancesTo = (goals: readonly Reached<RuleState>[], { reached }: Exploration<RuleState>): Distances => {
  const before = new Map<Reached<RuleState>, Reached<RuleState>[]>()
  for (const state of reached) {
    for (const { to } of state.links) {
      const known = before.get(to)
      if (known === undefined) before.set(to, [state])
      else known.push(state)
    }
  }
  const distances = new Map<string, { readonly facts: CallFacts; readonly distance: number }[]>()
  const seen = new Set(goals)
  let level = [...goals]
  for (let distance = 0; level.length > 0; distance += 1) {
    for (const { place, fact, facts } of level) {
      const key = keyOf(place.path, fact)
      const known = distances.get(key)
      if (known === undefined) distances.set(key, [{ facts, distance }])
      else known.push({ facts, distance })
    }
    const further = level.flatMap((state) => before.get(state) ?? []).filter((state) => !seen.has(state))
    for (const state of further) seen.add(state)
    level = [...new Set(further)]
  }
  return distances
}

/** A real call may be one of those of which this is known. */
const mayBe = (call: ExploredCall, { knowledge, gone }: CallFacts): boolean => {
  const { variables } = contextOf(call)
  return gone === call.gone && Object.entries(knowledge.values).every(([name, value]) => JSON.stringify(variables[name]) === JSON.stringify(value))
}

const edgeTaken = (place: ChartPlace | undefined, event: string, id: string): ChartEdge | undefined =>
  [...(place?.edgesOn(event) ?? []), ...(place?.always ?? [])].find((edge) => edge.id === id)

/** Broken where it is looked for; broken anywhere else the rule has nothing more to say of the call. */
type Sought = RuleState | 'found' | 'elsewhere'

/** What is seen of the transitions that a real call took. */
export const seenIn = ({ event, taken }: Explored, before: ExploredCall | undefined, sight: ChartSight): Observation[] => {
  let place = before === undefined ? sight.graph.start : sight.graph.places.get(placeOf(before))
  let onTheLine = before?.gone !== true
  const seen: Observation[] = []
  for (const { id } of taken) {
    const edge = edgeTaken(place, event.type, id)
    if (edge === undefined) return seen
    seen.push(...sight.of(edge, onTheLine))
    if (edge.actions.some(({ type }) => type === 'leaveCall')) onTheLine = false
    place = edge.to
  }
  return seen
}

/** @param node id of the node at which the rule is to be broken */
const guideOf = (rule: RuleAutomaton, sight: ChartSight, distances: Distances, node: string | undefined): Guide<Sought> => ({
  initial: rule.initial,
  next: (earlier, before, made) => {
    if (earlier === 'found' || earlier === 'elsewhere') return earlier
    let state = earlier
    for (const observation of seenIn(made, before, sight)) {
      state = rule.next(state, observation)
      const at = observation.node?.id ?? (before === undefined ? undefined : contextOf(before).node)
      if (state === 'broken') return at === node ? 'found' : 'elsewhere'
    }
    return state
  },
  distance: (call, sought) => {
    if (sought === 'found') return 0
    return sought === 'elsewhere' ? undefined : distances.get(keyOf(placeOf(call), sought))?.find(({ facts }) => mayBe(call, facts))?.distance
  },
})

/** Calls of the direction, of both where none is named; whom we call has a number. */
const startsIn = (flow: ExploredFlow, direction: Direction | undefined): readonly CallStart[] => {
  const starts = startsOf(flow)
  const turned = (to: Direction): CallStart[] => starts.filter(({ dnis }) => to === 'inbound' || dnis !== undefined).map((start): CallStart => ({ ...start, direction: to }))
  const all = direction === undefined ? [...starts, ...turned('outbound')] : turned(direction)
  return [...new Map(all.map((start) => [JSON.stringify(start), start])).values()]
}

/**
 * Looks for a real call that breaks the rule as the breach does, by whatever way.
 * @param mostSteps of the machine, at most
 */
export const confirmBreach = (
  flow: ExploredFlow,
  rule: RuleAutomaton,
  sight: ChartSight,
  exploration: Exploration<RuleState>,
  { goals, node }: Breach,
  mostSteps: number,
): Conversation | undefined => searchCall(flow, guideOf(rule, sight, distancesTo(goals, exploration), node), { starts: startsIn(flow, sight.direction), mostSteps })

/** Looks for a real call that goes the very way of the breach: a long one is found sooner so. */
export const goTheWay = (flow: ExploredFlow, rule: RuleAutomaton, sight: ChartSight, { steps, node }: Breach, mostSteps: number): Conversation | undefined => {
  const guide = guideOf(rule, sight, new Map(), node)
  const breaks = (last: Conversation): boolean =>
    conversationsTo(last).reduce<Sought>((sought, { made, before }) => guide.next(sought, before?.made.call, made), guide.initial) === 'found'
  const caller = new Caller(flow.compiled, { left: mostSteps })
  const begun = startsIn(flow, sight.direction).map((start): Conversation => ({ start, made: beginCall(flow, start, true), length: 0 }))
  return caller.follow(begun, steps, breaks).found
}
