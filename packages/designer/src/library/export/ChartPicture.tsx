import type { DraftDocument } from '@callchart/flow'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { drawnDocument } from '../../canvas/drawn.js'
import { canvasOf } from '../../canvas/canvas-store.js'
import { chartImage, imageName, saveAs, type ImageFormat } from '../../canvas/chart-image.js'
import { FlowCanvas } from '../../canvas/FlowCanvas.js'
import { createHighlightStore, HighlightContext } from '../../canvas/highlight.js'
import { AnalysisContext, createAnalysisStore } from '../../checking/analysis.js'
import { EditorProvider } from '../../editor/EditorContext.js'
import { createEditorStore, type EditorStore } from '../../editor/editor-store.js'

export interface ChartPictureProps {
  readonly document: DraftDocument
  readonly format: ImageFormat
  readonly onSaved: (name: string) => void
  readonly onFailed: (error: unknown) => void
}

const frame = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))

/** Waits for the chart to be laid out and drawn, every card at its full size. */
async function drawn(editor: EditorStore): Promise<void> {
  const canvas = canvasOf(editor)
  const view = await new Promise<NonNullable<ReturnType<typeof canvas.getState>['view']>>((resolve) => {
    const known = canvas.getState().view
    if (known !== undefined) return resolve(known)
    const stop = canvas.subscribe((state) => {
      if (state.view === undefined) return
      stop()
      resolve(state.view)
    })
  })
  canvas.setState({ drawAll: true })
  await frame()
  await view.setViewport({ x: 0, y: 0, zoom: 1 })
  await frame()
}

/** Draws a chart where nobody sees it, and gives the person its picture. */
export function ChartPicture({ document: flow, format, onSaved, onFailed }: ChartPictureProps) {
  const { i18n } = useTranslation('canvas')
  const place = useRef<HTMLDivElement>(null)
  const editor = useMemo(() => createEditorStore(flow, { readOnly: true }), [flow])
  const analysis = useMemo(() => createAnalysisStore(), [])
  const highlight = useMemo(() => createHighlightStore(), [])
  const told = useRef({ onSaved, onFailed })
  useEffect(() => {
    told.current = { onSaved, onFailed }
  })
  useEffect(() => {
    let isWanted = true
    async function take(): Promise<void> {
      await drawn(editor)
      const viewport = place.current?.querySelector<HTMLElement>('.react-flow__viewport')
      if (!isWanted || viewport === null || viewport === undefined) return
      const now = new Date()
      const name = imageName(flow, now, format)
      saveAs(await chartImage({ document: drawnDocument(editor), viewport, format, now, language: i18n.language }), name)
      told.current.onSaved(name)
    }
    take().catch((error: unknown) => told.current.onFailed(error))
    return () => {
      isWanted = false
    }
  }, [editor, flow, format, i18n.language])
  return (
    <div ref={place} inert aria-hidden style={{ position: 'fixed', left: -20_000, top: 0, width: 1_600, height: 1_000 }}>
      <EditorProvider store={editor}>
        <AnalysisContext value={analysis}>
          <HighlightContext value={highlight}>
            <FlowCanvas />
          </HighlightContext>
        </AnalysisContext>
      </EditorProvider>
    </div>
  )
}
