import { noParts, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted } from '../../check/problem.js'
import type { JumpNode } from './schema.js'

export const jumpParts = (node: JumpNode): NodeParts => ({
  ...noParts,
  // Where it comes back to has an end of its own.
  ends: node.flow !== undefined || node.back === true,
  problems: [node.to, node.flow, node.back].filter((target) => target !== undefined).length > 1
    ? [nodeProblem('FLOW_JUMP_AMBIGUOUS', node, node.flow === undefined ? 'back' : 'flow', `Jump ${quoted(node)} names more than one of a node, another flow and the way back.`, 'Keep one of them.')]
    : [],
})
