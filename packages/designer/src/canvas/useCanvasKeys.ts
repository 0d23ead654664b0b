import { useEffect, type RefObject } from 'react'
import type { EditorStore } from '../editor/editor-store.js'
import { addingBehind, goTo } from './actions.js'
import { canvasOf, type CanvasStore } from './canvas-store.js'
import { duplicateSelected, nudge, removeSelected, switchSelected } from './edits.js'
import { distanceAt } from './distance.js'
import { drawnDocument, rectsOf } from './drawn.js'
import { focusField } from './reveal.js'
import { besideNode, bringNear, centre, motionMs, nodeElement, showAll } from './view.js'
import { walk, type Direction } from './walk.js'

const arrows: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' }
const nudges: Readonly<Record<Direction, { x: number; y: number }>> = { left: { x: -10, y: 0 }, right: { x: 10, y: 0 }, up: { x: 0, y: -10 }, down: { x: 0, y: 10 } }

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role=textbox], [role=combobox]') !== null)

/** What the keys of the chart say to somebody who hears the page. */
export interface Announcements {
  readonly removed: (count: number) => string
}

interface Parts {
  readonly editor: EditorStore
  readonly canvas: CanvasStore
  readonly say: Announcements
}

const start = ({ editor }: Parts): string | undefined => editor.getState().document.nodes.find(({ kind }) => kind === 'start')?.id

/** Where the keyboard is: on the node that has the focus, else the last one. */
const current = (parts: Parts): string | undefined => parts.canvas.getState().cursor ?? start(parts)

function arrow(parts: Parts, direction: Direction, isShift: boolean): void {
  const { editor } = parts
  if (isShift) {
    if (!editor.getState().readOnly) nudge(editor, nudges[direction])
    return
  }
  const from = current(parts)
  if (from === undefined) return
  if (nodeElement(editor, from) === null || !editor.getState().selection.has(from)) {
    goTo(editor, from)
    return
  }
  const document = drawnDocument(editor)
  const next = walk(document, new Map(rectsOf(document).map((rect) => [rect.id, rect])), from, direction)
  if (next !== undefined) goTo(editor, next)
}

/** Keys that look at the chart. Gives whether the key was one of them. */
function look(parts: Parts, event: KeyboardEvent): boolean {
  const { editor, canvas } = parts
  const { view } = canvas.getState()
  const duration = motionMs()
  switch (event.key) {
    case '1':
      showAll(editor)
      return true
    case '0': {
      const home = start(parts)
      if (home !== undefined) {
        goTo(editor, home)
        centre(editor, home)
      }
      return true
    }
    case '+':
    case '=':
      void view?.zoomIn({ duration })
      return true
    case '-':
      void view?.zoomOut({ duration })
      return true
    case 'Escape':
      canvas.setState({ overlay: undefined })
      editor.getState().select([])
      return true
    default: {
      const direction = arrows[event.key]
      if (direction === undefined) return false
      arrow(parts, direction, event.shiftKey)
      return true
    }
  }
}

const isFromAfar = (canvas: CanvasStore): boolean => distanceAt(canvas.getState().view?.getZoom() ?? 1) !== 'near'

/** @returns false where the node shows no ports: from afar */
function focusPort(editor: EditorStore, id: string): boolean {
  const ports = [...(nodeElement(editor, id)?.querySelectorAll<HTMLElement>('[data-port-button]') ?? [])]
  const open = ports.find((button) => button.querySelector('[data-state=open]') !== null)
  const port = open ?? ports[0]
  port?.focus()
  return port !== undefined
}

/** Keys that change the flow. */
function edit({ editor, canvas, say }: Parts, event: KeyboardEvent, id: string | undefined): boolean {
  switch (event.key) {
    // Not Tab, which must lead on from the chart: nobody is caught in it.
    case '/':
      canvas.setState({ overlay: { type: 'picker', adding: addingBehind(editor, id), at: id === undefined ? { x: 24, y: 24 } : besideNode(editor, id) } })
      return true
    case 'Enter': {
      if (id === undefined) return false
      // The next key is meant for the form: it waits for no frame where the form is there.
      const isShown = editor.getState().side === 'inspector'
      editor.getState().show({ side: 'inspector' })
      if (isShown) focusField()
      else requestAnimationFrame(() => focusField())
      return true
    }
    case 'F2':
      if (id !== undefined) canvas.setState({ renaming: id })
      return id !== undefined
    case 'c':
    case 'C':
      if (id !== undefined && !focusPort(editor, id) && isFromAfar(canvas)) void bringNear(editor, id).then(() => focusPort(editor, id))
      return true
    case 'x':
    case 'X':
      switchSelected(editor)
      return true
    case 'Delete':
    case 'Backspace': {
      const count = removeSelected(editor)
      if (count > 0) canvas.setState({ announcement: say.removed(count) })
      return true
    }
    default:
      return false
  }
}

function withControl({ editor, canvas }: Parts, event: KeyboardEvent): boolean {
  switch (event.key.toLowerCase()) {
    case 'f':
      canvas.setState({ overlay: { type: 'search' } })
      return true
    case 'a':
      editor.getState().select(editor.getState().document.nodes.map(({ id }) => id))
      return true
    case 'd':
      if (!editor.getState().readOnly) duplicateSelected(editor)
      return true
    default:
      return false
  }
}

/** The keys of the chart, while the keyboard is on it or nowhere in particular; searching and the list of keys from anywhere. */
export function useCanvasKeys(pane: RefObject<HTMLElement | null>, editor: EditorStore, say: Announcements): void {
  useEffect(() => {
    const parts: Parts = { editor, canvas: canvasOf(editor), say }
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return
      const isModified = event.ctrlKey || event.metaKey
      const isHere = event.target === document.body || (event.target instanceof Node && pane.current?.contains(event.target) === true)
      const isSearch = isModified && event.key.toLowerCase() === 'f'
      if (document.querySelector('[role=dialog][aria-modal=true]') !== null) return
      if (isSearch ? false : isTyping(event.target) || event.altKey) return
      if (event.key === '?') {
        parts.canvas.setState({ overlay: { type: 'shortcuts' } })
        event.preventDefault()
        return
      }
      if (!isHere && !isSearch) return
      const { selection, readOnly } = editor.getState()
      const cursor = parts.canvas.getState().cursor
      const id = selection.size > 0 ? (cursor !== undefined && selection.has(cursor) ? cursor : [...selection][0]) : undefined
      const isTaken = isModified ? withControl(parts, event) : look(parts, event) || (!readOnly && edit(parts, event, id))
      if (isTaken) event.preventDefault()
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [pane, editor, say])
}

