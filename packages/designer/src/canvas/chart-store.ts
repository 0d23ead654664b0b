import type { NodeChange } from '@xyflow/react'
import type { DraftNode } from '@callchart/flow'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Command } from '../document/command.js'
import { moveNote } from '../document/commands/notes.js'
import { moveNodes } from '../document/commands/placing.js'
import type { EditorStore } from '../editor/editor-store.js'
import { together, withPlaces } from './actions.js'
import type { CanvasStore } from './canvas-store.js'
import { chartEdges, chartNodes, type ChartEdge, type ChartNode, type Places } from './chart.js'
import { entriesOf } from './entries.js'
import type { Point, Size } from './geometry.js'
import { RouteBook, type Routes } from './routes.js'

export interface ChartState {
  readonly nodes: readonly ChartNode[]
  readonly edges: readonly ChartEdge[]
  /** Nodes as they were when nothing was dragged last. */
  readonly settled: readonly ChartNode[]
  /** What is dragged; the very same set as long as nothing is added to it. */
  readonly dragging: ReadonlySet<string>
  readonly selectedNote: string | undefined
}

/** What is drawn of an open document, kept beside it. */
export interface Chart {
  readonly store: StoreApi<ChartState>
  /** Follows the document until the answer is called. */
  readonly follow: () => () => void
  /** What the person does on the chart itself. */
  readonly change: (changes: readonly NodeChange<ChartNode>[]) => void
  /** What was dragged stays where it is now. */
  readonly drop: (also?: Command) => void
  /** What a screen reader says of a node: asked at each drawing, so it must cost little. */
  readonly name: (nameOf: (node: DraftNode) => string, noteName: string) => void
  readonly selectNote: (noteId: string | undefined) => void
}

const notePrefix = 'note:'
const nothing: ReadonlySet<string> = new Set()

/** With more lines to lead around cards than this a chart is shown before they are. */
const mostAtOnce = 300
const whenIdle = (task: () => void): void => void ('requestIdleCallback' in globalThis ? requestIdleCallback(task, { timeout: 1_000 }) : setTimeout(task, 200))

const corneredEdges = new WeakMap<ChartEdge, ChartEdge>()

/** The edge with its corners; the same object for the same corners. */
function cornered(edge: ChartEdge, corners: readonly Point[] | undefined): ChartEdge {
  if (corners === undefined || edge.data === undefined) return edge
  const known = corneredEdges.get(edge)
  if (known?.data?.corners === corners) return known
  const made = { ...edge, data: { ...edge.data, corners } }
  corneredEdges.set(edge, made)
  return made
}

