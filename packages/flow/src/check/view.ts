import type { FlowDocument } from '../document/schema.js'
import type { Way } from '../document/ways.js'
import { waysOut, type FlowNode } from '../nodes/schemas.js'
import { partsOf } from './node-parts.js'
import type { NodeParts } from './parts.js'

export interface NodeView {
  readonly node: FlowNode
  readonly ways: readonly Way[]
  readonly parts: NodeParts
}

/** A document prepared once for all checks. */
export interface FlowView {
  readonly document: FlowDocument
  readonly nodes: readonly NodeView[]
  /** The first node of each id. */
  readonly byId: ReadonlyMap<string, NodeView>
  /** Nodes that the call can go to at once or after any question: targets of enabled key intents. */
  readonly keyTargets: readonly string[]
}

export const viewFlow = (document: FlowDocument): FlowView => {
  const nodes = document.nodes.map((node): NodeView => ({ node, ways: waysOut(node), parts: partsOf(node) }))
  const byId = new Map<string, NodeView>()
  for (const view of nodes) if (!byId.has(view.node.id)) byId.set(view.node.id, view)
  const keyTargets = Object.values(document.keyIntents).flatMap((key) => (key?.enabled === true && key.to !== undefined ? [key.to] : []))
  return { document, nodes, byId, keyTargets }
}

/** Ids of existing nodes that the ways of a node lead to. */
export const targetsOf = (view: FlowView, node: NodeView): string[] =>
  node.ways.flatMap(({ to }) => (to !== undefined && view.byId.has(to) ? [to] : []))
