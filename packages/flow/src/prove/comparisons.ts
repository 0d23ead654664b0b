/** A condition that compares one variable with a number. */
interface Comparison {
  readonly name: string
  readonly operator: string
  readonly limit: number
}

/** As the compiler normalises it: `(tries > 3.0)`. */
const written = /^\(?([A-Za-z_]\w*) (==|!=|<=|>=|<|>) (-?\d+(?:\.\d+)?)\)?$/

const comparisonOf = (condition: string): Comparison | undefined => {
  const [, name, operator, limit] = written.exec(condition.trim()) ?? []
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

/** A number for each part of the line that the limits cut it into, and the limits themselves. */
const numbersAround = (limits: readonly number[]): number[] => {
  const sorted = [...new Set(limits)].sort((left, right) => left - right)
  const between = sorted.slice(1).map((limit, index) => (limit + (sorted[index] ?? limit)) / 2)
  return [(sorted[0] ?? 0) - 1, ...sorted, ...between, (sorted.at(-1) ?? 0) + 1]
}

/**
 * Whether the condition can hold where none before it does, as far as comparisons with numbers can tell: false only where no number does it.
 * @param condition absent: no condition at all, only that none before holds
 */
export const canHoldBehind = (before: readonly string[], condition?: string): boolean => {
  const own = condition === undefined ? undefined : comparisonOf(condition)
  if (condition !== undefined && own === undefined) return true
  const compared = before.flatMap((each) => comparisonOf(each) ?? [])
  const name = own?.name ?? compared[0]?.name
  const earlier = compared.filter((each) => each.name === name)
  const numbers = numbersAround([...earlier, ...(own === undefined ? [] : [own])].map(({ limit }) => limit))
  return numbers.some((value) => (own === undefined || holdsFor(value, own)) && !earlier.some((each) => holdsFor(value, each)))
}
