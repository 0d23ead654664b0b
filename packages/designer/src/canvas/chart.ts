import { Position, type Edge, type Node, type NodeHandle } from '@xyflow/react'
import type { DraftDocument, DraftNode } from '@callchart/flow'
import { draftWays } from '../document/draft-ways.js'
import type { FieldPath } from '../document/node-fields.js'
import { nodesById } from '../document/node-index.js'
import { sameEntries, type Entry } from './entries.js'
import { cardSize, entryPoint, portPoint, type Point, type Size } from './geometry.js'
import { isObject } from '../document/node-fields.js'

/** A note on the canvas. */
export interface Note {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly color?: string
}

export type CardNode = Node<{ readonly node: DraftNode; readonly entries: readonly Entry[] }, 'card'>
export type NoteNode = Node<{ readonly note: Note; readonly noteId: string }, 'note'>
export type ChartNode = CardNode | NoteNode
export type ChartEdge = Edge<{ readonly path: FieldPath; readonly way: string; readonly isOff: boolean; readonly corners?: readonly Point[] }, 'way'>

export type Places = Readonly<Record<string, Point>>

const noEntries: readonly Entry[] = []
/** As wide as the ports are drawn: an edge begins at their outer side. */
const dot = 10
const entryDot = 8

function handlesOf(node: DraftNode, entryCount: number, width: number): NodeHandle[] {
  const at = (x: number, y: number, size: number): { x: number; y: number; width: number; height: number } => ({ x: x - size / 2, y: y - size / 2, width: size, height: size })
  return [
    { id: 'in', type: 'target', position: Position.Left, ...at(0, entryPoint(entryCount), entryDot) },
    ...draftWays(node).map(({ way }, index): NodeHandle => ({ id: way, type: 'source', position: Position.Right, ...at(width, portPoint(node, index, entryCount), dot) })),
  ]
}

export interface Drawn {
  readonly document: DraftDocument
  readonly entries: ReadonlyMap<string, readonly Entry[]>
  /** Where nodes lie that have no place of their own in the document. */
  readonly places: Places
  /** Where nodes are while they are dragged. */
  readonly dragged: Places
  /** Sizes of notes while they are drawn larger or smaller. */
  readonly resized: Readonly<Record<string, Size>>
  readonly selection: ReadonlySet<string>
  readonly selectedNote: string | undefined
  /** The node that Tab comes to; the others are reached by arrows from there. */
  readonly cursor: string | undefined
  /** What a screen reader says of a node. */
  readonly nameOf: (node: DraftNode) => string
  readonly noteName: string
}

export const noteNodeId = (noteId: string): string => `note:${noteId}`

export const placeOf = ({ document, places, dragged }: Pick<Drawn, 'document' | 'places' | 'dragged'>, id: string): Point =>
  dragged[id] ?? document.layout?.[id] ?? places[id] ?? { x: 0, y: 0 }

/** Notes of a document, without those that are none. */
export function notesOf(document: DraftDocument): (readonly [string, Note])[] {
  if (!isObject(document.notes)) return []
  return Object.entries(document.notes).flatMap(([id, note]) =>
    isObject(note) && ['x', 'y', 'width', 'height'].every((field) => typeof note[field] === 'number') && typeof note.text === 'string' ? [[id, note as unknown as Note] as const] : [],
  )
}

function cardOf(node: DraftNode, drawn: Drawn, before: ChartNode | undefined): CardNode {
  const position = placeOf(drawn, node.id)
  const entries = drawn.entries.get(node.id) ?? noEntries
  const selected = drawn.selection.has(node.id)
  const tabIndex = drawn.cursor === node.id ? 0 : -1
  const ariaLabel = drawn.nameOf(node)
  const isSame =
    before?.type === 'card' &&
    before.data.node === node &&
    before.selected === selected &&
    before.position.x === position.x &&
    before.position.y === position.y &&
    before.ariaLabel === ariaLabel &&
    before.domAttributes?.tabIndex === tabIndex &&
    sameEntries(before.data.entries, entries)
  if (isSame) return before
  const size = cardSize(node, entries.length)
  const keptData = before?.type === 'card' && before.data.node === node && sameEntries(before.data.entries, entries) ? before.data : { node, entries }
  return { id: node.id, type: 'card', position: { x: position.x, y: position.y }, ...size, measured: size, handles: handlesOf(node, entries.length, size.width), data: keptData, selected, ariaLabel, domAttributes: { tabIndex } }
}

