import { allTypes, noParts, type NodeParts } from '../../check/parts.js'
import type { SubflowNode } from './schema.js'

/** What the site says by itself; what it means with its sub-flow is checked where both are at hand. */
export const subflowParts = (node: SubflowNode): NodeParts => ({
  ...noParts,
  expressions: Object.entries(node.inputs).map(([variable, source]) => ({ path: `inputs.${variable}`, source, yields: 'any', sees: {} })),
  assigned: Object.keys(node.outputs).map((variable) => ({ path: `outputs.${variable}`, variable, types: allTypes })),
})
