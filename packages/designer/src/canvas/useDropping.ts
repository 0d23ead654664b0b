import type { OnConnect, OnConnectEnd, OnNodeDrag } from '@xyflow/react'
import type { NodeKind } from '@callchart/flow'
import { useMemo, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { connect, isLoose, spliceNode, type WayRef } from '../document/commands/nodes.js'
import { draftWays } from '../document/draft-ways.js'
import { nodesById } from '../document/node-index.js'
import type { EditorStore } from '../editor/editor-store.js'
import { addOfKind, withPlaces } from './actions.js'
import { canvasOf } from './canvas-store.js'
import type { Chart } from './chart-store.js'
import type { ChartNode } from './chart.js'
import { distanceAt } from './distance.js'
import { cardWidth, headHeight, type Point } from './geometry.js'
import { lineUnder } from './line-under.js'
import { kindType } from './Palette.js'
import { withinPane } from './view.js'

const pointOf = (event: MouseEvent | TouchEvent): Point => {
  const touch = 'changedTouches' in event ? event.changedTouches[0] : undefined
  return touch === undefined ? { x: (event as MouseEvent).clientX, y: (event as MouseEvent).clientY } : { x: touch.clientX, y: touch.clientY }
}

/** So near to a line something is dropped on it. */
const reachPx = 10

const idUnder = (selector: string, { x, y }: Point): string | undefined => {
  for (const element of document.elementsFromPoint(x, y)) {
    const found = element.closest(selector)?.getAttribute('data-id')
    if (found !== null && found !== undefined) return found
  }
  return undefined
}

/** The way that an edge draws. */
export function wayOfEdge(editor: EditorStore, edgeId: string | undefined): WayRef | undefined {
  const [id, name] = edgeId?.split(' ') ?? []
  const node = id === undefined ? undefined : nodesById(editor.getState().document).get(id)
  const way = node === undefined ? undefined : draftWays(node).find(({ way: known }) => known === name)
  return node === undefined || way === undefined ? undefined : { node: node.id, path: way.path }
}

export interface Dropping {
  readonly onConnect: OnConnect
  readonly onConnectEnd: OnConnectEnd
  readonly onNodeDrag: OnNodeDrag<ChartNode>
  readonly onNodeDragStop: OnNodeDrag<ChartNode>
  readonly onDragOver: (event: DragEvent) => void
  readonly onDrop: (event: DragEvent) => void
}

/** What becomes of connections, nodes and kinds that are dropped somewhere. */
export function useDropping(editor: EditorStore, chart: Chart): Dropping {
  const { t } = useTranslation('kinds')
  return useMemo(() => {
    const canvas = canvasOf(editor)
    const lead = (from: WayRef, to: string): void => {
      if (nodesById(editor.getState().document).get(to)?.kind !== 'start') editor.getState().run(withPlaces(editor, connect(from, to)))
    }
    const wayRef = (node: string | null | undefined, handle: string | null | undefined): WayRef | undefined => wayOfEdge(editor, `${node ?? ''} ${handle ?? ''}`)
    const isSplicable = (id: string): boolean => {
      const { document } = editor.getState()
      const node = nodesById(document).get(id)
      return node !== undefined && node.kind !== 'start' && draftWays(node).length > 0 && isLoose(document, node)
    }
    /** From afar lines are one drawing, and are found by where they run. */
    const edgeUnder = (point: Point): string | undefined => {
      const { view } = canvas.getState()
      if (view === undefined || distanceAt(view.getZoom()) === 'near') return idUnder('.react-flow__edge', point)
      const { settled, edges } = chart.store.getState()
      return lineUnder(view.screenToFlowPosition(point), settled, edges, reachPx / view.getZoom())
    }
    const over = (edge: string | undefined): void => {
      if (canvas.getState().dropEdge !== edge) canvas.setState({ dropEdge: edge })
    }
    return {
      onConnect: ({ source, sourceHandle, target }) => {
        const from = wayRef(source, sourceHandle)
        if (from !== undefined) lead(from, target)
      },
      onConnectEnd: (event, { isValid, fromNode, fromHandle }) => {
        const from = wayRef(fromNode?.id, fromHandle?.id)
        if (isValid === true || from === undefined) return
        const point = pointOf(event)
        const node = idUnder('.react-flow__node-card', point)
        if (node !== undefined) {
          if (node !== from.node) lead(from, node)
          return
        }
        const at = canvas.getState().view?.screenToFlowPosition(point)
        const isOnChart = document.elementFromPoint(point.x, point.y)?.closest('.react-flow') !== null
        if (at !== undefined && isOnChart)
          canvas.setState({ overlay: { type: 'picker', at: withinPane(editor, point.x, point.y), adding: { type: 'behind', from, at: { x: Math.round(at.x), y: Math.round(at.y - headHeight / 2) } } } })
      },
      onNodeDrag: (event, node, nodes) => over(nodes.length === 1 && isSplicable(node.id) ? edgeUnder(pointOf(event)) : undefined),
      onNodeDragStop: (_event, node, nodes) => {
        const on = nodes.length === 1 ? wayOfEdge(editor, canvas.getState().dropEdge) : undefined
        over(undefined)
        chart.drop(on === undefined ? undefined : spliceNode(node.id, on))
      },
      onDragOver: (event) => {
        if (!event.dataTransfer.types.includes(kindType)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        const point = { x: event.clientX, y: event.clientY }
        over(canvas.getState().dragging === 'hangup' || idUnder('.react-flow__node-card', point) !== undefined ? undefined : edgeUnder(point))
      },
      onDrop: (event) => {
        const kind = event.dataTransfer.getData(kindType) as NodeKind
        const at = canvas.getState().view?.screenToFlowPosition({ x: event.clientX, y: event.clientY })
        if (kind === ('' as NodeKind) || at === undefined) return
        event.preventDefault()
        const on = wayOfEdge(editor, canvas.getState().dropEdge)
        over(undefined)
        addOfKind(editor, kind, t(`${kind}.name`), on === undefined ? { type: 'loose', at: { x: at.x - cardWidth / 2, y: at.y - headHeight / 2 } } : { type: 'between', on })
      },
    }
  }, [editor, chart, t])
}
