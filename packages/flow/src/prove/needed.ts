import type { ChartEdge, ChartGraph, ChartPlace } from './chart-graph.js'
import { assignedBy } from './assigned.js'
import { isRecord } from './is-record.js'
import { isQuestion } from './trail.js'
import { lookedAtBy, sourcesIn, type Tracked } from './tracked.js'

/** Places that a call can come to next, and what the way there looks at and fills. */
interface Way {
  readonly to: ChartPlace
  readonly looks: readonly string[]
  readonly fills: ReadonlySet<string>
}

const surelyFills: ReadonlySet<string> = new Set(['setVariables', 'enterSubflow', 'keepValue'])

const guarded = ({ guard }: ChartEdge): string[] =>
  (guard?.type === 'isTrue' || guard?.type === 'filled') && isRecord(guard.params) ? [String(guard.params.variable)] : []

/** In the order of the actions: what is filled before it is looked at is not needed from before. */
const nothing: ReadonlySet<string> = new Set()

const wayOf = (graph: ChartGraph, tracked: Tracked, edge: ChartEdge): Way => {
  const looks = guarded(edge)
  const fills = new Set<string>()
  for (const action of edge.actions) {
    for (const name of [...lookedAtBy(action), ...sourcesIn(action).flatMap(([, names]) => names)]) if (!fills.has(name)) looks.push(name)
    if (surelyFills.has(action.type)) for (const name of assignedBy(action)) fills.add(name)
    // The node waits for the answer.
    if (action.type === 'beginRequest' && isRecord(action.params) && action.params.waits === true) for (const name of graph.statusAt(edge.to)) fills.add(name)
  }
  const isFollowed = (name: string): boolean => name === 'call' || tracked.variables.has(name)
  return { to: edge.to, looks: looks.filter(isFollowed), fills: fills.size === 0 ? nothing : fills }
}

/** Whatever is heard everywhere, and the end of the call. */
const globalEdges = (place: ChartPlace): ChartEdge[] => [
  ...(place.listen?.speech === true || place.pressed.length > 0 ? place.edgesOn('key-intent.heard') : []),
  ...(place.listen?.speech === true ? place.edgesOn('auxiliary.heard') : []),
  ...place.edgesOn('caller.hung-up'),
]

type Names = ReadonlySet<string>

const grown = (names: Set<string>, more: Iterable<string>): boolean => {
  const before = names.size
  for (const name of more) names.add(name)
  return names.size > before
}

/** Least sets that hold what each place needs itself and what is needed beyond it. */
const spread = (ways: ReadonlyMap<ChartPlace, readonly Way[]>, own: (place: ChartPlace) => Iterable<string>): Map<ChartPlace, Set<string>> => {
  const needed = new Map([...ways.keys()].map((place) => [place, new Set(own(place))]))
  const before = new Map<ChartPlace, Set<ChartPlace>>()
  for (const [place, leading] of ways) for (const { to } of leading) before.set(to, (before.get(to) ?? new Set()).add(place))
  const open = new Set([...ways.keys()].reverse())
  for (const place of open) {
    open.delete(place)
    const mine = needed.get(place)
    if (mine === undefined) continue
    const earlier = mine.size
    for (const { to, looks, fills } of ways.get(place) ?? []) {
      for (const name of looks) mine.add(name)
      for (const name of needed.get(to) ?? []) if (!fills.has(name)) mine.add(name)
    }
    if (mine.size > earlier) for (const each of before.get(place) ?? []) open.add(each)
  }
  return needed
}

/** What the question before a place needs. */
const neededByQuestionsBefore = (ways: ReadonlyMap<ChartPlace, readonly Way[]>, needed: ReadonlyMap<ChartPlace, Names>): Map<ChartPlace, Set<string>> => {
  const before = new Map([...ways.keys()].map((place) => [place, new Set<string>()]))
  const open = new Set(ways.keys())
  for (const place of open) {
    open.delete(place)
    const told = isQuestion(place) ? needed.get(place) : before.get(place)
    for (const { to } of ways.get(place) ?? []) {
      const there = before.get(to)
      if (there !== undefined && to !== place && grown(there, told ?? [])) open.add(to)
    }
  }
  return before
}

/** The caller is brought back from here, to whichever question it was. */
const bringsBack = ({ always }: ChartPlace): boolean => always.some(({ actions }) => actions.some(({ type }) => type === 'takeReturn'))

/**
 * For every place the variables of which something need be remembered there; `call` stands for the call itself.
 * @param withinAnswer the call is in the answer to a global question: what it comes back to is remembered with its way in
 */
export const neededAt = (graph: ChartGraph, tracked: Tracked, withinAnswer: boolean): ReadonlyMap<ChartPlace, Names> => {
  const waysBy = (edges: (place: ChartPlace) => readonly ChartEdge[]) =>
    new Map([...graph.places.values()].map((place) => [place, edges(place).filter(({ guard }) => guard?.type !== 'routeTo').map((edge) => wayOf(graph, tracked, edge))]))
  const ways = waysBy((place) => [...place.inner, ...globalEdges(place)])
  const ahead = spread(ways, () => [])
  const anyQuestion = withinAnswer ? [] : [...ahead].flatMap(([{ at }, names]) => (at === undefined ? [] : [...names]))
  const beyond = new Set(anyQuestion)
  const direct = beyond.size === 0 ? ahead : spread(ways, (place) => (bringsBack(place) ? beyond : []))
  const back = graph.actions.some(({ type }) => type === 'stepBack') ? neededByQuestionsBefore(ways, direct) : new Map<ChartPlace, Set<string>>()
  return spread(ways, (place) => [...(isQuestion(place) ? (back.get(place) ?? []) : []), ...(bringsBack(place) ? beyond : [])])
}
