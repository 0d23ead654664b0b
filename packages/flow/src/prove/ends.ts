import { reachedFrom } from '../check/graph.js'
import { statePath } from '../step/step.js'
import { isEndFromOutside, isGlobal, leadingTo, nodeAt, performs, type ChartProof, type Course } from './chart-proof.js'
import { nodesOf, type Conversation } from './conversation.js'
import { counterExample } from './counter-example.js'
import { waysNeverCounted } from './counted.js'
import type { FlowNode } from '../nodes/schemas.js'
import type { Link, Reached } from './explore-facts.js'
import { deadEnd, lost, neverTaken, unreachable, type Finding } from './findings.js'
import { stepsTo } from './ways.js'

const placeOf = ({ made }: Conversation): string => statePath(made.call.snapshot).join('.')

/** Nodes that some call comes to. */
const reachedNodes = (proof: ChartProof): ReadonlySet<string> =>
  new Set(proof.exploration.reached.flatMap(({ place }) => nodeAt(proof, place)?.id ?? []))

/** Every node is reached by some call. */
export const proveReachable = (proof: ChartProof): Finding[] => {
  const { view } = proof
  const reached = reachedNodes(proof)
  const connected = reachedFrom(view, [...view.nodes.filter(({ node }) => node.kind === 'start').map(({ node }) => node.id), ...view.globalTargets])
  return view.nodes
    .filter(({ node }) => node.kind !== 'start' && !reached.has(node.id))
    .map(({ node }) => ({ ...unreachable(node, connected.has(node.id)), node, path: 'id' }))
}

/** Ways out of a decision that no call takes, though it would go elsewhere by them; one whose node is not reached at all says no more than that. */
const deadWaysOf = (node: FlowNode, taken: ReadonlySet<string>, reached: ReadonlySet<string>, never: readonly number[]): string[] => {
  if (node.kind !== 'decide') return []
  const ways = [...node.branches.map(({ to }, index) => ({ way: `branches.${index}`, to })), { way: 'else', to: node.else }]
  const isTaken = (index: number): boolean => taken.has(`${node.id}  ${index}`) && !never.includes(index)
  const targets = new Set(ways.flatMap(({ to }, index) => (isTaken(index) && to !== undefined ? [to] : [])))
  return ways.flatMap(({ way, to }, index) => (to !== undefined && reached.has(to) && !isTaken(index) && !targets.has(to) ? [way] : []))
}

/** Every way out of a decision is taken by some call. */
export const proveTaken = (proof: ChartProof): Finding[] => {
  const reached = reachedNodes(proof)
  const taken = new Set(proof.exploration.reached.flatMap(({ links }) => links.map(({ step }) => step.edge.id)))
  const never = waysNeverCounted(proof.view)
  return proof.view.nodes.flatMap(({ node }) => (reached.has(node.id) ? deadWaysOf(node, taken, reached, never.get(node.id) ?? []).map((way) => ({ ...neverTaken(node, way), node, path: way })) : []))
}

/** The flow itself ends the call, hands it to another flow, or comes back to whoever runs it. */
const isEnd = ({ step, to }: Link<Course>): boolean => to.fact === 1 || to.place.isFinal || performs(step, 'call.hang-up', 'call.continue-with', 'flow.failed')

const ofTheFlow = ({ step }: Link<Course>): boolean => !isEndFromOutside(step) && !isGlobal(step)

const firstsByNode = (proof: ChartProof, states: readonly Reached<Course>[]): Map<string, Reached<Course>> => {
  const firsts = new Map<string, Reached<Course>>()
  for (const state of states) {
    const node = nodeAt(proof, state.place)
    if (node !== undefined && !firsts.has(node.id)) firsts.set(node.id, state)
  }
  return firsts
}

/** From every place the flow itself comes to an end: no caller has to hang up for it. */
export const proveEnding = (proof: ChartProof): Finding[] => {
  const { reached } = proof.exploration
  const ending = leadingTo(reached, (link) => ofTheFlow(link) && isEnd(link), ofTheFlow)
  const over = ({ place, links, fact }: Reached<Course>): boolean => place.isFinal || fact === 1 || (links.length > 0 && !links.some(ofTheFlow))
  const stuck = firstsByNode(proof, reached.filter((state) => !ending.has(state) && !isAfterEnd(state) && !over(state)))
  return [...proof.view.byId.values()].flatMap(({ node }) => {
    const state = stuck.get(node.id)
    if (state === undefined) return []
    const example = counterExample(proof.caller, stepsTo(state), (shown) => placeOf(shown) === state.place.path || nodesOf(shown).includes(node.id))
    return [{ ...deadEnd(node), node, path: 'id', counterExample: example }]
  })
}

/** The way there has ended the call already. */
const isAfterEnd = (state: Reached<Course>): boolean => state.by !== undefined && isEnd({ step: state.by.step, to: state })

/** Nobody is sent back where there is nothing to come back to. */
export const proveReturning = (proof: ChartProof): Finding[] => {
  const states = proof.exploration.reached.filter(({ by }) => by?.step.edge.to.path === '_lost')
  const firsts = new Map<string, { readonly node: FlowNode; readonly state: Reached<Course> }>()
  for (const state of states) {
    const node = lastNode(proof, state)
    if (node !== undefined && !firsts.has(node.id)) firsts.set(node.id, { node, state })
  }
  return [...firsts.values()].map(({ node, state }) => ({
    ...lost(node),
    node,
    path: node.kind === 'jump' ? 'back' : 'id',
    counterExample: counterExample(proof.caller, stepsTo(state), ({ made }) => made.effects.some((effect) => effect.type === 'flow.failed' && effect.code === 'FLOW_RETURN_NOWHERE')),
  }))
}

/** The node that sent the call back. */
const lastNode = (proof: ChartProof, state: Reached<Course>) => stepsTo(state).map(({ edge }) => nodeAt(proof, edge.from)).findLast((node) => node !== undefined)
