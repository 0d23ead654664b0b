import type { ASTNode } from '@marcbachmann/cel-js'
import { isAstNode } from './ast.js'

type Rename = (name: string) => string

const renamedPart = (part: unknown, rename: Rename): unknown => {
  if (Array.isArray(part)) return part.map((item) => renamedPart(item, rename))
  return isAstNode(part) ? renamedAst(part, rename) : part
}

/**
 * The same expression with its names changed; fields and functions keep theirs. A name that a macro binds is changed with the rest,
 * so that it goes on hiding what it hid.
 */
export const renamedAst = (node: ASTNode, rename: Rename): ASTNode => {
  const args: unknown = node.op === 'id' ? rename(node.args) : renamedPart(node.args, rename)
  return { op: node.op, args } as unknown as ASTNode
}
