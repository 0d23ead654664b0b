import type { DraftDocument, DraftNode, Json, JsonObject, Way } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'
import { valueAt } from '../document/node-fields.js'

/** A node with the ways that lead to it. */
export interface OrderedNode {
  readonly node: DraftNode
  readonly from: readonly { readonly node: DraftNode; readonly way: Way }[]
  /** Nothing leads here from the beginning of a call or from anywhere in it. */
  readonly isStray: boolean
}

/** Nodes that a call may come to from anywhere: key intents, questions that hold everywhere, the branch after the call. */
function entries(document: DraftDocument): string[] {
  const keyIntents = Object.values((document.keyIntents ?? {}) as JsonObject).map((intent) => valueAt(intent, ['to']))
  const auxiliary = (Array.isArray(document.auxiliary) ? (document.auxiliary as readonly Json[]) : []).map((question) => valueAt(question, ['to']))
  return [...keyIntents, ...auxiliary, document.onHangup].filter((to): to is string => typeof to === 'string')
}

/** Nodes in the order in which a call comes to them, branch by branch. */
export function callOrder(document: DraftDocument): OrderedNode[] {
  const byId = new Map(document.nodes.map((node) => [node.id, node]))
  const from = new Map<string, { node: DraftNode; way: Way }[]>()
  for (const node of document.nodes) for (const way of draftWays(node)) if (way.to !== undefined) from.set(way.to, [...(from.get(way.to) ?? []), { node, way }])
  const seen = new Set<string>()
  const ordered: OrderedNode[] = []
  const walk = (begin: string | undefined, isStray: boolean): void => {
    const open = begin === undefined ? [] : [begin]
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const node = byId.get(id)
      if (node === undefined || seen.has(id)) continue
      seen.add(id)
      ordered.push({ node, from: from.get(id) ?? [], isStray })
      // The first way is followed first.
      open.push(...draftWays(node).flatMap(({ to }) => (to === undefined ? [] : [to])).reverse())
    }
  }
  walk(document.nodes.find(({ kind }) => kind === 'start')?.id, false)
  for (const entry of entries(document)) walk(entry, false)
  for (const { id } of document.nodes) walk(id, true)
  return ordered
}
