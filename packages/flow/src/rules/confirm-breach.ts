import type { CallStart } from '../explore/explored-call.js'
import type { ExploredFlow } from '../explore/explored-flow.js'
import type { Trace } from '../explore/cover.js'
import { placeOf, searchCall, type Guide } from '../explore/guided-search.js'
import { startsOf } from '../explore/starts.js'
import type { ChartEdge, ChartPlace } from '../prove/chart-graph.js'
import type { Exploration, Reached } from '../prove/explore-facts.js'
import { stateAfter, type RuleAutomaton, type RuleState } from './automaton.js'
import type { ChartSight } from './chart-sight.js'
import type { Direction } from './possible-steps.js'

const keyOf = (path: string, state: RuleState): string => `${path} ${state}`

/** Steps from each place and state to a goal, where one can be reached. */
const distancesTo = (goals: readonly Reached<RuleState>[], { reached }: Exploration<RuleState>): ReadonlyMap<string, number> => {
  const before = new Map<Reached<RuleState>, Reached<RuleState>[]>()
  for (const state of reached) for (const { to } of state.links) before.set(to, [...(before.get(to) ?? []), state])
  const distances = new Map<string, number>()
  const seen = new Set(goals)
  let level = [...goals]
  for (let distance = 0; level.length > 0; distance += 1) {
    for (const { place, fact } of level) if (!distances.has(keyOf(place.path, fact))) distances.set(keyOf(place.path, fact), distance)
    const further = level.flatMap((state) => before.get(state) ?? []).filter((state) => !seen.has(state))
    for (const state of further) seen.add(state)
    level = [...new Set(further)]
  }
  return distances
}

const edgeTaken = (place: ChartPlace | undefined, event: string, id: string): ChartEdge | undefined =>
  [...(place?.edgesOn(event) ?? []), ...(place?.always ?? [])].find((edge) => edge.id === id)

/** What a real call does to the state of the rule, by the transitions that it took. */
const guideOf = (rule: RuleAutomaton, sight: ChartSight, distances: ReadonlyMap<string, number>): Guide<RuleState> => ({
  initial: rule.initial,
  next: (earlier, before, { event, taken }) => {
    let state = earlier
    let place = before === undefined ? sight.graph.start : sight.graph.places.get(placeOf(before))
    let onTheLine = before?.gone !== true
    for (const { id } of taken) {
      const edge = edgeTaken(place, event.type, id)
      if (edge === undefined) return state
      state = stateAfter(rule, sight.of(edge, onTheLine), state)
      if (edge.actions.some(({ type }) => type === 'leaveCall')) onTheLine = false
      place = edge.to
    }
    return state
  },
  distance: (path, state) => distances.get(keyOf(path, state)),
})

const startsIn = (flow: ExploredFlow, direction: Direction | undefined): readonly CallStart[] => {
  const starts = startsOf(flow)
  if (direction === undefined) return starts
  const turned = starts.filter(({ dnis }) => direction === 'inbound' || dnis !== undefined).map((start): CallStart => ({ ...start, direction }))
  return [...new Map(turned.map((start) => [JSON.stringify(start), start])).values()]
}

/** Looks for a real call that breaks the rule at one of these states. */
export const confirmBreach = (
  flow: ExploredFlow,
  rule: RuleAutomaton,
  sight: ChartSight,
  exploration: Exploration<RuleState>,
  goals: readonly Reached<RuleState>[],
): Trace | undefined => searchCall(flow, guideOf(rule, sight, distancesTo(goals, exploration)), { starts: startsIn(flow, sight.direction) })