export function createChart(editor: EditorStore, canvas: CanvasStore): Chart {
  const store = createStore<ChartState>(() => ({ nodes: [], edges: [], settled: [], dragging: nothing, selectedNote: undefined }))
  let dragged: Places = {}
  let resized: Readonly<Record<string, Size>> = {}
  let nameOf = (node: DraftNode): string => node.name
  let noteName = ''

  const book = new RouteBook()
  let ways: readonly ChartEdge[] = []
  let routes: Routes = new Map()
  let [drawnRoutes, drawnWays] = [routes, ways]
  let isWaiting = false
  const routeLater = (): void => {
    if (isWaiting) return
    isWaiting = true
    whenIdle(() => {
      isWaiting = false
      draw(Infinity)
    })
  }

  const draw = (mostRoutes = mostAtOnce): void => {
    const { document, selection } = editor.getState()
    const { places, cursor } = canvas.getState()
    const before = store.getState()
    const atStart = document.nodes.find(({ kind }) => kind === 'start')?.id ?? document.nodes[0]?.id
    const drawn = { document, entries: entriesOf(document), places, dragged, resized, selection, selectedNote: before.selectedNote, nameOf, noteName }
    const nodes = chartNodes({ ...drawn, cursor: cursor !== undefined && document.nodes.some(({ id }) => id === cursor) ? cursor : atStart }, before.nodes)
    ways = chartEdges(document, ways)
    const moving = Object.keys(dragged)
    const dragging = moving.length === 0 ? nothing : moving.length === before.dragging.size && moving.every((id) => before.dragging.has(id)) ? before.dragging : new Set(moving)
    // Nothing is led around cards while one of them is dragged: what hangs on it is drawn straight.
    if (dragging === nothing) {
      routes = book.routesFor(nodes, ways, mostRoutes)
      if (book.isBehind) routeLater()
    }
    const edges = dragging === before.dragging && routes === drawnRoutes && ways === drawnWays ? before.edges : ways.map((edge) => cornered(edge, dragging.has(edge.source) || dragging.has(edge.target) ? undefined : routes.get(edge.id)))
    drawnRoutes = routes
    drawnWays = ways
    if (nodes !== before.nodes || edges !== before.edges || dragging !== before.dragging) store.setState({ nodes, edges, dragging, ...(dragging === nothing && { settled: nodes }) })
  }

  const select = (changes: readonly NodeChange<ChartNode>[]): void => {
    const chosen = new Set(editor.getState().selection)
    let { selectedNote } = store.getState()
    for (const change of changes) {
      if (change.type !== 'select') continue
      if (change.id.startsWith(notePrefix)) selectedNote = change.selected ? change.id.slice(notePrefix.length) : selectedNote === change.id.slice(notePrefix.length) ? undefined : selectedNote
      else if (change.selected) chosen.add(change.id)
      else chosen.delete(change.id)
    }
    store.setState({ selectedNote })
    editor.getState().select(chosen)
    const only = chosen.size === 1 ? [...chosen][0] : undefined
    if (only !== undefined) canvas.setState({ cursor: only })
    draw()
  }

  return {
    store,
    follow: () => {
      draw()
      const leaveEditor = editor.subscribe((now, before) => {
        if (now.document !== before.document || now.selection !== before.selection) draw()
      })
      const leaveCanvas = canvas.subscribe((now, before) => {
        if (now.places !== before.places || now.cursor !== before.cursor) draw()
      })
      return () => {
        leaveEditor()
        leaveCanvas()
      }
    },
    change: (changes) => {
      const moves = changes.flatMap((change): (readonly [string, Point])[] => (change.type === 'position' && change.position !== undefined ? [[change.id, { x: change.position.x, y: change.position.y }]] : []))
      const sizes = changes.flatMap((change): (readonly [string, Size])[] =>
        change.type === 'dimensions' && change.resizing !== undefined && change.dimensions !== undefined && change.id.startsWith(notePrefix) ? [[change.id, change.dimensions]] : [],
      )
      if (changes.some(({ type }) => type === 'select')) select(changes)
      if (moves.length === 0 && sizes.length === 0) return
      dragged = { ...dragged, ...Object.fromEntries(moves) }
      resized = { ...resized, ...Object.fromEntries(sizes) }
      draw()
    },
    drop: (also) => {
      const moved = Object.entries(dragged).map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }] as const)
      const cards = Object.fromEntries(moved.filter(([id]) => !id.startsWith(notePrefix)))
      const notes = moved.filter(([id]) => id.startsWith(notePrefix)).map(([id, at]) => moveNote(id.slice(notePrefix.length), at))
      dragged = {}
      resized = {}
      const commands = [...(Object.keys(cards).length > 0 ? [withPlaces(editor, moveNodes(cards))] : []), ...notes, ...(also === undefined ? [] : [also])]
      const [only] = commands
      if (only !== undefined) editor.getState().run(commands.length === 1 ? only : together(also?.kind ?? 'moveNodes', commands))
      draw()
    },
    name: (next, note) => {
      nameOf = next
      noteName = note
      draw()
    },
    selectNote: (noteId) => {
      editor.getState().select([])
      store.setState({ selectedNote: noteId })
      draw()
    },
  }
}
