import type { FlowProblem } from '../contract/compiled.js'
import { said } from '../contract/said.js'
import { field } from './field-labels.js'
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
              `${quoted(node)} has two answers for "${on}": the second is never taken.`,
              `${quotedZh(node)}有两个回答对应同一意图“${on}”，第二个永远不会被选中。`,
            ),
            said(`Remove one of the two under ${field('any.branches').en}.`, `请在${field('any.branches').zh}中删除其中一个。`),
            { intent: on },
          ),
        ],
  )
