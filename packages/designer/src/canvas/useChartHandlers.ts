import type { ReactFlowProps } from '@xyflow/react'
import { useMemo, type MouseEvent, type RefObject } from 'react'
import type { EditorStore } from '../editor/editor-store.js'
import { withinPane } from './view.js'
import { canvasOf } from './canvas-store.js'
import type { Chart } from './chart-store.js'
import type { ChartEdge, ChartNode } from './chart.js'
import type { Dropping } from './useDropping.js'
import { revealFirst } from './useRevealing.js'

export type ChartHandlers = Pick<
  ReactFlowProps<ChartNode, ChartEdge>,
  | 'onInit'
  | 'onNodesChange'
  | 'onConnect'
  | 'onConnectStart'
  | 'onConnectEnd'
  | 'onNodeDrag'
  | 'onNodeDragStop'
  | 'onNodeContextMenu'
  | 'onPaneContextMenu'
  | 'onNodeClick'
  | 'onNodeDoubleClick'
  | 'onPaneClick'
  | 'onMoveEnd'
>

/** What the engine reports, the same functions all the time: another one would draw every card again, at each step of a drag. */
export function useChartHandlers(pane: RefObject<HTMLDivElement | null>, editor: EditorStore, chart: Chart, dropping: Dropping): ChartHandlers {
  return useMemo(() => {
    const canvas = canvasOf(editor)
    const openMenu = (event: MouseEvent | globalThis.MouseEvent, node?: string): void => {
      event.preventDefault()
      if (node !== undefined && !editor.getState().selection.has(node)) editor.getState().select([node])
      canvas.setState({ ...(node !== undefined && { cursor: node }), overlay: { type: 'menu', at: withinPane(editor, event.clientX, event.clientY), ...(node !== undefined && { node }) } })
    }
    return {
      onInit: (view) => {
        canvas.setState({ view })
        revealFirst(editor, view)
      },
      onNodesChange: chart.change,
      onConnect: dropping.onConnect,
      onConnectStart: () => pane.current?.setAttribute('data-connecting', ''),
      onConnectEnd: (event, state) => {
        pane.current?.removeAttribute('data-connecting')
        dropping.onConnectEnd(event, state)
      },
      onNodeDrag: dropping.onNodeDrag,
      onNodeDragStop: dropping.onNodeDragStop,
      onNodeContextMenu: (event, node) => {
        if (node.type === 'card') openMenu(event, node.id)
      },
      onPaneContextMenu: (event) => openMenu(event),
      onNodeClick: (event, node) => {
        const { readOnly, show } = editor.getState()
        if (node.type === 'card' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !readOnly) show({ side: 'inspector' })
      },
      onNodeDoubleClick: (_event, node) => {
        if (node.type === 'card' && !editor.getState().readOnly) canvas.setState({ renaming: node.id })
      },
      onPaneClick: () => pane.current?.focus({ preventScroll: true }),
      onMoveEnd: (_event, viewport) => canvas.setState({ viewport }),
    }
  }, [pane, editor, chart, dropping])
}
