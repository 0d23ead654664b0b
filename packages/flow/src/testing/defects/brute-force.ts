import { chartOf, contextOf, enteredBy } from './call-point.js'
import { exploreCalls, type Bounds, type CallGraph } from './call-graph.js'
import { alone, type LibraryFlow } from './library-flow.js'
import type { Given, Part } from './open-events.js'
import { findRound, type Round } from './rounds.js'

export interface BruteForceOptions extends Bounds {
  /** Variables on which the course of the call depends may come with the call. */
  readonly given?: Given
}

/** What all calls of a flow, looked at one by one, come to. */
export interface BruteForceResult {
  /** Nothing was left out for the bound of states: what is missing below never happens, as far as the events tell the values apart. */
  readonly complete: boolean
  readonly stateCount: number
  /** Paths of the nodes that a call enters. */
  readonly entered: ReadonlySet<string>
  /** `<node> <node>`: one led to the other, by a way of its own and not by something that holds at every question. */
  readonly ways: ReadonlySet<string>
  /** Nodes in which a caller waits or is asked, from which the flow itself can bring the call to an end or to a human. */
  readonly ending: ReadonlySet<string>
  /** Nodes in which a call can be and never comes to such an end any more, whatever happens. */
  readonly stuck: ReadonlySet<string>
  /** Silence, no match and failures alone keep the call going for ever. */
  readonly endless: Round | undefined
  /** The same where services do their part. */
  readonly endlessThoughServed: Round | undefined
  /** Codes of `flow.failed` that a step of a call ends in. */
  readonly failures: ReadonlySet<string>
}

const idle: readonly Part[] = ['nothing', 'failure', 'time']
const served: readonly Part[] = [...idle, 'service']

const pairsOf = (graph: CallGraph): string[] =>
  graph.states.flatMap(({ node, edges }) =>
    edges.flatMap(({ event, part, entered }) => {
      const isGlobal = part === 'gone' || event.type === 'key-intent.heard' || event.type === 'auxiliary.heard'
      const path = isGlobal ? entered : [node, ...entered]
      return path.slice(1).map((to, index) => `${path[index] ?? ''} ${to}`)
    }),
  )

/** States from which an end lies within reach. */
const endingStates = ({ states }: CallGraph): ReadonlySet<number> => {
  const incoming = states.map((): number[] => [])
  states.forEach(({ edges }, from) => edges.forEach(({ to, part }) => part !== 'gone' && incoming[to]?.push(from)))
  const open = [...states.keys()].filter((index) => states[index]?.edges.some(({ ends }) => ends) === true)
  const found = new Set(open)
  for (let index = open.pop(); index !== undefined; index = open.pop())
    for (const from of incoming[index] ?? [])
      if (!found.has(from)) {
        found.add(from)
        open.push(from)
      }
  return found
}

/** The flow has done its part there: what follows is the switch's. */
const isOverOrDone = (graph: CallGraph, index: number): boolean => {
  const state = graph.states[index]
  return state === undefined || state.point.snapshot.status !== 'active' || contextOf(state.point).gone || JSON.stringify((state.point.snapshot as unknown as { value: unknown }).value).match(/"(hangingUp|leaving|connected)"/) !== null
}

/** Looks at every call of a small flow: all events that are open at each point, with a few values that its conditions tell apart. */
export const bruteForce = (flow: LibraryFlow | LibraryFlow['document'], { given = true, ...bounds }: BruteForceOptions = {}): BruteForceResult => {
  const graph = exploreCalls(chartOf('document' in flow ? flow : alone(flow)), given, bounds)
  const ends = endingStates(graph)
  const failed = graph.begun.flatMap(({ effects }) => effects.flatMap((effect) => (effect.type === 'flow.failed' ? [effect.code] : [])))
  const begun = graph.begun.map(enteredBy)
  const nodesWhere = (holds: (index: number) => boolean): Set<string> => new Set(graph.states.flatMap(({ node }, index) => (node !== '' && holds(index) ? [node] : [])))
  return {
    complete: graph.complete,
    stateCount: graph.states.length,
    entered: new Set([...begun.flat(), ...graph.states.flatMap(({ edges }) => edges.flatMap(({ entered }) => entered))]),
    ways: new Set([...begun.flatMap((path) => path.slice(1).map((to, index) => `${path[index] ?? ''} ${to}`)), ...pairsOf(graph)]),
    ending: nodesWhere((index) => ends.has(index)),
    stuck: graph.complete ? nodesWhere((index) => !ends.has(index) && !isOverOrDone(graph, index)) : new Set(),
    endless: findRound(graph, idle),
    endlessThoughServed: findRound(graph, served),
    failures: new Set([...failed, ...graph.states.flatMap(({ edges }) => edges.flatMap(({ failures }) => failures))]),
  }
}
