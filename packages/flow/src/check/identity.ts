import type { FlowProblem } from '../contract/compiled.js'
import { flowProblem, nodeProblem, quoted } from './problem.js'
import type { FlowView } from './view.js'

/** Exactly one entry, and every node id once. */
export const checkIdentity = (view: FlowView): FlowProblem[] => {
  const starts = view.nodes.filter(({ node }) => node.kind === 'start')
  const count = starts.length === 1 ? [] : [
    flowProblem('FLOW_START_COUNT', `The flow has ${starts.length} start nodes.`, starts.length === 0 ? 'Add a start node.' : 'Keep one start node and remove the others.'),
  ]
  const twice = view.nodes
    .filter(({ node }) => view.byId.get(node.id)?.node !== node)
    .map(({ node }) => nodeProblem('FLOW_NODE_DUPLICATE', node, 'id', `Node ${quoted(node)} has the id of another node.`, 'Give it an id of its own.'))
  return [...count, ...twice]
}
