import type { CallEvent } from '../../contract/events.js'
import { contextOf, type CallPoint } from './call-point.js'
import type { CallGraph, Edge } from './call-graph.js'
import type { Part } from './open-events.js'

/** A way round from a state back to itself. */
export interface Round {
  readonly from: CallPoint
  readonly events: readonly CallEvent[]
  /** Nodes that are entered on the way, each once. */
  readonly nodes: readonly string[]
}

/** The queue itself ends the wait of a caller in it. */
const isWaiting = (graph: CallGraph, index: number): boolean => {
  const point = graph.states[index]?.point
  return point !== undefined && contextOf(point).transferId !== null
}

const followed = (graph: CallGraph, index: number, parts: ReadonlySet<Part>): Edge[] =>
  (graph.states[index]?.edges ?? []).filter(({ part, ends, failures }) => parts.has(part) && !ends && failures.length === 0 && !(part !== 'failure' && isWaiting(graph, index)))

/** States that are left when all from which no way goes on for ever are taken away, one after the other. */
const lasting = (graph: CallGraph, parts: ReadonlySet<Part>): ReadonlySet<number> => {
  const outgoing = graph.states.map((_, index) => new Set(followed(graph, index, parts).map(({ to }) => to)))
  const incoming = graph.states.map((): number[] => [])
  outgoing.forEach((targets, from) => targets.forEach((to) => incoming[to]?.push(from)))
  const kept = new Set(graph.states.keys())
  const leaving = [...kept].filter((index) => outgoing[index]?.size === 0)
  for (let index = leaving.pop(); index !== undefined; index = leaving.pop()) {
    kept.delete(index)
    for (const from of incoming[index] ?? []) {
      outgoing[from]?.delete(index)
      if (kept.has(from) && outgoing[from]?.size === 0) leaving.push(from)
    }
  }
  return kept
}

const roundOf = ({ states }: CallGraph, state: number, edges: readonly Edge[]): Round | undefined => {
  const from = states[state]?.point
  return from === undefined ? undefined : { from, events: edges.map(({ event }) => event), nodes: [...new Set(edges.flatMap(({ entered }) => entered))] }
}

/** A round that the call can go for ever by these parts alone; undefined where there is none within the states that were looked at. */
export const findRound = (graph: CallGraph, parts: readonly Part[]): Round | undefined => {
  const among = new Set(parts)
  const kept = lasting(graph, among)
  const [first] = kept
  if (first === undefined) return undefined
  const seen = new Map<number, number>()
  const way: Edge[] = []
  let state = first
  while (!seen.has(state)) {
    seen.set(state, way.length)
    const edge = followed(graph, state, among).find(({ to }) => kept.has(to))
    if (edge === undefined) return undefined
    way.push(edge)
    state = edge.to
  }
  return roundOf(graph, state, way.slice(seen.get(state)))
}

/** Shortest way between two states by edges that are followed. */
const wayBetween = (graph: CallGraph, from: number, to: number, parts: ReadonlySet<Part>, kept: ReadonlySet<number>): Edge[] | undefined => {
  const cameBy = new Map<number, { readonly edge: Edge; readonly from: number } | undefined>([[from, undefined]])
  const open = [from]
  for (const state of open) {
    if (state === to) break
    for (const edge of followed(graph, state, parts))
      if (kept.has(edge.to) && !cameBy.has(edge.to)) {
        cameBy.set(edge.to, { edge, from: state })
        open.push(edge.to)
      }
  }
  if (!cameBy.has(to)) return undefined
  const way: Edge[] = []
  for (let step = cameBy.get(to); step !== undefined; step = cameBy.get(step.from)) way.unshift(step.edge)
  return way
}

/** As `findRound`, of the rounds that enter the node. */
export const findRoundThrough = (graph: CallGraph, parts: readonly Part[], node: string): Round | undefined => {
  const among = new Set(parts)
  const kept = lasting(graph, among)
  for (const state of kept)
    for (const edge of followed(graph, state, among)) {
      const back = edge.entered.includes(node) && kept.has(edge.to) ? wayBetween(graph, edge.to, state, among, kept) : undefined
      if (back !== undefined) return roundOf(graph, state, [edge, ...back])
    }
  return undefined
}
