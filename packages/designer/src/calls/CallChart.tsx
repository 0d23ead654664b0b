import type { DraftDocument } from '@callchart/flow'
import { useEffect, useMemo } from 'react'
import { showIfHidden } from '../canvas/actions.js'
import { FlowCanvas } from '../canvas/FlowCanvas.js'
import { createHighlightStore, HighlightContext, type Highlight } from '../canvas/highlight.js'
import { AnalysisContext, createAnalysisStore } from '../checking/analysis.js'
import { EditorProvider } from '../editor/EditorContext.js'
import { createEditorStore } from '../editor/editor-store.js'

export interface CallChartProps {
  readonly document: DraftDocument
  /** Nodes of the chart in the order in which the call came to them, up to the cursor. */
  readonly path?: readonly string[]
  readonly active?: string | undefined
  readonly tone?: Highlight['tone']
  readonly heat?: Highlight['heat']
}

const noPath: readonly string[] = []

/** A version that is only looked at, with the way of a call or the heat of many drawn over it. */
export function CallChart({ document, path = noPath, active, tone = 'call', heat }: CallChartProps) {
  const editor = useMemo(() => createEditorStore(document, { readOnly: true }), [document])
  const analysis = useMemo(() => createAnalysisStore(), [])
  const highlight = useMemo(() => createHighlightStore(), [])
  useEffect(() => {
    highlight.getState().light({ path, active, tone, heat })
    if (active !== undefined) showIfHidden(editor, active)
  }, [highlight, editor, path, active, tone, heat])
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
