import { field } from '../../check/field-labels.js'
import { allTypes, noParts, promptPart, retryPart, type NodeParts } from '../../check/parts.js'
import { nodeProblem, quoted, quotedZh } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { said } from '../../contract/said.js'
import type { MenuNode } from './schema.js'

const withoutChoice = (node: MenuNode): FlowProblem =>
  nodeProblem(
    'FLOW_QUESTION_WITHOUT_ANSWER',
    node,
    'choices',
    said(`The menu ${quoted(node)} has no choice.`, `按键导航${quotedZh(node)}没有选项。`),
    said(`Add one under ${field('menu.choices').en}, with a key, an intent, or both.`, `请在${field('menu.choices').zh}中添加带有按键或意图的选项。`),
  )

const keyTwice = (node: MenuNode, index: number, digit: string): FlowProblem =>
  nodeProblem(
    'FLOW_DIGIT_DUPLICATE',
    node,
    `choices.${index}.digit`,
    said(`The menu ${quoted(node)} uses the key ${digit} for two choices.`, `按键导航${quotedZh(node)}有两个选项使用同一个按键 ${digit}。`),
    said('Give each choice a key of its own.', '请为每个选项设置不同的按键。'),
    { digit },
  )

const intentTwice = (node: MenuNode, index: number, on: string): FlowProblem =>
  nodeProblem(
    'FLOW_BRANCH_DUPLICATE',
    node,
    `choices.${index}.on`,
    said(
      `The menu ${quoted(node)} uses the intent "${on}" for two choices: the second is never taken.`,
      `按键导航${quotedZh(node)}有两个选项使用同一个意图“${on}”，第二个永远不会被选中。`,
    ),
    said('Give each choice an intent of its own.', '请为每个选项设置不同的意图。'),
    { intent: on },
  )

const emptyChoice = (node: MenuNode, choice: MenuNode['choices'][number], index: number): FlowProblem =>
  nodeProblem(
    'FLOW_CHOICE_EMPTY',
    node,
    `choices.${index}`,
    said(
      `${choice.name === undefined ? `Choice ${index + 1}` : `The choice "${choice.name}"`} of the menu ${quoted(node)} has neither a key nor an intent.`,
      `按键导航${quotedZh(node)}的${choice.name === undefined ? `第 ${index + 1} 个选项` : `选项“${choice.name}”`}既没有按键，也没有意图。`,
    ),
    said('Give it a key, an intent, or both, or remove it.', '请为其设置按键或意图，或将其删除。'),
  )

const problems = (node: MenuNode): FlowProblem[] => {
  const each = node.choices.flatMap((choice, index) => {
    const { digit, on } = choice
    const isRepeatedKey = digit !== undefined && node.choices.findIndex((other) => other.digit === digit) < index
    const isRepeatedIntent = on !== undefined && node.choices.findIndex((other) => other.on === on) < index
    return [
      ...(isRepeatedKey ? [keyTwice(node, index, digit)] : []),
      ...(isRepeatedIntent ? [intentTwice(node, index, on)] : []),
      ...(digit === undefined && on === undefined ? [emptyChoice(node, choice, index)] : []),
    ]
  })
  return [...(node.choices.length === 0 ? [withoutChoice(node)] : []), ...each]
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
