import type { FieldPath } from '../document/node-fields.js'
import type { EditorStore } from '../editor/editor-store.js'
import { openParts } from '../inspector/reveal.js'
import { canvasOf } from './canvas-store.js'

/** Shows a node on the chart, selected and in the middle, with its form at the side; and one field of it, where it is named. */
export function revealNode(editor: EditorStore, node: string, field?: FieldPath): void {
  const canvas = canvasOf(editor)
  if (field !== undefined) openParts(field)
  editor.getState().select([node])
  editor.getState().show({ view: 'canvas', ...(!editor.getState().readOnly && { side: 'inspector' }) })
  canvas.setState(({ reveal }) => ({ cursor: node, reveal: { node, ...(field !== undefined && { field }), count: (reveal?.count ?? 0) + 1 } }))
}

const focusable = 'input:not([type=hidden]):not([disabled]), textarea:not([disabled]), select:not([disabled]), [contenteditable=true], button:not([disabled])'

/** The field itself, else the nearest one around it that is shown. */
function fieldElement(field: FieldPath): Element | undefined {
  for (let length = field.length; length > 0; length -= 1) {
    const found = document.querySelector(`[data-field="${CSS.escape(field.slice(0, length).join('.'))}"]`)
    if (found !== null) return found
  }
  return undefined
}

/** Puts the keyboard into a field of the form at the side: its first one where none is named. */
export function focusField(field?: FieldPath): void {
  const form = document.querySelector('[data-field]')?.closest('[role=tabpanel]') ?? undefined
  const element = field === undefined ? (form?.querySelector('[data-field]') ?? undefined) : (fieldElement(field) ?? form)
  const input = element?.querySelector<HTMLElement>(focusable)
  element?.scrollIntoView({ block: 'nearest' })
  input?.focus()
}
