import { allTypes, noParts, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted } from '../../check/problem.js'
import type { SetNode } from './schema.js'

export const setParts = (node: SetNode): NodeParts => ({
  ...noParts,
  problems: node.assign.length === 0 && node.language === undefined
    ? [nodeProblem('FLOW_SET_EMPTY', node, 'assign', `${quoted(node)} assigns no variable and sets no language.`, 'Assign a variable, set a language, or remove the node.')]
    : [],
  expressions: node.assign.map(({ value }, index) => ({ path: `assign.${index}.value`, source: value, yields: 'any', sees: {} })),
  assigned: node.assign.map(({ variable }, index) => ({ path: `assign.${index}.variable`, variable, types: allTypes })),
})
