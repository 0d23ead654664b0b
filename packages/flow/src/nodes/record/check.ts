import { field } from '../../check/field-labels.js'
import { noParts, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, quotedZh } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { said } from '../../contract/said.js'
import type { RecordNode } from './schema.js'

const problems = (node: RecordNode): FlowProblem[] =>
  node.action === 'start' && node.consent === undefined
    ? [
        nodeProblem(
          'FLOW_CONSENT_MISSING',
          node,
          'consent',
          said(`${quoted(node)} starts a recording, and nothing says that the caller agreed.`, `${quotedZh(node)}开始录音，但没有客户同意的依据。`),
          said(`Ask for consent, keep the answer in a yes / no variable, and choose it in ${field('record.consent').en}.`, `请先征得客户同意，将回答保存到“是/否”变量，并在${field('record.consent').zh}中选择该变量。`),
        ),
      ]
    : []

export const recordParts = (node: RecordNode): NodeParts => ({
  ...noParts,
  consents: node.action === 'start' && node.consent !== undefined ? [{ path: 'consent', variable: node.consent }] : [],
  problems: problems(node),
})
