import type { DraftDocument, DraftNode, DraftPosition, Json } from '@callchart/flow'
import type { Command, CommandKind } from '../command.js'
import { draftWays } from '../draft-ways.js'
import { valueAt, withNodeField, type FieldPath } from '../node-fields.js'
import { targetsOf, type WayRef } from '../targets.js'

export type { WayRef } from '../targets.js'

export const nodeIn = ({ nodes }: DraftDocument, id: string): DraftNode | undefined => nodes.find((node) => node.id === id)

export const withNode = (document: DraftDocument, id: string, change: (node: DraftNode) => DraftNode): DraftDocument => {
  const nodes = document.nodes.map((node) => (node.id === id ? change(node) : node))
  return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
}

/** The document with a node more; the same where its id is taken. */
export const withAdded = (document: DraftDocument, node: DraftNode, position: DraftPosition): DraftDocument =>
  nodeIn(document, node.id) === undefined ? { ...document, nodes: [...document.nodes, node], layout: { ...document.layout, [node.id]: position } } : document

export const withWay = (document: DraftDocument, { node, path }: WayRef, to: string | undefined): DraftDocument =>
  withNode(document, node, (from) => withNodeField(from, path, to))

/** Where a way leads, if anywhere. */
export function targetAt(document: DraftDocument, { node, path }: WayRef): string | undefined {
  const to = valueAt(nodeIn(document, node), path)
  return typeof to === 'string' ? to : undefined
}

/** Leads the first way of a node on to a target. */
function withFirstWay(node: DraftNode, to: string | undefined): DraftNode {
  const [first] = draftWays(node)
  return first === undefined || to === undefined ? node : withNodeField(node, first.path, to)
}

/** Puts a node on the canvas; nothing leads to it yet. */
export const addNode = (node: DraftNode, position: DraftPosition): Command => ({
  kind: 'addNode',
  apply: (document) => withAdded(document, node, position),
})

/** Puts a node behind a way of another one, which leads to it from now on. */
export const addNodeAfter = (node: DraftNode, position: DraftPosition, from: WayRef): Command => ({
  kind: 'addNodeAfter',
  apply: (document) => {
    const added = withAdded(document, node, position)
    return added === document ? document : withWay(added, from, node.id)
  },
})

/** Puts a node between a way and its target: the new node's first way goes on to what was the target. */
export const insertNode = (node: DraftNode, position: DraftPosition, on: WayRef): Command => ({
  kind: 'insertNode',
  apply: (document) => {
    const added = withAdded(document, withFirstWay(node, targetAt(document, on)), position)
    return added === document ? document : withWay(added, on, node.id)
  },
})

/** Puts a node that is there, and that nothing leads to or from, between a way and its target. */
export const spliceNode = (id: string, on: WayRef): Command => ({
  kind: 'spliceNode',
  apply: (document) => {
    const node = nodeIn(document, id)
    if (node === undefined || node.kind === 'start' || id === on.node || nodeIn(document, on.node) === undefined || !isLoose(document, node)) return document
    return withWay(withNode(document, id, (loose) => withFirstWay(loose, targetAt(document, on))), on, id)
  },
})

/** Nothing leads to the node, and it leads nowhere. */
export const isLoose = (document: DraftDocument, node: DraftNode): boolean => draftWays(node).every(({ to }) => to === undefined) && !targetsOf(document).has(node.id)

/** Leads a way to a node. */
export const connect = (from: WayRef, to: string): Command => ({
  kind: 'connect',
  apply: (document) => (nodeIn(document, to) === undefined ? document : withWay(document, from, to)),
})

/** Leaves a way open. */
export const disconnect = (from: WayRef): Command => ({
  kind: 'disconnect',
  apply: (document) => withWay(document, from, undefined),
})

/** Sets one field of a node; `undefined` makes it absent. */
export const editNode = (id: string, path: FieldPath, value: Json | undefined): Command => ({
  kind: 'editNode',
  mergeKey: `${id} ${path.join('.')}`,
  apply: (document) => withNode(document, id, (node) => withNodeField(node, path, value)),
})

export const renameNode = (id: string, name: string): Command => ({
  kind: 'renameNode',
  mergeKey: id,
  apply: (document) => withNode(document, id, (node) => withNodeField(node, ['name'], name)),
})

/** Any other change of one node, told as a whole; its id and kind stay. */
export const changeNode = (id: string, kind: CommandKind, change: (node: DraftNode) => DraftNode, mergeKey?: string): Command => ({
  kind,
  ...(mergeKey !== undefined && { mergeKey }),
  apply: (document) =>
    withNode(document, id, (node) => {
      const next = change(node)
      return next === node ? node : { ...next, id: node.id, kind: node.kind }
    }),
})

/** Leaves nodes out of the flow without deleting them, or takes them in again. The start of a flow cannot be left out. */
export const disableNodes = (ids: Iterable<string>, disabled: boolean): Command => {
  const chosen = new Set(ids)
  return {
    kind: 'disableNodes',
    apply: (document) => {
      const nodes = document.nodes.map((node) => (chosen.has(node.id) && node.kind !== 'start' ? withNodeField(node, ['disabled'], disabled ? true : undefined) : node))
      return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
    },
  }
}
