import type { ValueType } from '@callchart/protocol'
import type { ExpressionType } from '../../cel/check-expression.js'
import { field } from '../../check/field-labels.js'
import { noParts, promptPart, retryPart, type NodeParts } from '../../check/parts.js'
import { named, nodeProblem, quoted, quotedZh } from '../../check/problem.js'
import type { FlowProblem } from '../../contract/compiled.js'
import { said } from '../../contract/said.js'
import type { VariableType } from '../../document/variable.js'
import { problemsOfChoices } from '../../check/choices.js'
import { isSpokenOnly, type CollectNode } from './schema.js'

/** What an expression sees as `value`, and the variables that can keep it. */
const values: Record<ValueType, { readonly seen: ExpressionType; readonly kept: readonly VariableType[] }> = {
  digits: { seen: 'string', kept: ['string', 'number'] },
  number: { seen: 'number', kept: ['number', 'string'] },
  money: { seen: 'number', kept: ['number', 'string'] },
  date: { seen: 'date', kept: ['date', 'string'] },
  dateRange: { seen: 'string', kept: ['string'] },
  time: { seen: 'string', kept: ['string'] },
  phone: { seen: 'string', kept: ['string'] },
  idNumber: { seen: 'string', kept: ['string'] },
  plate: { seen: 'string', kept: ['string'] },
  name: { seen: 'string', kept: ['string'] },
  address: { seen: 'string', kept: ['string'] },
  choice: { seen: 'string', kept: ['string'] },
  text: { seen: 'string', kept: ['string'] },
}

/** Types of variables that can hold a value of this kind. */
export const keptBy = (type: ValueType): readonly VariableType[] => values[type].kept

const problems = (node: CollectNode): FlowProblem[] => {
  const { affirmDigit, denyDigit } = node.confirm ?? {}
  return [
    ...(node.minCount > node.maxCount
      ? [
          nodeProblem(
            'FLOW_COUNT_RANGE',
            node,
            'minCount',
            said(
              `${quoted(node)} wants at least ${node.minCount} and at most ${node.maxCount} digits.`,
              `${quotedZh(node)}要求最少 ${node.minCount} 位、最多 ${node.maxCount} 位。`,
            ),
            said(`Let ${field('collect.minCount').en} be no more than ${field('collect.maxCount').en}.`, `请让${field('collect.minCount').zh}不大于${field('collect.maxCount').zh}。`),
            { least: node.minCount, most: node.maxCount },
          ),
        ]
      : []),
    ...(affirmDigit !== undefined && affirmDigit === denyDigit
      ? [
          nodeProblem(
            'FLOW_DIGIT_DUPLICATE',
            node,
            'confirm.denyDigit',
            said(`${quoted(node)} uses the key ${affirmDigit} for both yes and no.`, `${quotedZh(node)}中表示“对”和“不对”的是同一个按键 ${affirmDigit}。`),
            said(`Choose different keys in ${field('collect.confirm.affirmDigit').en} and ${field('collect.confirm.denyDigit').en}.`, `请为${field('collect.confirm.affirmDigit').zh}和${field('collect.confirm.denyDigit').zh}设置不同的按键。`),
            { digit: affirmDigit },
          ),
        ]
      : []),
    ...problemsOfChoices(node.valueType, node.choices, named(node)).map(({ problem, item }) => ({ ...problem, nodeId: node.id, path: item === undefined ? 'choices' : `choices.${item}.digit` })),
    ...(isSpokenOnly(node) && node.input === 'keys'
      ? [
          nodeProblem(
            'FLOW_INPUT_IMPOSSIBLE',
            node,
            'input',
            said(`${quoted(node)} takes keys only, and what it asks for cannot be keyed in.`, `${quotedZh(node)}只允许按键，但所收集的内容无法用按键输入。`),
            said(`Allow voice in ${field('collect.input').en}, give the choices keys, or ask for digits.`, `请在${field('collect.input').zh}中允许语音，为选项设置按键，或改为收集号码数字。`),
          ),
        ]
      : []),
  ]
}

export const collectParts = (node: CollectNode): NodeParts => {
  const sees = { value: values[node.valueType].seen }
  return {
    ...noParts,
    waits: true,
    prompts: [
      ...promptPart('prompt', node.prompt),
      ...retryPart('noInput', node.noInput),
      ...retryPart('noMatch', node.noMatch),
      ...retryPart('invalid', node.invalid),
      ...promptPart('confirm.prompt', node.confirm?.prompt, sees),
      ...promptPart('confirm.prompts', node.confirm?.prompts, sees),
      ...promptPart('confirm.correction', node.confirm?.correction, sees),
    ],
    expressions: node.validation === undefined ? [] : [{ path: 'validation', source: node.validation, yields: 'boolean', sees }],
    assigned: [{ path: 'variable', variable: node.variable, types: values[node.valueType].kept }],
    problems: problems(node),
  }
}
