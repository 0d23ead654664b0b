import type { DraftDocument, DraftNode } from '@callchart/flow'
import { entriesOf } from '../canvas/entries.js'
import { draftWays } from '../document/draft-ways.js'

/** Nodes in the order in which a person reads the flow: from the start along the ways, then what is entered from anywhere, then the rest. */
export function readingOrder(document: DraftDocument): readonly DraftNode[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const order = new Map<string, DraftNode>()
  const visit = (root: string): void => {
    const waiting = [root]
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const node = byId.get(id)
      if (node === undefined || order.has(id)) continue
      order.set(id, node)
      const targets = draftWays(node).flatMap(({ to }) => (to === undefined ? [] : [to]))
      waiting.push(...targets.reverse())
    }
  }
  for (const { id, kind } of document.nodes) if (kind === 'start') visit(id)
  for (const id of entriesOf(document).keys()) visit(id)
  for (const { id } of document.nodes) visit(id)
  return [...order.values()]
}
