import type { DraftDocument, DraftNode, DraftPosition, Json } from '@callchart/flow'
import type { Command } from '../command.js'
import { withNodeField, type FieldPath } from '../node-fields.js'

export const withNode = (document: DraftDocument, id: string, change: (node: DraftNode) => DraftNode): DraftDocument => {
  const nodes = document.nodes.map((node) => (node.id === id ? change(node) : node))
  return nodes.every((node, index) => node === document.nodes[index]) ? document : { ...document, nodes }
}

/** Puts a node on the canvas; nothing leads to it yet. */
export const addNode = (node: DraftNode, position: DraftPosition): Command => ({
  kind: 'addNode',
  apply: (document) => ({ ...document, nodes: [...document.nodes, node], layout: { ...document.layout, [node.id]: position } }),
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
  apply: (document) => withNode(document, id, (node) => ({ ...node, name })),
})

/** Moves nodes to where they were dragged. */
export const moveNodes = (positions: Readonly<Record<string, DraftPosition>>): Command => ({
  kind: 'moveNodes',
  apply: (document) => ({ ...document, layout: { ...document.layout, ...positions } }),
})
