import type { FlowView } from '../check/view.js'
import type { CompiledFlow } from '../contract/compiled.js'
import type { FlowNode } from '../nodes/schemas.js'
import { chartGraph, type ChartGraph, type ChartPlace } from './chart-graph.js'
import { Caller } from './conversation.js'
import { exploreFacts, type Exploration, type Link, type Reached, type Step } from './explore-facts.js'

/** 1: the sub-flow has come back to whoever runs it. */
export type Course = 0 | 1

/** Everything that the proofs of one flow rest on. */
export interface ChartProof {
  readonly view: FlowView
  readonly graph: ChartGraph
  /** Every state that a call can be in. */
  readonly exploration: Exploration<Course>
  readonly caller: Caller
}

/** Steps of the machine that the confirmations of one check may take together. */
const mostSteps = 12_000

/** A jump back that leads out of the flow: there is nothing in it to come back to. */
export const leadsOut = (endsByBack: boolean, { edge, after }: Step): boolean => endsByBack && edge.to.path === '_pullingBack' && after.frame === 0

export const chartProof = (view: FlowView, compiled: CompiledFlow): ChartProof => {
  const graph = chartGraph(compiled)
  const endsByBack = view.isRunByOthers || view.document.auxiliary.length === 0
  const exploration = exploreFacts<Course>(
    graph,
    { initial: 0, onStep: (course, step) => (course === 1 ? 'stop' : leadsOut(endsByBack, step) ? 1 : 0) },
    { allGiven: view.isRunByOthers },
  )
  return { view, graph, exploration, caller: new Caller(compiled, { left: mostSteps }) }
}

/** The node of the flow itself: for what happens in a sub-flow, its site. */
export const nodeAt = ({ view }: ChartProof, { node }: ChartPlace): FlowNode | undefined =>
  node === undefined ? undefined : view.byId.get(node.split('.')[0] ?? '')?.node

/** Transitions by which somebody ends the call from outside, or the caller goes. */
export const isEndFromOutside = ({ event, ofCall }: Step): boolean => event === 'caller.hung-up' || event === 'call.ended' || ofCall === true

/** What holds at every question. */
export const isGlobal = ({ event }: Step): boolean => event === 'key-intent.heard' || event === 'auxiliary.heard'

export const performs = ({ edge }: Step, ...types: readonly string[]): boolean =>
  edge.actions.some(({ type, params }) => type === 'perform' && params !== null && typeof params === 'object' && 'type' in params && types.includes(String(params.type)))

const add = <Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** States from which one of the wanted links can be come to by links that are allowed. */
export const leadingTo = <Fact extends string | number>(
  states: readonly Reached<Fact>[],
  isWanted: (link: Link<Fact>) => boolean,
  isAllowed: (link: Link<Fact>) => boolean = () => true,
): ReadonlySet<Reached<Fact>> => {
  const before = new Map<Reached<Fact>, Reached<Fact>[]>()
  const open: Reached<Fact>[] = []
  for (const state of states) {
    for (const link of state.links) {
      if (isWanted(link)) open.push(state)
      else if (isAllowed(link)) add(before, link.to, state)
    }
  }
  const leading = new Set<Reached<Fact>>()
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    if (leading.has(state)) continue
    leading.add(state)
    open.push(...(before.get(state) ?? []))
  }
  return leading
}
