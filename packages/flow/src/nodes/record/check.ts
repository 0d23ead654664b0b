import { noParts, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import type { RecordNode } from './schema.js'

const problems = (node: RecordNode): FlowProblem[] =>
  node.action === 'start' && node.consent === undefined
    ? [
        nodeProblem(
          'FLOW_CONSENT_MISSING',
          node,
          'consent',
          `${quoted(node)} starts a recording, and nothing says that the caller agreed.`,
          'Ask for consent, keep the answer in a boolean variable, and name it.',
        ),
      ]
    : []

export const recordParts = (node: RecordNode): NodeParts => ({
  ...noParts,
  consents: node.action === 'start' && node.consent !== undefined ? [{ path: 'consent', variable: node.consent }] : [],
  problems: problems(node),
})
