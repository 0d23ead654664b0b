import { noParts, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, quotedZh } from '../../check/problem.js'
import { said } from '../../contract/said.js'
import type { JumpNode } from './schema.js'

export const jumpParts = (node: JumpNode): NodeParts => ({
  ...noParts,
  // Where it comes back to has an end of its own.
  ends: node.flow !== undefined || node.back === true,
  problems: [node.to, node.flow, node.back].filter((target) => target !== undefined).length > 1
    ? [
        nodeProblem(
          'FLOW_JUMP_AMBIGUOUS',
          node,
          node.back === true ? 'back' : 'flow',
          said(
            `The jump ${quoted(node)} names more than one of a node, another flow and the way back.`,
            `跳转${quotedZh(node)}同时设置了目标节点、其他流程、返回中的多项。`,
          ),
          said('Keep one of them.', '请只保留其中一项。'),
        ),
      ]
    : [],
})
