import type { DraftDocument, DraftNode, NodeKind } from '@callchart/flow'
import { blankNode, freshNodeId } from '../document/blank-node.js'
import type { Command } from '../document/command.js'
import { addNode, addNodeAfter, insertNode, targetAt, type WayRef } from '../document/commands/nodes.js'
import { moveNodes, withPositions } from '../document/commands/placing.js'
import { draftWays } from '../document/draft-ways.js'
import type { EditorStore } from '../editor/editor-store.js'
import { canvasOf, type Adding } from './canvas-store.js'
import { entriesOf } from './entries.js'
import { roomBetween } from './make-room.js'
import { cardSize, cardWidth, freeSpot, type Point, type Rect } from './geometry.js'

const behindX = 80

const nodeOf = ({ nodes }: DraftDocument, id: string): DraftNode | undefined => nodes.find((node) => node.id === id)

/** The document as it is drawn: every node has a place. */
export function drawnDocument(editor: EditorStore): DraftDocument {
  const { document } = editor.getState()
  const { places } = canvasOf(editor).getState()
  return { ...document, layout: { ...places, ...document.layout } }
}

/** A change after which the document keeps where every node lies, also those that were only arranged for the eye. */
export function withPlaces(editor: EditorStore, command: Command): Command {
  const { places } = canvasOf(editor).getState()
  return {
    ...command,
    apply: (document) => {
      const open = Object.fromEntries(document.nodes.flatMap(({ id }) => (document.layout?.[id] === undefined && places[id] !== undefined ? [[id, { x: places[id].x, y: places[id].y }]] : [])))
      const next = command.apply(withPositions(document, open))
      return next === withPositions(document, open) ? document : next
    },
  }
}

/** Several changes that are undone as one. */
export const together = (kind: Command['kind'], commands: readonly Command[]): Command => ({ kind, apply: (document) => commands.reduce((next, command) => command.apply(next), document) })

export function rectsOf(document: DraftDocument): (Rect & { readonly id: string })[] {
  const entries = entriesOf(document)
  return document.nodes.map((node) => ({ id: node.id, ...(document.layout?.[node.id] ?? { x: 0, y: 0 }), ...cardSize(node, entries.get(node.id)?.length ?? 0) }))
}

/** The first way of a node that leads nowhere yet: one that must, before one that may. */
export function openWay(document: DraftDocument, id: string): WayRef | undefined {
  const node = nodeOf(document, id)
  const open = node === undefined ? [] : draftWays(node).filter(({ to }) => to === undefined)
  const way = open.find(({ required }) => required) ?? open[0]
  return way === undefined ? undefined : { node: id, path: way.path }
}

/**
 * Where something is added when nobody says where: behind the selected node, on its first open way; between it and what follows where its
 * only way is taken; else beside it, or in the middle of what is in sight.
 */
export function addingBehind(editor: EditorStore, id: string | undefined): Adding {
  const { document, selection } = editor.getState()
  const chosen = id ?? (selection.size === 1 ? [...selection][0] : undefined)
  const node = chosen === undefined ? undefined : nodeOf(document, chosen)
  if (node === undefined) return { type: 'loose' }
  const from = openWay(document, node.id)
  if (from !== undefined) return { type: 'behind', from }
  const [only, ...others] = draftWays(node)
  return only !== undefined && others.length === 0 ? { type: 'between', on: { node: node.id, path: only.path } } : { type: 'loose' }
}

function middleOfView(editor: EditorStore): Point {
  const { view } = canvasOf(editor).getState()
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  if (view === undefined || pane === undefined) return { x: 0, y: 0 }
  return view.screenToFlowPosition({ x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 })
}

function spotFor(editor: EditorStore, adding: Adding, node: DraftNode): Point {
  const drawn = drawnDocument(editor)
  const rects = rectsOf(drawn)
  const size = cardSize(node, 0)
  const behind = (id: string): Point => {
    const rect = rects.find((found) => found.id === id)
    return rect === undefined ? { x: 0, y: 0 } : { x: rect.x + rect.width + behindX, y: rect.y }
  }
  switch (adding.type) {
    case 'behind':
      return freeSpot(rects, adding.at ?? behind(adding.from.node), size)
    case 'between':
      return freeSpot(rects, behind(adding.on.node), size)
    case 'loose': {
      if (adding.at !== undefined) return { x: Math.round(adding.at.x), y: Math.round(adding.at.y) }
      const { selection } = editor.getState()
      const beside = [...selection].at(-1)
      const middle = middleOfView(editor)
      return freeSpot(rects, beside === undefined ? { x: middle.x - cardWidth / 2, y: middle.y - size.height / 2 } : behind(beside), size)
    }
  }
}

