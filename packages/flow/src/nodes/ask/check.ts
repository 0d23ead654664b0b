import { repeatedBranches } from '../../check/branches.js'
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
      `Question ${quoted(node)} has no branch: whatever the caller says is a no-match.`,
      `对话节点${quotedZh(node)}没有分支：客户说什么都会算作未匹配。`,
    ),
    said('Add a branch for an intent, or one for any reply.', '请添加意图分支，或“任意回答”分支。'),
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
