import type { ASTNode } from '@marcbachmann/cel-js'

type Rename = (name: string) => string

const isNode = (part: unknown): part is ASTNode => part !== null && typeof part === 'object' && 'op' in part && 'args' in part

const renamedPart = (part: unknown, rename: Rename): unknown => {
  if (Array.isArray(part)) return part.map((item) => renamedPart(item, rename))
  return isNode(part) ? renamedAst(part, rename) : part
}

/**
 * The same expression with its names changed; fields and functions keep theirs. A name that a macro binds is changed with the rest,
 * so that it goes on hiding what it hid.
 */
export const renamedAst = (node: ASTNode, rename: Rename): ASTNode => {
  const args: unknown = node.op === 'id' ? rename(node.args) : renamedPart(node.args, rename)
  return { op: node.op, args } as unknown as ASTNode
}
