import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { nodeProblem, quoted, quotedZh } from './problem.js'

interface Branching {
  readonly id: string
  readonly name: string
  readonly branches: readonly { readonly on: string }[]
}

/** Of two branches on one intent the second is never taken. */
export const repeatedBranches = (node: Branching): FlowProblem[] =>
  node.branches.flatMap(({ on }, index) =>
    node.branches.findIndex((branch) => branch.on === on) === index
      ? []
      : [
          nodeProblem(
            'FLOW_BRANCH_DUPLICATE',
            node,
            `branches.${index}.on`,
            said(
              `Question ${quoted(node)} branches on "${on}" twice: the second branch is never taken.`,
              `节点${quotedZh(node)}有两个“${on}”分支，第二个分支永远不会被选中。`,
            ),
            said('Remove one of the two.', '请删除其中一个。'),
          ),
        ],
  )
