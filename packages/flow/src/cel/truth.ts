import { serialize, type ASTNode } from '@marcbachmann/cel-js'
import { isAstNode, readAst } from './ast.js'

/** What a condition is made of: statements about values, joined by and, or, not. */
export type Condition =
  | { readonly type: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly type: 'not'; readonly of: Condition }
  | Statement

/** A part of a condition that is true or false as a whole. */
export interface Statement {
  readonly type: 'statement'
  /** As the charts evaluate it. */
  readonly source: string
  readonly names: readonly string[]
  /** The variable that it says to be true, or to be a constant. */
  readonly says?: { readonly name: string; readonly value: string | number | boolean }
}

const namesIn = (part: unknown): string[] => {
  if (Array.isArray(part)) return part.flatMap(namesIn)
  if (!isAstNode(part)) return []
  return part.op === 'id' ? [part.args] : namesIn(part.args)
}

const constantOf = ({ op, args }: ASTNode): string | number | boolean | undefined => {
  const value: unknown = op === 'value' ? args : undefined
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

const saidBy = (node: ASTNode): Statement['says'] => {
  if (node.op === 'id') return { name: node.args, value: true }
  if (node.op !== '==') return undefined
  const [left, right] = node.args
  const [name, constant] = left.op === 'id' ? [left, right] : [right, left]
  const value = constantOf(constant)
  return name.op === 'id' && value !== undefined ? { name: name.args, value } : undefined
}

const statementOf = (node: ASTNode): Statement => {
  const says = saidBy(node)
  return { type: 'statement', source: serialize(node), names: [...new Set(namesIn(node))], ...(says === undefined ? {} : { says }) }
}

const conditionOf = (node: ASTNode): Condition => {
  switch (node.op) {
    case '&&':
    case '||':
      return { type: node.op === '&&' ? 'and' : 'or', left: conditionOf(node.args[0]), right: conditionOf(node.args[1]) }
    case '!_':
      return { type: 'not', of: conditionOf(node.args) }
    case '!=':
      return { type: 'not', of: statementOf({ ...node, op: '==' }) }
    default:
      return statementOf(node)
  }
}

const conditions = new Map<string, Condition>()
const mostRemembered = 10_000

/** Takes a condition, as the compiler normalises it, apart; what cannot be read is a statement of which nothing is known. */
export const readCondition = (expression: string): Condition => {
  const known = conditions.get(expression)
  if (known !== undefined) return known
  const made = parsedCondition(expression)
  if (conditions.size >= mostRemembered) conditions.clear()
  conditions.set(expression, made)
  return made
}

const parsedCondition = (expression: string): Condition => {
  try {
    return conditionOf(readAst(expression))
  } catch {
    return { type: 'statement', source: expression, names: ['?'] }
  }
}

/** Every statement of a condition. */
export const statementsIn = (condition: Condition): Statement[] => {
  if (condition.type === 'statement') return [condition]
  return condition.type === 'not' ? statementsIn(condition.of) : [...statementsIn(condition.left), ...statementsIn(condition.right)]
}

/** Every name in an expression as the compiler normalises it. */
export const namesOfExpression = (expression: string): readonly string[] => [...new Set(statementsIn(readCondition(expression)).flatMap(({ names }) => names))]

/** What an expression shows: names, and what it shows only under a condition. */
export interface ExpressionPart {
  readonly names: readonly string[]
  readonly choices: readonly { readonly when: Condition; readonly then: ExpressionPart; readonly otherwise: ExpressionPart }[]
}

const nothingShown: ExpressionPart = { names: [], choices: [] }

const joined = (parts: readonly ExpressionPart[]): ExpressionPart => ({
  names: [...new Set(parts.flatMap(({ names }) => names))],
  choices: parts.flatMap(({ choices }) => choices),
})

const shownIn = (part: unknown): ExpressionPart => {
  if (Array.isArray(part)) return joined(part.map(shownIn))
  if (!isAstNode(part)) return nothingShown
  if (part.op === 'id') return { names: [part.args], choices: [] }
  if (part.op !== '?:') return shownIn(part.args)
  const [when, then, otherwise] = part.args
  return { names: [], choices: [{ when: conditionOf(when), then: shownIn(then), otherwise: shownIn(otherwise) }] }
}

/** Takes an expression apart by what it shows: what it only compares to choose by is not shown. */
export const readParts = (expression: string): ExpressionPart => {
  try {
    return shownIn(readAst(expression))
  } catch {
    return nothingShown
  }
}

/** Names in the conditions of an expression. */
export const namesChosenBy = ({ choices }: ExpressionPart): string[] =>
  choices.flatMap(({ when, then, otherwise }) => [...statementsIn(when).flatMap(({ names }) => names), ...namesChosenBy(then), ...namesChosenBy(otherwise)])
