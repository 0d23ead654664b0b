import type { ReactFlowInstance, Viewport } from '@xyflow/react'
import type { NodeKind } from '@callchart/flow'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { WayRef } from '../document/commands/nodes.js'
import type { FieldPath } from '../document/node-fields.js'
import { useEditorStore } from '../editor/EditorContext.js'
import type { EditorStore } from '../editor/editor-store.js'
import type { ChartEdge, ChartNode, Places } from './chart.js'
import type { Point } from './geometry.js'

/** What a chosen kind of node becomes: a node behind a way, between a way and its target, or one that hangs on nothing. */
export type Adding =
  | { readonly type: 'behind'; readonly from: WayRef; readonly at?: Point }
  | { readonly type: 'between'; readonly on: WayRef }
  | { readonly type: 'loose'; readonly at?: Point }

/** What is open over the chart. */
export type Overlay =
  | { readonly type: 'picker'; readonly adding: Adding; readonly at: Point }
  | { readonly type: 'connect'; readonly from: WayRef; readonly at: Point }
  | { readonly type: 'port'; readonly from: WayRef; readonly at: Point }
  | { readonly type: 'menu'; readonly at: Point; readonly node?: string }
  | { readonly type: 'search' }
  | { readonly type: 'shortcuts' }

/** A place of the document that somebody wants to see. */
export interface Reveal {
  readonly node: string
  readonly field?: FieldPath
  /** Each wish is another one, even for the same node. */
  readonly count: number
}

export interface CanvasState {
  /** Where nodes lie that have no place in the document; they get theirs when something is moved. */
  readonly places: Places
  /** Every node has its place, in the document or in `places`. */
  readonly isArranged: boolean
  /** The node that the keyboard is at. */
  readonly cursor: string | undefined
  readonly overlay: Overlay | undefined
  /** The edge on which what is dragged would be inserted. */
  readonly dropEdge: string | undefined
  readonly renaming: string | undefined
  readonly reveal: Reveal | undefined
  /** The last wish that was met. */
  readonly shown: number
  /** What part of the chart is seen, for when it is shown again. */
  readonly viewport: Viewport | undefined
  /** All nodes are drawn, not only those in sight. */
  readonly drawAll: boolean
  /** The kind that is dragged from the palette. */
  readonly dragging: NodeKind | undefined
  readonly view: ReactFlowInstance<ChartNode, ChartEdge> | undefined
  /** Where the chart is on the page. */
  readonly pane: HTMLElement | undefined
  /** Said to screen readers. */
  readonly announcement: string
}

export type CanvasStore = StoreApi<CanvasState>

const begin: CanvasState = {
  places: {},
  isArranged: false,
  cursor: undefined,
  overlay: undefined,
  dropEdge: undefined,
  renaming: undefined,
  reveal: undefined,
  shown: 0,
  viewport: undefined,
  drawAll: false,
  dragging: undefined,
  view: undefined,
  pane: undefined,
  announcement: '',
}

const stores = new WeakMap<EditorStore, CanvasStore>()

/** What the panels around a chart share with it; each open document has one. */
export function canvasOf(editor: EditorStore): CanvasStore {
  const known = stores.get(editor)
  if (known !== undefined) return known
  const store = createStore<CanvasState>(() => begin)
  stores.set(editor, store)
  return store
}

export const useCanvasStore = (): CanvasStore => canvasOf(useEditorStore())

export const useCanvas = <Selected>(select: (state: CanvasState) => Selected): Selected => useStore(useCanvasStore(), select)
