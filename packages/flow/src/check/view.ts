import { leadingKeyIntents } from '../compile/router.js'
import type { FlowDocument } from '../document/schema.js'
import type { Way } from '../document/ways.js'
import { sitesOf } from '../identity/version.js'
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
  /** Other flows run it: what it begins with, and everything global, is theirs. */
  readonly isRunByOthers: boolean
  readonly nodes: readonly NodeView[]
  /** The first node of each id. */
  readonly byId: ReadonlyMap<string, NodeView>
  /** Nodes that the call can go to from any question, or when it is over: targets of key intents, of global questions and of the hang-up. */
  readonly globalTargets: readonly string[]
}

/** What a sub-flow does belongs to its site: it waits, may end the call, and may never come back. */
const viewNode = (node: FlowNode, resources: FlowResources, courses: Map<FlowDocument, SubflowCourse>): NodeView => {
  const parts = partsOf(node)
  if (node.kind !== 'subflow') return { node, ways: waysOut(node), parts }
  const { returns, waits, ends } = courseOf(node, resources, courses)
  return { node, ways: returns ? waysOut(node) : [], parts: { ...parts, waits, ends } }
}

const isRunBy = (other: FlowDocument, { id }: FlowDocument): boolean => sitesOf(other).some(({ flow }) => flow === id)

/** @param asSubflow it is looked at because another flow runs it */
export const viewFlow = (document: FlowDocument, resources: FlowResources = noResources, asSubflow = false): FlowView => {
  const courses = new Map<FlowDocument, SubflowCourse>()
  const nodes = document.nodes.map((node) => viewNode(node, resources, courses))
  const byId = new Map<string, NodeView>()
  for (const view of nodes) if (!byId.has(view.node.id)) byId.set(view.node.id, view)
  const keyTargets = leadingKeyIntents.flatMap((name) => (document.keyIntents[name]?.enabled === true ? (document.keyIntents[name].to ?? []) : []))
  const globalTargets = [...keyTargets, ...document.auxiliary.flatMap(({ to }) => to ?? []), ...(document.onHangup === undefined ? [] : [document.onHangup])]
  const isRunByOthers = asSubflow || [...resources.flows.values()].some((other) => isRunBy(other, document))
  return { document, resources, isRunByOthers, nodes, byId, globalTargets }
}

/** Ids of existing nodes that the ways of a node lead to. */
export const targetsOf = (view: FlowView, node: NodeView): string[] =>
  node.ways.flatMap(({ to }) => (to !== undefined && view.byId.has(to) ? [to] : []))
