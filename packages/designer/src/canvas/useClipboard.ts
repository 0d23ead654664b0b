import { useEffect, type RefObject } from 'react'
import type { EditorStore } from '../editor/editor-store.js'
import { canvasOf } from './canvas-store.js'
import { copied, pasteText, removeSelected } from './edits.js'
import type { Point } from './geometry.js'
import { isTyping } from './useCanvasKeys.js'

export interface ClipboardTexts {
  readonly copied: (count: number) => string
  readonly pasted: (count: number) => string
}

/** Copying, cutting and pasting of nodes by the clipboard of the system, between flows and browsers. */
export function useClipboard(pane: RefObject<HTMLElement | null>, editor: EditorStore, texts: ClipboardTexts): void {
  useEffect(() => {
    const canvas = canvasOf(editor)
    let pointer: Point | undefined
    const isHere = (event: Event): boolean => !isTyping(event.target) && (event.target === document.body || (event.target instanceof Node && pane.current?.contains(event.target) === true))
    const hasText = (): boolean => (document.getSelection()?.toString() ?? '') !== ''
    const take = (event: ClipboardEvent): boolean => {
      const found = isHere(event) && !hasText() ? copied(editor) : undefined
      if (found === undefined) return false
      event.clipboardData?.setData('text/plain', found.text)
      event.preventDefault()
      canvas.setState({ announcement: texts.copied(found.clip.nodes.length) })
      return true
    }
    const copy = (event: ClipboardEvent): void => void take(event)
    const cut = (event: ClipboardEvent): void => {
      if (!editor.getState().readOnly && take(event)) removeSelected(editor)
    }
    const paste = (event: ClipboardEvent): void => {
      if (!isHere(event) || editor.getState().readOnly) return
      const count = pasteText(editor, event.clipboardData?.getData('text/plain') ?? '', pointer === undefined ? undefined : canvas.getState().view?.screenToFlowPosition(pointer))
      if (count === 0) return
      event.preventDefault()
      canvas.setState({ announcement: texts.pasted(count) })
    }
    const move = (event: PointerEvent): void => {
      pointer = event.target instanceof Node && pane.current?.contains(event.target) === true ? { x: event.clientX, y: event.clientY } : undefined
    }
    document.addEventListener('copy', copy)
    document.addEventListener('cut', cut)
    document.addEventListener('paste', paste)
    document.addEventListener('pointermove', move, { passive: true })
    return () => {
      document.removeEventListener('copy', copy)
      document.removeEventListener('cut', cut)
      document.removeEventListener('paste', paste)
      document.removeEventListener('pointermove', move)
    }
  }, [pane, editor, texts])
}
