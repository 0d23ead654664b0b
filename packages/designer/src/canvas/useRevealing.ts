import type { ReactFlowInstance } from '@xyflow/react'
import { useEffect } from 'react'
import type { EditorStore } from '../editor/editor-store.js'
import { centre, drawnDocument, focusNode, rectsOf } from './actions.js'
import { canvasOf, type Reveal } from './canvas-store.js'
import type { ChartEdge, ChartNode } from './chart.js'
import { focusField } from './reveal.js'

/** A chart that would be shown smaller than this is shown from its beginning instead. */
const readable = 0.55
const homeZoom = 0.75

function show(editor: EditorStore, { node, field }: Reveal): void {
  centre(editor, node)
  if (field === undefined) focusNode(node)
  // The form of the node is drawn first.
  else requestAnimationFrame(() => requestAnimationFrame(() => focusField(field)))
}

function showHome(editor: EditorStore, view: ReactFlowInstance<ChartNode, ChartEdge>): void {
  const drawn = drawnDocument(editor)
  const pane = document.querySelector('.react-flow')?.getBoundingClientRect()
  const rects = rectsOf(drawn)
  const start = rects.find(({ id }) => id === drawn.nodes.find(({ kind }) => kind === 'start')?.id) ?? rects[0]
  if (pane === undefined || start === undefined) return
  const left = Math.min(...rects.map(({ x }) => x))
  const right = Math.max(...rects.map(({ x, width }) => x + width))
  const top = Math.min(...rects.map(({ y }) => y))
  const bottom = Math.max(...rects.map(({ y, height }) => y + height))
  const zoom = Math.min(pane.width / (right - left + 120), pane.height / (bottom - top + 120), 1)
  if (zoom >= readable) void view.setViewport({ x: (pane.width - (right + left) * zoom) / 2, y: (pane.height - (bottom + top) * zoom) / 2, zoom })
  else void view.setViewport({ x: 56 - start.x * homeZoom, y: pane.height / 2 - (start.y + start.height / 2) * homeZoom, zoom: homeZoom })
}

/** What a chart that comes onto the page shows: what somebody wants to see of it, where it was left, or its beginning. */
export function revealFirst(editor: EditorStore, view: ReactFlowInstance<ChartNode, ChartEdge>): void {
  const canvas = canvasOf(editor)
  const { viewport, reveal, shown } = canvas.getState()
  if (viewport === undefined) showHome(editor, view)
  else void view.setViewport(viewport)
  if (reveal !== undefined && reveal.count > shown) show(editor, reveal)
  canvas.setState({ shown: reveal?.count ?? 0 })
}

/** Shows what somebody wants to see of the chart. */
export function useRevealing(editor: EditorStore): void {
  useEffect(
    () =>
      canvasOf(editor).subscribe((now, before) => {
        if (now.reveal === before.reveal || now.reveal === undefined || now.view === undefined) return
        canvasOf(editor).setState({ shown: now.reveal.count })
        show(editor, now.reveal)
      }),
    [editor],
  )
}
