import { noParts, type NodeParts } from '../../check/parts.js'
import type { DecideNode } from './schema.js'

export const decideParts = (node: DecideNode): NodeParts => ({
  ...noParts,
  expressions: node.branches.map(({ when }, index) => ({ path: `branches.${index}.when`, source: when, yields: 'boolean', sees: {} })),
})
