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

/**
 * Shows the field of a node, or of the flow, where somebody has to look, and puts the focus into it.
 * @param field path within the node, or within the flow: `branches.0.to`
 */
export function revealField(editor: EditorStore, node: string | undefined, field: string): void {
  if (node === undefined) editor.getState().show({ view: 'settings' })
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

/** Puts the focus into the field that is asked for, once the form is there. */
export function useRevealedField(node: string | undefined): RefObject<HTMLDivElement | null> {
  const form = useRef<HTMLDivElement>(null)
  const revealed = useRevealed((state) => (state.revealed?.node === node ? state.revealed : undefined))
  useEffect(() => {
    if (revealed === undefined || form.current === null) return
    const element = elementOf(form.current, revealed.field)
    element?.scrollIntoView({ block: 'center' })
    element?.querySelector<HTMLElement>('input, textarea, button:not([aria-haspopup="dialog"])')?.focus({ preventScroll: true })
    useRevealed.setState({ revealed: undefined })
  }, [revealed])
  return form
}
