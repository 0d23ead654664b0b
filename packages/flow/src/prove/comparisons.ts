import { numbersAround } from '../cel/comparisons.js'
import { readCondition, statementsIn, type Condition } from '../cel/truth.js'

/** A statement that compares one variable with a number. */
interface Comparison {
  readonly name: string
  readonly operator: string
  readonly limit: number
}

/** As the compiler normalises it: `tries > 3.0`. */
const written = /^\(?([A-Za-z_]\w*) (==|!=|<=|>=|<|>) (-?\d+(?:\.\d+)?)\)?$/

const comparisonOf = (statement: string): Comparison | undefined => {
  const [, name, operator, limit] = written.exec(statement.trim()) ?? []
  return name === undefined || operator === undefined || limit === undefined ? undefined : { name, operator, limit: Number(limit) }
}

const holdsFor = (value: number, { operator, limit }: Comparison): boolean => {
  switch (operator) {
    case '==':
      return value === limit
    case '!=':
      return value !== limit
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    default:
      return value >= limit
  }
}

/** A condition that says nothing but how one variable compares with numbers. */
interface NumberCondition {
  readonly name: string
  readonly limits: readonly number[]
  holds(value: number): boolean
}

const truthFor = (value: number, condition: Condition): boolean => {
  switch (condition.type) {
    case 'statement': {
      const comparison = comparisonOf(condition.source)
      return comparison !== undefined && holdsFor(value, comparison)
    }
    case 'not':
      return !truthFor(value, condition.of)
    case 'and':
      return truthFor(value, condition.left) && truthFor(value, condition.right)
    case 'or':
      return truthFor(value, condition.left) || truthFor(value, condition.right)
  }
}

const numberCondition = (expression: string): NumberCondition | undefined => {
  const condition = readCondition(expression)
  const comparisons = statementsIn(condition).map(({ source }) => comparisonOf(source))
  const [first] = comparisons
  const known = comparisons.flatMap((each) => each ?? [])
  if (first === undefined || known.length < comparisons.length || known.some(({ name }) => name !== first.name)) return undefined
  return { name: first.name, limits: known.map(({ limit }) => limit), holds: (value) => truthFor(value, condition) }
}

/**
 * Whether the condition can hold where none before it does, as far as comparisons with numbers can tell: false only where no number does it.
 * @param condition absent: no condition at all, only that none before holds
 */
export const canHoldBehind = (before: readonly string[], condition?: string): boolean => {
  const own = condition === undefined ? undefined : numberCondition(condition)
  if (condition !== undefined && own === undefined) return true
  const compared = before.flatMap((each) => numberCondition(each) ?? [])
  const name = own?.name ?? compared[0]?.name
  const earlier = compared.filter((each) => each.name === name)
  const numbers = numbersAround([...earlier, ...(own === undefined ? [] : [own])].flatMap(({ limits }) => limits))
  return numbers.some((value) => (own === undefined || own.holds(value)) && !earlier.some((each) => each.holds(value)))
}
