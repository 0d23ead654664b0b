import { allTypes, noParts, promptPart, retryPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { anyReply, type AskNode } from './schema.js'

const problems = (node: AskNode): FlowProblem[] => {
  const none = node.branches.length === 0
    ? [nodeProblem('FLOW_QUESTION_WITHOUT_ANSWER', node, 'branches', `Question ${quoted(node)} has no branch: whatever the caller says is a no-match.`, 'Add a branch for an intent, or one for any reply.')]
    : []
  const twice = node.branches.flatMap(({ on }, index) =>
    node.branches.findIndex((branch) => branch.on === on) < index
      ? [nodeProblem('FLOW_BRANCH_DUPLICATE', node, `branches.${index}.on`, `Question ${quoted(node)} branches on "${on}" twice: the second branch is never taken.`, 'Remove one of the two.')]
      : [],
  )
  return [...none, ...twice]
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
