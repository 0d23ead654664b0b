import { type ASTNode, Environment, serialize } from '@marcbachmann/cel-js'
import { isPattern } from '@callchart/protocol'
import { said, type Said } from '../contract/said.js'
import { celFault } from './cel-fault.js'
import { renamedAst } from './rename.js'

/** Functions and methods that a flow's expressions may call; everything else is refused. */
const functions = new Set([
  'size',
  'has',
  'string',
  'double',
  'int',
  'bool',
  'digits',
  'money',
  'date',
  'time',
  'phone',
  'number',
  'ordinal',
  'spell',
  'round',
  'upper',
  'lower',
  'trim',
])
const methods = new Set(['size', 'contains', 'startsWith', 'endsWith', 'matches', 'indexOf', 'lastIndexOf', 'substring', 'join'])
const macros = new Set(['map', 'filter', 'all', 'exists', 'exists_one'])
/** Two macros in one another over lists of a thousand items are a million evaluations: more is refused. */
const deepestMacro = 2
const binary = new Set(['||', '&&', '==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%'])

/** What is wrong with an expression, in one line. */
export class ExpressionProblem extends Error {
  constructor(
    readonly reason: Said,
    options?: ErrorOptions,
  ) {
    super(reason.en, options)
  }
}

const parser = new Environment({
  unlistedVariablesAreDyn: true,
  homogeneousAggregateLiterals: false,
  limits: { maxAstNodes: 1_000, maxDepth: 60, maxListElements: 200, maxMapEntries: 200, maxCallArguments: 10 },
})

const numberSource = (value: number): string => {
  const text = String(value)
  return /^-?\d+$/.test(text) ? `${text}.0` : text
}

const literal = (node: ASTNode): string => {
  const value = node.args as unknown
  if (typeof value === 'bigint') return numberSource(Number(value))
  if (typeof value === 'number') return numberSource(value)
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return serialize(node)
  throw new ExpressionProblem(said('Bytes and unsigned numbers are not known here', '不支持字节和无符号数'))
}

/** Positions in a text are whole numbers for CEL. */
const position = (node: ASTNode, depth: number): string =>
  node.op === 'value' && typeof node.args === 'bigint' ? String(node.args) : `int(${source(node, depth)})`

const positions = (nodes: readonly ASTNode[], depth: number): string => nodes.map((node) => position(node, depth)).join(', ')
const list = (nodes: readonly ASTNode[], depth: number): string => nodes.map((node) => source(node, depth)).join(', ')

const call = ([name, args]: readonly [string, readonly ASTNode[]], depth: number): string => {
  if (!functions.has(name)) throw new ExpressionProblem(said(`Unknown function "${name}"`, `没有函数“${name}”`))
  const text = `${name}(${list(args, depth)})`
  if (name === 'int') return `whole(${list(args, depth)})`
  return name === 'size' ? `double(${text})` : text
}

const mustBePattern = (pattern: string): void => {
  if (!isPattern(pattern)) throw new ExpressionProblem(said(`The pattern "${pattern}" cannot be read, or repeats too much`, `正则表达式“${pattern}”无法解析，或重复次数过大`))
}

const methodCall = ([name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]], depth: number): string => {
  const of = source(receiver, depth)
  if (macros.has(name)) {
    if (depth >= deepestMacro) throw new ExpressionProblem(said(`"${name}" stands inside more than one other macro`, `“${name}”的嵌套过深`))
    return `${of}.${name}(${list(args, depth + 1)})`
  }
  if (!methods.has(name)) throw new ExpressionProblem(said(`Unknown method "${name}"`, `没有方法“${name}”`))
  const [first, ...rest] = args
  switch (name) {
    case 'matches':
      if (first?.op === 'value' && typeof first.args === 'string') mustBePattern(first.args)
      return `matchesRe2(${[of, list(args, depth)].filter((part) => part !== '').join(', ')})`
    case 'size':
      return `double(${of}.size(${list(args, depth)}))`
    case 'substring':
      return `${of}.substring(${positions(args, depth)})`
    case 'indexOf':
    case 'lastIndexOf':
      return first === undefined
        ? `${of}.${name}()`
        : `double(${of}.${name}(${[source(first, depth), ...rest.map((node) => position(node, depth))].join(', ')}))`
    default:
      return `${of}.${name}(${list(args, depth)})`
  }
}

const element = ([receiver, index]: readonly [ASTNode, ASTNode], depth: number): string => {
  const of = source(receiver, depth)
  if (index.op === 'value' && typeof index.args === 'bigint') return `${of}[${String(index.args)}]`
  if (index.op === 'value' && typeof index.args === 'string') return `${of}[${source(index, depth)}]`
  return `elementOf(${of}, ${source(index, depth)})`
}

const operation = (node: ASTNode, depth: number): string => {
  const { op } = node
  if (binary.has(op)) {
    const [left, right] = node.args as [ASTNode, ASTNode]
    return `(${source(left, depth)} ${op} ${source(right, depth)})`
  }
  throw new ExpressionProblem(said(`"${op}" is not known here`, `不支持“${op}”`))
}

const source = (node: ASTNode, depth: number): string => {
  switch (node.op) {
    case 'value':
      return literal(node)
    case 'id':
      return node.args
    case '.':
      return `${source(node.args[0], depth)}.${node.args[1]}`
    case '[]':
      return element(node.args, depth)
    case 'call':
      return call(node.args, depth)
    case 'rcall':
      return methodCall(node.args, depth)
    case 'list':
      return `[${list(node.args, depth)}]`
    case 'map':
      return `{${node.args.map(([key, value]) => `${source(key, depth)}: ${source(value, depth)}`).join(', ')}}`
    case '?:':
      return `(${source(node.args[0], depth)} ? ${source(node.args[1], depth)} : ${source(node.args[2], depth)})`
    case '!_':
      return `(!${source(node.args, depth)})`
    case '-_':
      return `(-${source(node.args, depth)})`
    default:
      return operation(node, depth)
  }
}

const parsed = (expression: string): ASTNode => {
  try {
    return parser.parse(expression).ast
  } catch (error) {
    const summary = (error as { summary?: unknown }).summary
    throw new ExpressionProblem(celFault(typeof summary === 'string' ? summary : String(error)), { cause: error })
  }
}

/** Every name that an expression uses, those of its own lists included. @throws ExpressionProblem */
export const namesIn = (expression: string): ReadonlySet<string> => {
  const names = new Set<string>()
  renamedAst(parsed(expression), (name) => {
    names.add(name)
    return name
  })
  return names
}

/**
 * The expression as the charts evaluate it: every number a double, so that `1 / 2` is a half and no BigInt comes out;
 * `matches` over RE2, because the library's own is exponential; only functions that are pure and known.
 * @param rename gives the variables of a sub-flow the names that they have in the chart
 * @throws ExpressionProblem
 */
export const normaliseExpression = (expression: string, rename?: (name: string) => string): string => {
  const ast = parsed(expression)
  return source(rename === undefined ? ast : renamedAst(ast, rename), 0)
}
