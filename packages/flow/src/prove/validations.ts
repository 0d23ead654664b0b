import { neverHolds } from '../cel/conditions.js'
import type { NodeOf } from '../nodes/schemas.js'
import type { ChartProof } from './chart-proof.js'
import { neverValid, type Finding } from './findings.js'

/** What a value is before it is looked at. */
const knownOf = ({ valueType, minCount, maxCount }: NodeOf<'collect'>): string =>
  valueType === 'digits' ? ` && size(value) >= ${minCount} && size(value) <= ${maxCount}` : ''

/** Every validation lets some value pass. */
export const proveValid = ({ view }: ChartProof): Finding[] =>
  view.nodes.flatMap(({ node }) =>
    node.kind === 'collect' && node.validation !== undefined && neverHolds(`(${node.validation})${knownOf(node)}`)
      ? [{ ...neverValid(node), node, path: 'validation' }]
      : [],
  )
