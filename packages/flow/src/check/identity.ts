import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { flowProblem, nodeProblem, quoted, quotedZh } from './problem.js'
import type { FlowView } from './view.js'

/** Exactly one entry, and every node id once. */
export const checkIdentity = (view: FlowView): FlowProblem[] => {
  const starts = view.nodes.filter(({ node }) => node.kind === 'start')
  const count = starts.length === 1 ? [] : [
    flowProblem(
      'FLOW_START_COUNT',
      said(`The flow has ${starts.length} start nodes.`, `流程中有 ${starts.length} 个开始节点。`),
      starts.length === 0
        ? said('Add a start node.', '请添加一个开始节点。')
        : said('Keep one start node and remove the others.', '请只保留一个开始节点，删除其余的。'),
    ),
  ]
  const twice = view.nodes
    .filter(({ node }) => view.byId.get(node.id)?.node !== node)
    .map(({ node }) =>
      nodeProblem(
        'FLOW_NODE_DUPLICATE',
        node,
        'id',
        said(`The node ${quoted(node)} has the id of another node.`, `节点${quotedZh(node)}的标识与另一个节点重复。`),
        said('Give it an id of its own.', '请为它设置唯一的标识。'),
      ),
    )
  return [...count, ...twice]
}
