import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'
import { targetsOf, type FlowView, type NodeView } from './view.js'

export const reachedFrom = (view: FlowView, first: readonly string[]): Set<string> => {
  const reached = new Set<string>()
  const open = [...first]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = view.byId.get(id)
    if (node === undefined || reached.has(id)) continue
    reached.add(id)
    open.push(...targetsOf(view, node))
  }
  return reached
}

/** Nodes that a call can come to, from the start or from anywhere. */
const reachable = (view: FlowView): Set<string> =>
  reachedFrom(view, [...view.nodes.filter(({ node }) => node.kind === 'start').map(({ node }) => node.id), ...view.globalTargets])

export const checkReachable = (view: FlowView): FlowProblem[] => {
  const reached = reachable(view)
  return view.nodes
    .filter(({ node }) => !reached.has(node.id) && node.kind !== 'start')
    .map(({ node }) =>
      nodeProblem(
        'FLOW_NODE_UNREACHABLE',
        node,
        'id',
        said(`No call can come to ${quoted(node)}.`, `没有任何通话能到达${quotedZh(node)}。`),
        said('Connect a way to it, or remove it.', '请将某个出口连接到该节点，或删除该节点。'),
      ),
    )
}

/** Nodes from which the call can end; a question also by the key intents that hold there. */
const canEnd = (view: FlowView): Set<string> => {
  const ending = new Set<string>()
  const mayEnd = (node: NodeView): boolean => node.parts.ends || targetsOf(view, node).some((id) => ending.has(id))
  for (let grown = true; grown; ) {
    const before = ending.size
    for (const node of view.byId.values()) if (mayEnd(node)) ending.add(node.node.id)
    grown = ending.size > before
  }
  return ending
}

/** From every node the flow itself comes to an end; a caller who hangs up does not count. */
export const checkDeadEnds = (view: FlowView): FlowProblem[] => {
  const ending = canEnd(view)
  const reached = reachable(view)
  return [...view.byId.values()]
    .filter(({ node }) => reached.has(node.id) && !ending.has(node.id))
    .map(({ node }) =>
      nodeProblem(
        'FLOW_DEAD_END',
        node,
        'id',
        said(`From ${quoted(node)} on, no way leads to the end of the call.`, `从${quotedZh(node)}开始，没有任何路径能走到通话结束。`),
        said('Connect one of its ways, or one further on, to a hang-up.', '请将该节点或其后续节点的某个出口连接到挂机节点。'),
      ),
    )
}

/** Whether a call can come from a node back to it without waiting for anything. */
const circlesWithoutWait = (view: FlowView, start: NodeView): boolean => {
  const open = targetsOf(view, start)
  const seen = new Set<string>()
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const node = view.byId.get(id)
    if (node === undefined || seen.has(id) || node.parts.waits) continue
    if (id === start.node.id) return true
    seen.add(id)
    open.push(...targetsOf(view, node))
  }
  return false
}

/** A circle of nodes that wait for nothing would speak, or spin, for ever; with a condition in it a count may end it. */
export const checkLoops = (view: FlowView): FlowProblem[] =>
  [...view.byId.values()]
    .filter((node) => !node.parts.waits && circlesWithoutWait(view, node))
    .map(({ node }) =>
      nodeProblem(
        'FLOW_LOOP_WITHOUT_WAIT',
        node,
        'id',
        said(
          `A call can come from ${quoted(node)} back to it without waiting for the caller.`,
          `通话可能从${quotedZh(node)}出发又回到该节点，中途不等待客户。`,
        ),
        said('Put a question into the circle, or lead it out.', '请在循环中加入提问，或让流程走出循环。'),
      ),
    )
