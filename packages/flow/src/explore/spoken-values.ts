import type { ValueSpec } from '@callchart/protocol'
import type { VariableValue } from '../contract/events.js'
import { contentOf } from '../cel/constants.js'
import { readValue, type ValueRule } from '../machine/collected.js'
import { evaluate } from '../machine/expression.js'
import type { FlowContext } from '../machine/model.js'
import { scopeOf } from '../machine/text.js'

export type SpokenValue = string | number | { readonly amount: number; readonly currency: string }

const digitsOf = (count: number): string => '1234567890'.repeat(Math.ceil(count / 10)).slice(0, count)

/** Something that a caller may say where a value of the type is asked for. */
export const exampleOf = ({ type, minCount = 1, maxCount = minCount, choices = [] }: ValueSpec): SpokenValue => {
  switch (type) {
    case 'digits':
      return digitsOf(Math.min(Math.max(minCount, 4), Math.max(maxCount, minCount)))
    case 'number':
      return 5
    case 'money':
      return { amount: 12.5, currency: 'CNY' }
    case 'date':
      return '2026-12-05'
    case 'dateRange':
      return '2026-12-05/2026-12-07'
    case 'time':
      return '15:30'
    case 'phone':
      return '13800138000'
    case 'idNumber':
      return '11010519491231002X'
    case 'plate':
      return '京A12345'
    case 'name':
      return 'Wang Fang'
    case 'address':
      return '1 Main Street'
    case 'choice':
      return choices[0]?.id ?? ''
    case 'text':
      return 'some words'
  }
}

/** A value far from the usual; undefined where the type has none. */
export const unusualOf = ({ type }: ValueSpec): SpokenValue | undefined => {
  switch (type) {
    case 'number':
      return -1
    case 'money':
      return { amount: 1_000_000, currency: 'CNY' }
    case 'date':
      return '2020-01-01'
    case 'time':
      return '03:00'
    default:
      return undefined
  }
}

/** What is said of a value by keys; undefined where keys cannot say it. */
export const keysOf = (value: SpokenValue, { valueType, choices = [] }: ValueRule): string | undefined => {
  const text = typeof value === 'object' ? String(value.amount) : String(value)
  switch (valueType) {
    case 'digits':
    case 'phone':
      return text.replace(/\D/g, '')
    case 'number':
    case 'money':
      return text.startsWith('-') ? undefined : text.replace('.', '*')
    case 'date':
    case 'dateRange':
    case 'time':
      return text.replace(/\D/g, '')
    case 'idNumber':
      return text.replace('X', '*')
    case 'choice':
      return choices.find(({ id }) => id === value)?.digit
    default:
      return undefined
  }
}

const spokenAs = (rule: ValueRule, value: VariableValue): SpokenValue[] => {
  const isNumber = rule.valueType === 'number' || rule.valueType === 'money'
  if (isNumber) return typeof value === 'number' ? [value] : []
  return typeof value === 'string' || typeof value === 'number' ? [String(value)] : []
}

const nearby = (value: VariableValue): VariableValue[] => (typeof value === 'number' ? [value - 1, value, value + 1] : [value])

/** `size(value) == 6` speaks of six digits. */
const ofSize = (rule: ValueRule, constant: VariableValue): SpokenValue[] =>
  rule.valueType === 'digits' && typeof constant === 'number' && constant > 0 && constant <= 40 ? [digitsOf(constant), digitsOf(constant + 1)] : []

const outcomeOf = (value: SpokenValue, rule: ValueRule, context: FlowContext): string => {
  const read = readValue({ type: 'value.understood', turnId: '', text: '', value, confidence: 1, at: 0 }, rule)
  if (read.type !== 'value' || rule.validation === null) return read.type
  try {
    return evaluate(rule.validation, scopeOf({ ...context, value: read.value })) === true ? 'value' : 'invalid'
  } catch {
    return 'failing'
  }
}

const mostOfOutcome: Readonly<Record<string, number>> = { value: 5, invalid: 1, noMatch: 1, failing: 1 }

/**
 * Values that make a difference where one is collected: some that are taken, one of each kind that is not.
 * @param compared what the flow compares the variable with later
 */
export const valuesFor = (spec: ValueSpec, rule: ValueRule, context: FlowContext, compared: readonly VariableValue[]): SpokenValue[] => {
  const inRule = rule.validation === null ? [] : contentOf(rule.validation).constants
  const candidates = [
    exampleOf(spec),
    ...(rule.valueType === 'number' ? [0] : []),
    ...(spec.choices ?? []).map(({ id }) => id),
    ...compared.flatMap((value) => spokenAs(rule, value)),
    ...inRule.flatMap(nearby).flatMap((value) => [...spokenAs(rule, value), ...ofSize(rule, value)]),
    ...(rule.valueType === 'digits' ? [digitsOf(rule.minCount), digitsOf(rule.maxCount), digitsOf(rule.minCount - 1), digitsOf(rule.maxCount + 1)] : []),
  ]
  const counts = new Map<string, number>()
  const isWanted = (value: SpokenValue): boolean => {
    const outcome = outcomeOf(value, rule, context)
    const count = (counts.get(outcome) ?? 0) + 1
    counts.set(outcome, count)
    return count <= (mostOfOutcome[outcome] ?? 1)
  }
  return [...new Map(candidates.map((value) => [JSON.stringify(value), value])).values()].filter((value) => value !== '' && isWanted(value))
}
