import type { Viewport } from '@xyflow/react'
import type { EditorStore } from '../editor/editor-store.js'
import { canvasOf } from './canvas-store.js'
import { fittingView, readingView } from './fit.js'
import { notesOf } from './chart.js'
import { drawnDocument, rectsOf } from './drawn.js'
import type { Point, Rect } from './geometry.js'

/* What is seen of an open document's chart. A page may show several: everything here asks for the one of this editor. */

const margin = 48
const nearEnough = 0.8

export const motionMs = (): number => (window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200)

const paneOf = (editor: EditorStore): HTMLElement | undefined => canvasOf(editor).getState().pane

const rectOf = (editor: EditorStore, id: string): Rect | undefined => rectsOf(drawnDocument(editor)).find((found) => found.id === id)

export const nodeElement = (editor: EditorStore, id: string): HTMLElement | null => paneOf(editor)?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`) ?? null

/** A node that was just added or comes into sight is drawn a moment later. */
export function focusNode(editor: EditorStore, id: string): void {
  const found = nodeElement(editor, id)
  if (found !== null) found.focus({ preventScroll: true })
  else requestAnimationFrame(() => requestAnimationFrame(() => nodeElement(editor, id)?.focus({ preventScroll: true })))
}

const look = (editor: EditorStore, viewport: Viewport, duration: number): void => void canvasOf(editor).getState().view?.setViewport(viewport, { duration })

/** Moves the chart no further than it must for the whole node to be seen. */
export function showIfHidden(editor: EditorStore, id: string): void {
  const { view } = canvasOf(editor).getState()
  const rect = rectOf(editor, id)
  const pane = paneOf(editor)?.getBoundingClientRect()
  if (view === undefined || rect === undefined || pane === undefined) return
  const { x, y, zoom } = view.getViewport()
  const left = rect.x * zoom + x
  const top = rect.y * zoom + y
  const shift = (from: number, extent: number, room: number): number => (from < margin ? margin - from : from + extent > room - margin ? Math.max(room - margin - extent, margin) - from : 0)
  const dx = shift(left, rect.width * zoom, pane.width)
  const dy = shift(top, rect.height * zoom, pane.height)
  if (dx !== 0 || dy !== 0) look(editor, { x: x + dx, y: y + dy, zoom }, motionMs())
}

/** Brings a node to the middle, near enough to be read. */
export function centre(editor: EditorStore, id: string): void {
  const { view } = canvasOf(editor).getState()
  const rect = rectOf(editor, id)
  if (view === undefined || rect === undefined) return
  void view.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom: Math.max(view.getZoom(), nearEnough), duration: motionMs() })
}

/** The same, and waits until its ports are drawn. */
export async function bringNear(editor: EditorStore, id: string): Promise<void> {
  const { view } = canvasOf(editor).getState()
  const rect = rectOf(editor, id)
  if (view === undefined || rect === undefined) return
  await view.setCenter(rect.x + rect.width / 2, rect.y + rect.height / 2, { zoom: Math.max(view.getZoom(), nearEnough), duration: 0 })
  await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
}

/** All that lies on the chart: nodes and notes. */
function everything(editor: EditorStore): readonly Rect[] {
  const drawn = drawnDocument(editor)
  return [...rectsOf(drawn), ...notesOf(drawn).map(([, note]) => note)]
}

/** Shows the whole flow, however small. */
export function showAll(editor: EditorStore): void {
  const pane = paneOf(editor)?.getBoundingClientRect()
  if (pane !== undefined) look(editor, fittingView(everything(editor), pane), motionMs())
}

/** Shows the whole flow where it can be read so, else its beginning. */
export function showBeginning(editor: EditorStore): void {
  const drawn = drawnDocument(editor)
  const pane = paneOf(editor)?.getBoundingClientRect()
  const start = drawn.nodes.find(({ kind }) => kind === 'start') ?? drawn.nodes[0]
  const from = start === undefined ? undefined : rectOf(editor, start.id)
  if (pane !== undefined && from !== undefined) look(editor, readingView(everything(editor), from, pane), 0)
}

/** A point of the screen within the chart, for what opens there. */
export function withinPane(editor: EditorStore, x: number, y: number): Point {
  const pane = paneOf(editor)?.getBoundingClientRect()
  return { x: x - (pane?.x ?? 0), y: y - (pane?.y ?? 0) }
}

/** Where a point within the chart lies on it. */
export function placeAt(editor: EditorStore, { x, y }: Point): Point {
  const pane = paneOf(editor)?.getBoundingClientRect()
  return canvasOf(editor).getState().view?.screenToFlowPosition({ x: x + (pane?.x ?? 0), y: y + (pane?.y ?? 0) }) ?? { x, y }
}

/** The middle of what is seen. */
export function middleOfView(editor: EditorStore): Point {
  const pane = paneOf(editor)?.getBoundingClientRect()
  return pane === undefined ? { x: 0, y: 0 } : placeAt(editor, { x: pane.width / 2, y: pane.height / 2 })
}

/** Beside a node, within the chart. */
export function besideNode(editor: EditorStore, id: string): Point {
  const rect = nodeElement(editor, id)?.getBoundingClientRect()
  return rect === undefined ? { x: 24, y: 24 } : withinPane(editor, rect.right + 8, rect.top)
}
