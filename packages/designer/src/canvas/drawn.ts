import type { DraftDocument } from '@callchart/flow'
import type { EditorStore } from '../editor/editor-store.js'
import { canvasOf } from './canvas-store.js'
import { entriesOf } from './entries.js'
import { cardSize, type Rect } from './geometry.js'

/** The document as it is drawn: every node has a place. */
export function drawnDocument(editor: EditorStore): DraftDocument {
  const { document } = editor.getState()
  const { places } = canvasOf(editor).getState()
  return { ...document, layout: { ...places, ...document.layout } }
}

/** Where each node lies and how large it is. */
export function rectsOf(document: DraftDocument): (Rect & { readonly id: string })[] {
  const entries = entriesOf(document)
  return document.nodes.map((node) => ({ id: node.id, ...(document.layout?.[node.id] ?? { x: 0, y: 0 }), ...cardSize(node, entries.get(node.id)?.length ?? 0) }))
}
