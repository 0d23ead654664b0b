import { serialize, type ASTNode } from '@marcbachmann/cel-js'
import { readAst } from './ast.js'
import { canHoldTogether } from './comparisons.js'

/** What a condition is made of: truths that it asks for, and how they are put together. */
type Formula = { readonly atom: string } | { readonly not: Formula } | { readonly all: readonly Formula[] } | { readonly any: readonly Formula[] }

const argsOf = (node: ASTNode): readonly [ASTNode, ASTNode] => node.args as readonly [ASTNode, ASTNode]
const sorted = (left: string, right: string): string => (left < right ? `${left} == ${right}` : `${right} == ${left}`)

const truthOf = ({ op, args }: ASTNode): boolean | undefined => (op === 'value' && typeof args === 'boolean' ? args : undefined)

/** `x == true` is x. */
const equalityOf = (node: ASTNode): Formula => {
  const [left, right] = argsOf(node)
  const [truth, other] = truthOf(left) === undefined ? [truthOf(right), left] : [truthOf(left), right]
  if (truth === undefined) return { atom: sorted(serialize(left), serialize(right)) }
  return truth ? formulaOf(other) : { not: formulaOf(other) }
}

/** Comparisons that say the same are the same atom: `a > b` and `b < a`, `a != b` and not `a == b`. */
const formulaOf = (node: ASTNode): Formula => {
  if (node.op === '!_') return { not: formulaOf(node.args) }
  if (node.op === '&&') return { all: argsOf(node).map(formulaOf) }
  if (node.op === '||') return { any: argsOf(node).map(formulaOf) }
  if (node.op === '==') return equalityOf(node)
  if (node.op === '!=') return { not: equalityOf(node) }
  const truth = truthOf(node)
  if (truth !== undefined) return truth ? { all: [] } : { any: [] }
  if (!['<', '>', '<=', '>='].includes(node.op)) return { atom: serialize(node) }
  const [left, right] = argsOf(node).map((each) => serialize(each)) as [string, string]
  switch (node.op) {
    case '>':
      return { atom: `${right} < ${left}` }
    case '<=':
      return { not: { atom: `${right} < ${left}` } }
    case '>=':
      return { not: { atom: `${left} < ${right}` } }
    default:
      return { atom: `${left} < ${right}` }
  }
}

const atomsOf = (formula: Formula): string[] => {
  if ('atom' in formula) return [formula.atom]
  return 'not' in formula ? atomsOf(formula.not) : ('all' in formula ? formula.all : formula.any).flatMap(atomsOf)
}

const holds = (formula: Formula, truths: ReadonlySet<string>): boolean => {
  if ('atom' in formula) return truths.has(formula.atom)
  if ('not' in formula) return !holds(formula.not, truths)
  return 'all' in formula ? formula.all.every((each) => holds(each, truths)) : formula.any.some((each) => holds(each, truths))
}

const mostAtoms = 10

/** One condition after the other, the first that holds decides; `else` where none does. */
export interface Decision {
  readonly conditions: readonly { readonly when: string; readonly way: string }[]
}

interface ReadDecision {
  readonly formulas: readonly { readonly formula: Formula; readonly way: string }[]
}

const readDecision = ({ conditions }: Decision): ReadDecision => ({
  formulas: conditions.map(({ when, way }) => ({ formula: formulaOf(readAst(when)), way })),
})

const wayIn = ({ formulas }: ReadDecision, truths: ReadonlySet<string>): string => formulas.find(({ formula }) => holds(formula, truths))?.way ?? 'else'

const assignmentsOf = (atoms: readonly string[]): string[][] =>
  Array.from({ length: 2 ** atoms.length }, (_, bits) => atoms.filter((_atom, index) => (bits & (1 << index)) !== 0)).filter((truths) => canHoldTogether(atoms, new Set(truths)))

/**
 * The ways that two decisions take in each case that there is, as pairs without repetition; undefined where there are too many cases, or a
 * condition cannot be read.
 */
export const pairedWays = (older: Decision, newer: Decision): (readonly [older: string, newer: string])[] | undefined => {
  try {
    const [before, after] = [readDecision(older), readDecision(newer)]
    const atoms = [...new Set([...before.formulas, ...after.formulas].flatMap(({ formula }) => atomsOf(formula)))]
    if (atoms.length > mostAtoms) return undefined
    const pairs = assignmentsOf(atoms).map((truths) => [wayIn(before, new Set(truths)), wayIn(after, new Set(truths))] as const)
    return [...new Map(pairs.map((pair) => [pair.join(' '), pair])).values()]
  } catch {
    return undefined
  }
}

/** Whether two conditions always say the same. */
export const sameCondition = (older: string, newer: string): boolean =>
  older === newer ||
  pairedWays({ conditions: [{ when: older, way: 'yes' }] }, { conditions: [{ when: newer, way: 'yes' }] })?.every(([before, after]) => before === after) === true

/** Whether a condition holds in no case, as far as its comparisons tell. */
export const neverHolds = (condition: string): boolean => sameCondition(condition, 'false')
