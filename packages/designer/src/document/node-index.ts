import type { DraftDocument, DraftNode } from '@callchart/flow'

const known = new WeakMap<readonly DraftNode[], ReadonlyMap<string, DraftNode>>()

/** Nodes by id; made once for each state of the document. */
export function nodesById({ nodes }: DraftDocument): ReadonlyMap<string, DraftNode> {
  const found = known.get(nodes)
  if (found !== undefined) return found
  const byId = new Map(nodes.map((node) => [node.id, node]))
  known.set(nodes, byId)
  return byId
}