function addingCommand(editor: EditorStore, node: DraftNode, adding: Adding): Command {
  if (adding.type !== 'between') {
    const at = spotFor(editor, adding, node)
    return adding.type === 'behind' ? addNodeAfter(node, at, adding.from) : addNode(node, at)
  }
  const drawn = drawnDocument(editor)
  const target = targetAt(drawn, adding.on)
  const rects = new Map(rectsOf(drawn).map((rect) => [rect.id, rect]))
  const room = target === undefined ? undefined : roomBetween(drawn, rects, adding.on.node, target, cardSize(node, 0))
  if (room === undefined) return insertNode(node, spotFor(editor, adding, node), adding.on)
  return together('insertNode', [moveNodes(room.moved), insertNode(node, room.at, adding.on)])
}

/** A name that no node has: the kind's, with a number where it is taken. */
function freshName({ nodes }: DraftDocument, wished: string): string {
  const taken = new Set(nodes.map(({ name }) => name))
  if (!taken.has(wished)) return wished
  for (let count = 2; ; count += 1) if (!taken.has(`${wished} ${count}`)) return `${wished} ${count}`
}

/** Puts a new node on the chart and selects it. Gives its id. */
export function addOfKind(editor: EditorStore, kind: NodeKind, kindName: string, adding: Adding): string {
  const { document, run } = editor.getState()
  const node = blankNode(kind, freshNodeId(document, kind), freshName(document, kindName))
  run(withPlaces(editor, addingCommand(editor, node, adding)))
  canvasOf(editor).setState({ overlay: undefined })
  goTo(editor, node.id)
  return node.id
}

/** Selects a node and puts the keyboard on it; the view moves only as far as it must. */
export function goTo(editor: EditorStore, id: string): void {
  editor.getState().select([id])
  canvasOf(editor).setState({ cursor: id })
  showIfHidden(editor, id)
  focusNode(id)
}

export const nodeElement = (id: string): HTMLElement | null => document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)

/** A node that was just added or comes into sight is drawn a moment later. */
export function focusNode(id: string): void {
  const found = nodeElement(id)
  if (found !== null) found.focus({ preventScroll: true })
  else requestAnimationFrame(() => requestAnimationFrame(() => nodeElement(id)?.focus({ preventScroll: true })))
}

const margin = 48
export const motionMs = (): number => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200)

/** Moves the chart no further than it must for the whole node to be seen. */
export function showIfHidden(editor: EditorStore, id: string): void {
  const { view } = canvasOf(editor).getState()
  const rect = rectsOf(drawnDocument(editor)).find((found) => found.id === id)
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  if (view === undefined || rect === undefined || pane === undefined) return
  const { x, y, zoom } = view.getViewport()
  const left = rect.x * zoom + x
  const top = rect.y * zoom + y
  const shift = (from: number, extent: number, room: number): number => (from < margin ? margin - from : from + extent > room - margin ? Math.max(room - margin - extent, margin) - from : 0)
  const dx = shift(left, rect.width * zoom, pane.width)
  const dy = shift(top, rect.height * zoom, pane.height)
  if (dx !== 0 || dy !== 0) void view.setViewport({ x: x + dx, y: y + dy, zoom }, { duration: motionMs() })
}

/** Brings a node to the middle, near enough to be read. */
export function centre(editor: EditorStore, id: string): void {
  const { view } = canvasOf(editor).getState()
  const rect = rectsOf(drawnDocument(editor)).find((found) => found.id === id)
  if (view === undefined || rect === undefined) return
  void view.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom: Math.max(view.getZoom(), 0.8), duration: motionMs() })
}

/** A point of the screen within the chart, for what opens there. */
export function withinPane(x: number, y: number): Point {
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  return { x: x - (pane?.x ?? 0), y: y - (pane?.y ?? 0) }
}

/** Beside a node, within the chart. */
export function besideNode(id: string): Point {
  const rect = nodeElement(id)?.getBoundingClientRect()
  return rect === undefined ? { x: 24, y: 24 } : withinPane(rect.right + 8, rect.top)
}
