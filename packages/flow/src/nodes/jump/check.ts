import { noParts, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted } from '../../check/problem.js'
import type { JumpNode } from './schema.js'

export const jumpParts = (node: JumpNode): NodeParts => ({
  ...noParts,
  ends: node.flow !== undefined || node.back === true,
  problems: node.flow !== undefined && node.to !== undefined
    ? [nodeProblem('FLOW_JUMP_AMBIGUOUS', node, 'flow', `Jump ${quoted(node)} names both a node and another flow.`, 'Keep one of them.')]
    : [],
})
