import { normaliseExpression, readAst, type ExpressionNode, type ExpressionVariables } from '@callchart/flow'
import { comparisonsFor, type Comparison, type Group, type Operand, type Test } from './condition.js'
import { callFields } from './known-names.js'
import { writeCondition } from './write-condition.js'

type Literal = string | number | boolean

/** Deeper than this the builder shows no group. */
const deepestGroup = 1

const literalOf = (node: ExpressionNode): Literal | undefined => {
  if (node.op === '-_') {
    const positive = literalOf(node.args)
    return typeof positive === 'number' ? -positive : undefined
  }
  if (node.op !== 'value') return undefined
  const value: unknown = node.args
  if (typeof value === 'bigint') return Number(value)
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

/** A variable, or a field of the call. */
const subjectOf = (node: ExpressionNode, names: ExpressionVariables): string | undefined => {
  if (node.op === 'id') return Object.hasOwn(names, node.args) ? node.args : undefined
  if (node.op !== '.') return undefined
  const [of, field] = node.args
  return of.op === 'id' && of.args === 'call' && (callFields as readonly string[]).includes(field) ? `call.${field}` : undefined
}

const operandOf = (node: ExpressionNode, names: ExpressionVariables): Operand | undefined => {
  const literal = literalOf(node)
  if (literal !== undefined) return { literal }
  const variable = subjectOf(node, names)
  return variable === undefined ? undefined : { variable }
}

const bySign: Readonly<Record<string, Comparison>> = { '==': 'equals', '!=': 'differs', '<': 'less', '<=': 'atMost', '>': 'more', '>=': 'atLeast' }

const isCallOfSize = (node: ExpressionNode): ExpressionNode | undefined => {
  if (node.op !== 'call') return undefined
  const [name, args] = node.args
  return name === 'size' && args.length === 1 ? args[0] : undefined
}

function comparisonTest(node: ExpressionNode, is: Comparison, names: ExpressionVariables): Test | undefined {
  const [left, right] = node.args as readonly [ExpressionNode, ExpressionNode]
  const sized = isCallOfSize(left)
  if (sized !== undefined) {
    const list = subjectOf(sized, names)
    return list === undefined || literalOf(right) !== 0 || (is !== 'equals' && is !== 'more') ? undefined : { subject: list, is: is === 'equals' ? 'isEmpty' : 'isFilled' }
  }
  const subject = subjectOf(left, names)
  const than = operandOf(right, names)
  if (subject === undefined || than === undefined) return undefined
  if ('literal' in than && than.literal === '' && (is === 'equals' || is === 'differs')) return { subject, is: is === 'equals' ? 'isEmpty' : 'isFilled' }
  return { subject, is, than }
}

function memberTest(node: ExpressionNode, names: ExpressionVariables): Test | undefined {
  const [left, right] = node.args as readonly [ExpressionNode, ExpressionNode]
  if (right.op === 'list') {
    const subject = subjectOf(left, names)
    const literals = right.args.map(literalOf)
    return subject === undefined || !literals.every((each) => typeof each === 'string' || typeof each === 'number') ? undefined : { subject, is: 'oneOf', than: { literals } }
  }
  const list = subjectOf(right, names)
  const than = operandOf(left, names)
  return list === undefined || than === undefined ? undefined : { subject: list, is: 'has', than }
}

function methodTest(node: Extract<ExpressionNode, { op: 'rcall' }>, names: ExpressionVariables): Test | undefined {
  const [name, receiver, [argument, ...more]] = node.args
  if ((name !== 'contains' && name !== 'startsWith' && name !== 'endsWith') || argument === undefined || more.length > 0) return undefined
  const subject = subjectOf(receiver, names)
  const than = operandOf(argument, names)
  return subject === undefined || than === undefined ? undefined : { subject, is: name, than }
}

function testOf(node: ExpressionNode, names: ExpressionVariables): Test | undefined {
  const subject = subjectOf(node, names)
  if (subject !== undefined) return { subject, is: 'isTrue' }
  if (node.op === '!_') {
    const denied = subjectOf(node.args, names)
    return denied === undefined ? undefined : { subject: denied, is: 'isFalse' }
  }
  if (node.op === 'rcall') return methodTest(node, names)
  if (node.op === 'in') return memberTest(node, names)
  const is = bySign[node.op]
  return is === undefined ? undefined : comparisonTest(node, is, names)
}

/** `a && b && c` as its parts: what stands in brackets on the right is a group of its own. */
const partsOf = (node: ExpressionNode, op: '&&' | '||'): ExpressionNode[] => {
  if (node.op !== op) return [node]
  const [left, right] = node.args as readonly [ExpressionNode, ExpressionNode]
  return [...partsOf(left, op), right]
}

function groupOf(node: ExpressionNode, names: ExpressionVariables, depth: number): Group | undefined {
  if (node.op !== '&&' && node.op !== '||') {
    const test = testOf(node, names)
    return test === undefined ? undefined : { join: 'all', items: [test] }
  }
  const items = partsOf(node, node.op).map((part) => (part.op === '&&' || part.op === '||' ? (depth < deepestGroup ? groupOf(part, names, depth + 1) : undefined) : testOf(part, names)))
  return items.every((item) => item !== undefined) ? { join: node.op === '&&' ? 'all' : 'any', items } : undefined
}

const fits = ({ join: _join, items }: Group, names: ExpressionVariables): boolean =>
  items.every((item) => ('join' in item ? fits(item, names) : comparisonsFor(names[item.subject] ?? 'string').includes(item.is)))

/**
 * A condition as the builder shows it; undefined where it cannot show all of it: then it is edited as CEL, and stays as it is. What is
 * shown says the very same as the text: it is written again and compared.
 */
export function readCondition(text: string, names: ExpressionVariables): Group | undefined {
  try {
    const group = groupOf(readAst(text), names, 0)
    if (group === undefined || !fits(group, names)) return undefined
    const written = writeCondition(group, names)
    return written !== undefined && normaliseExpression(written) === normaliseExpression(text) ? group : undefined
  } catch {
    return undefined
  }
}
