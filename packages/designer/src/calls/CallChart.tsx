import type { DraftDocument } from '@callchart/flow'
import { useEffect, useMemo } from 'react'
import { centre, showIfHidden } from '../canvas/view.js'
import { canvasOf } from '../canvas/canvas-store.js'
import { FlowCanvas } from '../canvas/FlowCanvas.js'
import { createHighlightStore, HighlightContext, type Highlight } from '../canvas/highlight.js'
import { takenWays, type Answer } from '../canvas/taken-ways.js'
import { AnalysisContext, createAnalysisStore } from '../checking/analysis.js'
import { EditorProvider } from '../editor/EditorContext.js'
import { createEditorStore } from '../editor/editor-store.js'

export interface CallChartProps {
  readonly document: DraftDocument
  /** Nodes of the chart in the order in which the call came to them, up to the cursor. */
  readonly path?: readonly string[]
  /** What the caller answered up to the cursor: it tells which of several ways between two nodes was taken. */
  readonly answers?: readonly Answer[]
  readonly active?: string | undefined
  readonly tone?: Highlight['tone']
  readonly heat?: Highlight['heat']
  /** The active node stands in the middle, instead of only in sight: for a chart that is not alone on its page. */
  readonly isCentred?: boolean
}

const noPath: readonly string[] = []
const noAnswers: readonly Answer[] = []

/** A version that is only looked at, with the way of a call or the heat of many drawn over it. */
export function CallChart({ document, path = noPath, answers = noAnswers, active, tone = 'call', heat, isCentred = false }: CallChartProps) {
  const editor = useMemo(() => createEditorStore(document, { readOnly: true }), [document])
  const analysis = useMemo(() => createAnalysisStore(), [])
  const highlight = useMemo(() => createHighlightStore(), [])
  const took = useMemo(() => takenWays(document, answers), [document, answers])
  useEffect(() => {
    highlight.getState().light({ path, took, active, tone, heat })
    if (active === undefined) return
    const canvas = canvasOf(editor)
    const show = isCentred ? centre : showIfHidden
    if (canvas.getState().view !== undefined) return show(editor, active)
    // It is still being laid out: shown as soon as there is something to be moved.
    const stop = canvas.subscribe(({ view }) => {
      if (view === undefined) return
      stop()
      requestAnimationFrame(() => show(editor, active))
    })
    return stop
  }, [highlight, editor, path, took, active, tone, heat, isCentred])
  return (
    <EditorProvider store={editor}>
      <AnalysisContext value={analysis}>
        <HighlightContext value={highlight}>
          <FlowCanvas />
        </HighlightContext>
      </AnalysisContext>
    </EditorProvider>
  )
}
