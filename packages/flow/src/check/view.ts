import type { FlowDocument } from '../document/schema.js'
import type { Way } from '../document/ways.js'
import { waysOut, type FlowNode } from '../nodes/schemas.js'
import { noResources, type FlowResources } from '../resources.js'
import { partsOf } from './node-parts.js'
import type { NodeParts } from './parts.js'
import { courseOf, type SubflowCourse } from './subflow-course.js'

export interface NodeView {
  readonly node: FlowNode
  readonly ways: readonly Way[]
  readonly parts: NodeParts
}

/** A document prepared once for all checks. */
export interface FlowView {
  readonly document: FlowDocument
  readonly resources: FlowResources
  readonly nodes: readonly NodeView[]
  /** The first node of each id. */
  readonly byId: ReadonlyMap<string, NodeView>
  /** Nodes that the call can go to at once or after any question: targets of enabled key intents. */
  readonly keyTargets: readonly string[]
}

/** What a sub-flow does belongs to its site: it waits, may end the call, and may never come back. */
const viewNode = (node: FlowNode, resources: FlowResources, courses: Map<FlowDocument, SubflowCourse>): NodeView => {
  const parts = partsOf(node)
  if (node.kind !== 'subflow') return { node, ways: waysOut(node), parts }
  const { returns, waits, ends } = courseOf(node, resources, courses)
  return { node, ways: returns ? waysOut(node) : [], parts: { ...parts, waits, ends } }
}

export const viewFlow = (document: FlowDocument, resources: FlowResources = noResources): FlowView => {
  const courses = new Map<FlowDocument, SubflowCourse>()
  const nodes = document.nodes.map((node) => viewNode(node, resources, courses))
  const byId = new Map<string, NodeView>()
  for (const view of nodes) if (!byId.has(view.node.id)) byId.set(view.node.id, view)
  const keyTargets = Object.values(document.keyIntents).flatMap((key) => (key?.enabled === true && key.to !== undefined ? [key.to] : []))
  return { document, resources, nodes, byId, keyTargets }
}

/** Ids of existing nodes that the ways of a node lead to. */
export const targetsOf = (view: FlowView, node: NodeView): string[] =>
  node.ways.flatMap(({ to }) => (to !== undefined && view.byId.has(to) ? [to] : []))
