import { allTypes, noParts, promptPart, retryPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import type { MenuNode } from './schema.js'

const problems = (node: MenuNode): FlowProblem[] => {
  const none = node.choices.length === 0
    ? [nodeProblem('FLOW_QUESTION_WITHOUT_ANSWER', node, 'choices', `Menu ${quoted(node)} has no choice.`, 'Add a choice with a key, an intent, or both.')]
    : []
  const each = node.choices.flatMap(({ digit, on }, index) => {
    const first = digit === undefined ? index : node.choices.findIndex((choice) => choice.digit === digit)
    const said = on === undefined ? index : node.choices.findIndex((choice) => choice.on === on)
    return [
      ...(first < index ? [nodeProblem('FLOW_DIGIT_DUPLICATE', node, `choices.${index}.digit`, `Menu ${quoted(node)} uses the key ${digit} for two choices.`, 'Give each choice a key of its own.')] : []),
      ...(said < index ? [nodeProblem('FLOW_BRANCH_DUPLICATE', node, `choices.${index}.on`, `Menu ${quoted(node)} uses the intent "${on}" for two choices: the second is never taken.`, 'Give each choice an intent of its own.')] : []),
      ...(digit === undefined && on === undefined ? [nodeProblem('FLOW_CHOICE_EMPTY', node, `choices.${index}`, `Choice ${index + 1} of menu ${quoted(node)} has neither a key nor an intent.`, 'Give it a key, an intent, or both, or remove it.')] : []),
    ]
  })
  return [...none, ...each]
}

export const menuParts = (node: MenuNode): NodeParts => ({
  ...noParts,
  waits: true,
  prompts: [
    ...promptPart('prompt', node.prompt),
    ...retryPart('noInput', node.noInput),
    ...retryPart('noMatch', node.noMatch),
    ...retryPart('invalidDigit', node.invalidDigit),
  ],
  assigned: Object.entries(node.saveSlots).map(([slot, variable]) => ({ path: `saveSlots.${slot}`, variable, types: allTypes })),
  intents: node.choices.flatMap(({ on }, index) => (on === undefined ? [] : [{ path: `choices.${index}.on`, intent: on }])),
  problems: problems(node),
})
