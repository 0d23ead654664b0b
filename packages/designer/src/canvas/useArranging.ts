import type { DraftDocument } from '@callchart/flow'
import { useEffect } from 'react'
import type { EditorStore } from '../editor/editor-store.js'
import { arrange, type Layout } from '../layout/arrange.js'
import { layoutInWorker } from '../layout/layout.js'
import { readingOrder } from '../layout/reading-order.js'
import { canvasOf } from './canvas-store.js'
import type { Places } from './chart.js'
import { entriesOf } from './entries.js'
import { cardSize, cardWidth, type Point, type Size } from './geometry.js'

/** New places for these nodes of the document as it is drawn. */
export function arrangedPlaces(editor: EditorStore, move: ReadonlySet<string>, layout: Layout = layoutInWorker): Promise<Record<string, Point>> {
  const { document } = editor.getState()
  const { places } = canvasOf(editor).getState()
  const entries = entriesOf(document)
  const entryCountOf = (id: string): number => entries.get(id)?.length ?? 0
  const sizes = new Map(document.nodes.map((node) => [node.id, cardSize(node, entryCountOf(node.id))]))
  const sizeOf = (id: string): Size => sizes.get(id) ?? { width: cardWidth, height: 80 }
  return arrange({ document, sizeOf, entryCountOf, placeOf: (id) => document.layout?.[id] ?? places[id], move }, layout)
}

const unplaced = (document: DraftDocument, places: Places): ReadonlySet<string> =>
  new Set(document.nodes.map(({ id }) => id).filter((id) => document.layout?.[id] === undefined && places[id] === undefined))

/** Rows from left to right: not pretty, but nothing lies over anything else. */
function inRows(document: DraftDocument, ids: ReadonlySet<string>): Record<string, Point> {
  const perRow = Math.ceil(Math.sqrt(ids.size))
  const nodes = readingOrder(document).filter(({ id }) => ids.has(id))
  return Object.fromEntries(nodes.map(({ id }, index) => [id, { x: (index % perRow) * (cardWidth + 96), y: Math.floor(index / perRow) * 360 }]))
}

/** Finds a place on the chart for every node that has none: for the eye alone, the document is not changed. */
export function useArranging(editor: EditorStore): void {
  useEffect(() => {
    const canvas = canvasOf(editor)
    let isRunning = false
    let isLeft = false
    const place = async (): Promise<void> => {
      const { document } = editor.getState()
      const missing = unplaced(document, canvas.getState().places)
      if (missing.size === 0) {
        if (!canvas.getState().isArranged) canvas.setState({ isArranged: true })
        return
      }
      if (isRunning) return
      isRunning = true
      const found = await arrangedPlaces(editor, missing).catch((error: unknown) => {
        console.error('The chart could not be laid out.', error)
        return inRows(document, missing)
      })
      isRunning = false
      if (isLeft) return
      canvas.setState(({ places }) => ({ places: { ...places, ...found }, isArranged: true }))
      void place()
    }
    void place()
    const leave = editor.subscribe((now, before) => {
      if (now.document !== before.document) void place()
    })
    return () => {
      isLeft = true
      leave()
    }
  }, [editor])
}
