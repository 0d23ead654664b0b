import type { ASTNode } from '@marcbachmann/cel-js'
import type { VariableValue } from '../contract/events.js'
import { isAstNode, readAst } from './ast.js'

const partsOf = (part: unknown): unknown[] => (isAstNode(part) ? [part.args] : Array.isArray(part) ? (part as unknown[]) : [])

const nodesIn = (part: unknown): ASTNode[] => [...(isAstNode(part) ? [part] : []), ...partsOf(part).flatMap(nodesIn)]

const constantOf = ({ op, args }: ASTNode): VariableValue[] => {
  if (op !== 'value') return []
  const value: unknown = args
  if (typeof value === 'bigint') return [Number(value)]
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' ? [value] : []
}

/** `body.order.items[0]` as the steps from its name to the field; undefined where it is no such path. */
const pathOf = (node: ASTNode): (string | number)[] | undefined => {
  if (node.op === 'id') return [node.args]
  if (node.op !== '.' && node.op !== '[]') return undefined
  const [of, field] = node.args as readonly [ASTNode, ASTNode | string]
  const step = typeof field === 'string' ? field : constantOf(field)[0]
  const before = pathOf(of)
  return before === undefined || (typeof step !== 'string' && typeof step !== 'number') ? undefined : [...before, step]
}

/** Longest paths first: of `body.order.id` no part is a path of its own. */
const pathsIn = (part: unknown): (string | number)[][] => {
  const path = isAstNode(part) ? pathOf(part) : undefined
  return path === undefined ? partsOf(part).flatMap(pathsIn) : [path]
}

/** What an expression says, without what it computes. */
export interface ExpressionContent {
  /** Names, with the fields that are asked of them. */
  readonly paths: readonly (readonly (string | number)[])[]
  /** Every number, text and truth value that stands in it. */
  readonly constants: readonly VariableValue[]
}

/** @param expression as the compiler normalises it; one that cannot be read says nothing */
export const contentOf = (expression: string): ExpressionContent => {
  try {
    const ast = readAst(expression)
    return { paths: pathsIn(ast), constants: nodesIn(ast).flatMap(constantOf) }
  } catch {
    return { paths: [], constants: [] }
  }
}
