import type { ASTNode } from '@marcbachmann/cel-js'
import { isAstNode, readAst } from './ast.js'
import { endOfExpression } from './template.js'

interface Name {
  readonly name: string
  readonly start: number
  readonly end: number
}

const macros = new Set(['map', 'filter', 'all', 'exists', 'exists_one'])

const partsIn = (part: unknown): ASTNode[] => {
  if (Array.isArray(part)) return part.flatMap(partsIn)
  return isAstNode(part) ? [part] : []
}

/** Names of the flow's variables in an expression; one that a macro binds is none where it is bound. */
function freeNames(node: ASTNode, bound: ReadonlySet<string>): Name[] {
  if (node.op === 'id') return bound.has(node.args) ? [] : [{ name: node.args, start: node.start, end: node.end }]
  if (node.op === 'rcall' && macros.has(node.args[0])) {
    const [, receiver, [item, ...body]] = node.args
    const within = item?.op === 'id' ? new Set([...bound, item.args]) : bound
    return [...freeNames(receiver, bound), ...body.flatMap((part) => freeNames(part, within))]
  }
  return partsIn(node.args).flatMap((part) => freeNames(part, bound))
}

/** Every name that some macro of the expression binds. */
function boundNames(node: ASTNode): ReadonlySet<string> {
  const own = node.op === 'rcall' && macros.has(node.args[0]) && node.args[2][0]?.op === 'id' ? [node.args[2][0].args] : []
  return new Set([...own, ...partsIn(node.args).flatMap((part) => [...boundNames(part)])])
}

function withNames(source: string, names: readonly Name[], rename: (name: string) => string): string {
  let result = ''
  let at = 0
  for (const { name, start, end } of [...names].sort((left, right) => left.start - right.start)) {
    result += source.slice(at, start) + rename(name)
    at = end
  }
  return result + source.slice(at)
}

/** Frees names that macros bind of those that variables are about to take: `items.map(x, x + y)`, y becoming x. */
function withFreeBindings(source: string, taken: ReadonlySet<string>): string {
  let result = source
  for (const name of taken) {
    const ast = readAst(result)
    if (!boundNames(ast).has(name)) continue
    const all = namesOf(ast)
    let other = `${name}Item`
    while (all.some((each) => each.name === other) || taken.has(other)) other += 'Item'
    const free = new Set(freeNames(ast, new Set()).map(({ start }) => start))
    result = withNames(result, all.filter((each) => each.name === name && !free.has(each.start)), () => other)
  }
  return result
}

function namesOf(node: ASTNode): Name[] {
  if (node.op === 'id') return [{ name: node.args, start: node.start, end: node.end }]
  return partsIn(node.args).flatMap(namesOf)
}

/** Variables that an expression reads; none where it cannot be read. */
export function variablesIn(source: string): ReadonlySet<string> {
  try {
    return new Set(freeNames(readAst(source), new Set()).map(({ name }) => name))
  } catch {
    return new Set()
  }
}

/**
 * The same expression with its variables renamed, and otherwise as it was written, spaces and all. Fields, functions and names that a macro
 * binds are no variables. An expression that cannot be read stays as it is.
 */
export function renameInExpression(source: string, rename: (name: string) => string): string {
  try {
    const free = freeNames(readAst(source), new Set())
    const taken = new Set(free.map(({ name }) => rename(name)).filter((name) => !free.some((each) => each.name === name)))
    if (free.every(({ name }) => rename(name) === name)) return source
    const freed = withFreeBindings(source, taken)
    return withNames(freed, freeNames(readAst(freed), new Set()), rename)
  } catch {
    return source
  }
}

/** The same text with the expression in each of its {{ … }} changed. */
export function changeExpressions(text: string, change: (expression: string) => string): string {
  let result = ''
  let at = 0
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', at)) {
    const close = endOfExpression(text, open + 2)
    if (close === -1) break
    result += text.slice(at, open + 2) + change(text.slice(open + 2, close))
    at = close
  }
  return result + text.slice(at)
}