function noteOf(noteId: string, note: Note, drawn: Drawn, before: ChartNode | undefined): NoteNode {
  const id = noteNodeId(noteId)
  const position = drawn.dragged[id] ?? { x: note.x, y: note.y }
  const selected = drawn.selectedNote === noteId
  const size = drawn.resized[id] ?? { width: note.width, height: note.height }
  const isThere = before?.type === 'note' && before.data.note === note && before.position.x === position.x && before.position.y === position.y
  if (isThere && before.selected === selected && before.width === size.width && before.height === size.height) return before
  return { id, type: 'note', position: { ...position }, ...size, measured: size, handles: [], data: before?.type === 'note' && before.data.note === note ? before.data : { note, noteId }, selected, zIndex: -1, ariaLabel: `${drawn.noteName}: ${note.text}`, domAttributes: { tabIndex: -1 } }
}

/** What is drawn of a document. Whatever did not change stays the very same object, so that nothing of it is drawn again. */
export function chartNodes(drawn: Drawn, before: readonly ChartNode[]): readonly ChartNode[] {
  const known = new Map(before.map((node) => [node.id, node]))
  const notes = notesOf(drawn.document).map(([id, note]) => noteOf(id, note, drawn, known.get(noteNodeId(id))))
  const cards = drawn.document.nodes.map((node) => cardOf(node, drawn, known.get(node.id)))
  const nodes: ChartNode[] = [...notes, ...cards]
  return nodes.length === before.length && nodes.every((node, index) => node === before[index]) ? before : nodes
}

/** Every port says where it goes: its line would say it once more. */
const unheard = { ariaLabel: null as never, domAttributes: { 'aria-hidden': true } } as const

const edgesByNode = new WeakMap<DraftNode, readonly ChartEdge[]>()

export const edgeId = (node: string, way: string): string => `${node} ${way}`

const sameWay = (left: ChartEdge, right: ChartEdge): boolean =>
  left.target === right.target && left.data?.isOff === right.data?.isOff && left.data?.path.length === right.data?.path.length && left.data?.path.every((step, index) => step === right.data?.path[index]) === true

/** Ways of a node; one that leads where it led before is the very same object. */
function edgesFrom(node: DraftNode, knownEdge: (id: string) => ChartEdge | undefined): readonly ChartEdge[] {
  const known = edgesByNode.get(node)
  if (known !== undefined) return known
  const edges = draftWays(node).flatMap(({ way, path, to }): ChartEdge[] => {
    if (to === undefined) return []
    const edge: ChartEdge = { id: edgeId(node.id, way), type: 'way', source: node.id, sourceHandle: way, target: to, targetHandle: 'in', data: { path, way, isOff: node.disabled === true }, ...unheard }
    const before = knownEdge(edge.id)
    return [before !== undefined && sameWay(before, edge) ? before : edge]
  })
  edgesByNode.set(node, edges)
  return edges
}

/** Every connected way; the same array where none changed: the engine takes in all of them anew where one did. */
export function chartEdges(document: DraftDocument, before: readonly ChartEdge[]): readonly ChartEdge[] {
  const byId = nodesById(document)
  let known: ReadonlyMap<string, ChartEdge> | undefined
  const knownEdge = (id: string): ChartEdge | undefined => (known ??= new Map(before.map((edge) => [edge.id, edge]))).get(id)
  const edges = document.nodes.flatMap((node) => edgesFrom(node, knownEdge).filter(({ target }) => byId.has(target)))
  return edges.length === before.length && edges.every((edge, index) => edge === before[index]) ? before : edges
}

/** Where an edge begins and ends; undefined where one of its nodes is not there. */
export function endsOf({ source, sourceHandle, target }: ChartEdge, byId: ReadonlyMap<string, ChartNode>): { readonly from: Point; readonly to: Point } | undefined {
  const out = byId.get(source)?.handles?.find(({ id, type }) => type === 'source' && id === sourceHandle)
  const into = byId.get(target)?.handles?.find(({ type }) => type === 'target')
  const at = byId.get(source)?.position
  const to = byId.get(target)?.position
  if (out === undefined || into === undefined || at === undefined || to === undefined) return undefined
  return { from: { x: at.x + out.x + (out.width ?? 0), y: at.y + out.y + (out.height ?? 0) / 2 }, to: { x: to.x + into.x, y: to.y + into.y + (into.height ?? 0) / 2 } }
}
