import { notifications } from '@mantine/notifications'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from '../editor/EditorContext.js'
import { drawnDocument } from './drawn.js'
import { canvasOf } from './canvas-store.js'
import { chartImage, imageName, saveAs, type ImageFormat } from './chart-image.js'

const drawn = (): Promise<void> => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))

/** Saves the whole chart as a picture. */
export function useChartImage(): (format: ImageFormat) => Promise<void> {
  const { t, i18n } = useTranslation('canvas')
  const editor = useEditorStore()
  return async (format) => {
    const canvas = canvasOf(editor)
    const viewport = canvas.getState().pane?.querySelector<HTMLElement>('.react-flow__viewport') ?? null
    if (viewport === null) return
    const now = new Date()
    const flow = drawnDocument(editor)
    const { selection } = editor.getState()
    editor.getState().select([])
    canvas.setState({ drawAll: true })
    try {
      await drawn()
      const name = imageName(flow, now, format)
      saveAs(await chartImage({ document: flow, viewport, format, now, language: i18n.language }), name)
      notifications.show({ color: 'green', message: t('tools.imageSaved', { name }) })
    } catch (error) {
      console.error('The chart could not be drawn as a picture.', error)
      notifications.show({ color: 'red', message: t('tools.imageFailed') })
    } finally {
      canvas.setState({ drawAll: false })
      editor.getState().select(selection)
    }
  }
}
