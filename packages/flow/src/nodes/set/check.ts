import { allTypes, noParts, type NodeParts } from '../../check/parts.js'
import type { SetNode } from './schema.js'

export const setParts = (node: SetNode): NodeParts => ({
  ...noParts,
  expressions: node.assign.map(({ value }, index) => ({ path: `assign.${index}.value`, source: value, yields: 'any', sees: {} })),
  assigned: node.assign.map(({ variable }, index) => ({ path: `assign.${index}.variable`, variable, types: allTypes })),
})
