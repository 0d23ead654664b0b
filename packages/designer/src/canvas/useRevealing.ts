import type { ReactFlowInstance } from '@xyflow/react'
import { useEffect } from 'react'
import type { EditorStore } from '../editor/editor-store.js'
import { canvasOf, type Reveal } from './canvas-store.js'
import type { ChartEdge, ChartNode } from './chart.js'
import { focusField } from './reveal.js'
import { centre, focusNode, showBeginning } from './view.js'

function show(editor: EditorStore, { node, field }: Reveal): void {
  centre(editor, node)
  if (field === undefined) focusNode(editor, node)
  // The form of the node is drawn first.
  else requestAnimationFrame(() => requestAnimationFrame(() => focusField(field)))
}

/** What a chart that comes onto the page shows: what somebody wants to see of it, where it was left, or its beginning. */
export function revealFirst(editor: EditorStore, view: ReactFlowInstance<ChartNode, ChartEdge>): void {
  const canvas = canvasOf(editor)
  const { viewport, reveal, shown } = canvas.getState()
  if (viewport === undefined) showBeginning(editor)
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
