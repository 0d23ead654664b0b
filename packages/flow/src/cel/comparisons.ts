/** Something compared with a constant: `>` where the constant is the lesser one. */
interface Comparison {
  readonly atom: string
  readonly of: string
  readonly is: '==' | '<' | '>'
  readonly to: string
}

const isNumber = (text: string): boolean => /^-?[\d.]+$/.test(text)
const isDate = (text: string): boolean => /^["']\d{4}-\d{2}-\d{2}["']$/.test(text)
/** Dates have the order of their days. */
const orderOf = (text: string): number => (isDate(text) ? Date.parse(text.slice(1, -1)) : Number(text))
const isConstant = (text: string): boolean => isNumber(text) || /^("[^"]*"|'[^']*'|true|false)$/.test(text)

const comparisonOf = (atom: string): Comparison | undefined => {
  const is = atom.includes(' == ') ? '==' : '<'
  const [left = '', right = '', ...more] = atom.split(` ${is} `)
  if (more.length > 0 || right === '' || isConstant(left) === isConstant(right)) return undefined
  return isConstant(right) ? { atom, of: left, is, to: right } : { atom, of: right, is: is === '==' ? is : '>', to: left }
}

const holdsAt = ({ is, to }: Comparison, value: number): boolean => (is === '==' ? value === orderOf(to) : is === '<' ? value < orderOf(to) : value > orderOf(to))

/** One number of each range that the constants divide numbers into, and the constants. */
export const numbersAround = (constants: readonly number[]): number[] => {
  const known = [...new Set(constants)].sort((left, right) => left - right)
  const between = known.slice(1).map((constant, index) => (constant + (known[index] ?? constant)) / 2)
  return [...known, ...between, (known[0] ?? 0) - 1, (known.at(-1) ?? 0) + 1]
}

const numbersCan = (compared: readonly Comparison[], truths: ReadonlySet<string>): boolean =>
  compared.length === 0 || numbersAround(compared.map(({ to }) => orderOf(to))).some((value) => compared.every((each) => holdsAt(each, value) === truths.has(each.atom)))

const isOne = (compared: readonly Comparison[], truths: ReadonlySet<string>): boolean => compared.filter(({ is, atom }) => is === '==' && truths.has(atom)).length <= 1

/**
 * Whether there can be a case in which these comparisons hold and the others do not: `a == 1` and `a == 2` do not hold together, and
 * `a < 2` does where `a < 1` does. Of what is not compared with a constant nothing is known.
 * @param truths those of the atoms that hold
 */
export const canHoldTogether = (atoms: readonly string[], truths: ReadonlySet<string>): boolean => {
  const compared = atoms.flatMap((atom) => comparisonOf(atom) ?? [])
  return [...new Set(compared.map(({ of }) => of))].every((subject) => {
    const own = compared.filter(({ of }) => of === subject)
    return isOne(own, truths) && [isNumber, isDate].every((isOrdered) => numbersCan(own.filter(({ to }) => isOrdered(to)), truths))
  })
}
