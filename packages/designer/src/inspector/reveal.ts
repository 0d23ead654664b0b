import { useEffect, useRef, type RefObject } from 'react'
import { create } from 'zustand'
import type { FieldPath } from '../document/node-fields.js'
import type { EditorStore } from '../editor/editor-store.js'
import { useAdvanced } from './fields/Advanced.js'
import { fieldPath } from './fields/field-path.js'

interface Revealed {
  /** Undefined: a field of the flow itself. */
  readonly node: string | undefined
  readonly field: string
  /** Another one for each time that it is asked for. */
  readonly time: number
}

const useRevealed = create<{ readonly revealed: Revealed | undefined }>()(() => ({ revealed: undefined }))

/** Opens whatever of a form is folded away and may hold the field. */
export function openParts([part]: FieldPath): void {
  const { open, openPart } = useAdvanced.getState()
  open(true)
  if (typeof part === 'string') openPart(part, true)
}

/** Intents have a page of their own: the one that a field of the flow belongs to, and the language of that field. */
export function intentAt(field: string): { readonly id: string; readonly language: string | undefined } | undefined {
  const [part, id, , language] = field.split('.')
  return part === 'intents' && id !== undefined ? { id, language } : undefined
}

/**
 * Shows the field of a node, or of the flow, where somebody has to look, and puts the focus into it.
 * @param field path within the node, or within the flow: `branches.0.to`
 */
export function revealField(editor: EditorStore, node: string | undefined, field: string): void {
  if (node === undefined) editor.getState().show({ view: field === '' ? 'canvas' : intentAt(field) === undefined ? 'settings' : 'intents' })
  else {
    editor.getState().select([node])
    editor.getState().show({ view: 'canvas', side: 'inspector' })
  }
  openParts(fieldPath(field))
  useRevealed.setState(({ revealed }) => ({ revealed: { node, field, time: (revealed?.time ?? 0) + 1 } }))
}

/** The element of a field, or of the nearest one around it. */
export function elementOf(container: ParentNode, field: string): Element | undefined {
  const steps = field.split('.')
  for (let count = steps.length; count > 0; count -= 1) {
    const found = container.querySelector(`[data-field="${CSS.escape(steps.slice(0, count).join('.'))}"]`)
    if (found !== null) return found
  }
  return undefined
}

/** Where a value is entered or picked; the first button where a field has none. */
const inputs = [
  'input:not([type="radio"], :disabled), textarea:not(:disabled), [aria-haspopup="listbox"]:not(:disabled), [contenteditable="true"]',
  'input:not(:disabled)',
  'button:not([data-help], [aria-haspopup="dialog"], :disabled)',
]

const inputIn = (element: Element): HTMLElement | undefined => inputs.map((selector) => element.querySelector<HTMLElement>(selector)).find((input) => input !== null) ?? undefined

/** Puts the focus into a field: into what is entered there, or on the field itself. */
export function focusField(element: Element): void {
  element.scrollIntoView({ block: 'center' })
  const input = inputIn(element)
  if (input === undefined && element instanceof HTMLElement) element.tabIndex = -1
  ;(input ?? (element as HTMLElement)).focus({ preventScroll: true })
}

/** The field of the flow that is asked for and belongs to an intent. */
export const useRevealedIntent = (): string | undefined => useRevealed(({ revealed }) => (revealed?.node === undefined && revealed !== undefined && intentAt(revealed.field) !== undefined ? revealed.field : undefined))

/** Puts the focus into the field that is asked for, once the form is there. */
export function useRevealedField(node: string | undefined): RefObject<HTMLDivElement | null> {
  const form = useRef<HTMLDivElement>(null)
  const revealed = useRevealed((state) => (state.revealed?.node === node ? state.revealed : undefined))
  useEffect(() => {
    if (revealed === undefined || form.current === null) return
    const element = elementOf(form.current, revealed.field) ?? form.current.querySelector('[data-field="id"]')
    if (element !== null) focusField(element)
    useRevealed.setState({ revealed: undefined })
  }, [revealed])
  return form
}
