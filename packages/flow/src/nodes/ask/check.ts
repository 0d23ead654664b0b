import { repeatedBranches } from '../../check/branches.js'
import { field } from '../../check/field-labels.js'
import { allTypes, noParts, promptPart, retryPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, quotedZh } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { said } from '../../contract/said.js'
import { anyReply, type AskNode } from './schema.js'

const problems = (node: AskNode): FlowProblem[] => {
  const none = nodeProblem(
    'FLOW_QUESTION_WITHOUT_ANSWER',
    node,
    'branches',
    said(
      `${quoted(node)} has no answer under ${field('any.branches').en}: whatever the caller says is not understood.`,
      `${quotedZh(node)}没有设置${field('any.branches').zh}：客户说什么都算未识别。`,
    ),
    said('Add an answer for an intent, or one for any reply.', '请为意图添加回答，或添加“任意回答”。'),
  )
  return [...(node.branches.length === 0 ? [none] : []), ...repeatedBranches(node)]
}

export const askParts = (node: AskNode): NodeParts => ({
  ...noParts,
  waits: true,
  prompts: [
    ...promptPart('prompt', node.prompt),
    ...promptPart('disambiguation.prompt', node.disambiguation?.prompt, { first: 'string', second: 'string' }),
    ...retryPart('noInput', node.noInput), ...retryPart('noMatch', node.noMatch),
  ],
  assigned: [
    ...(node.saveWords === undefined ? [] : [{ path: 'saveWords', variable: node.saveWords, types: ['string' as const] }]),
    ...Object.entries(node.saveSlots).map(([slot, variable]) => ({ path: `saveSlots.${slot}`, variable, types: allTypes })),
  ],
  intents: node.branches.flatMap(({ on }, index) => (on === anyReply ? [] : [{ path: `branches.${index}.on`, intent: on }])),
  problems: problems(node),
})
