import { clipOf, readClip, type Clip } from '../document/commands/clip.js'
import { disableNodes } from '../document/commands/nodes.js'
import { addNote, freshNoteId } from '../document/commands/notes.js'
import { addedNodes, duplicateNodes, paste } from '../document/commands/pasting.js'
import { arrangeNodes, moveNodes, type ShownSizes } from '../document/commands/placing.js'
import { removeNodes } from '../document/commands/removing.js'
import { nodesById } from '../document/node-index.js'
import type { EditorStore } from '../editor/editor-store.js'
import { arrangedPlaces } from './useArranging.js'
import { goTo, withPlaces } from './actions.js'
import { canvasOf } from './canvas-store.js'
import { draftWays } from '../document/draft-ways.js'
import { drawnDocument, rectsOf } from './drawn.js'
import type { Point } from './geometry.js'
import { focusNode } from './view.js'

/** How big cards are drawn, and where: for commands that put them in line. */
export const shownSizes = (editor: EditorStore): ShownSizes => Object.fromEntries(rectsOf(drawnDocument(editor)).map(({ id, x, y, width, height }) => [id, { x, y, width, height }]))

/** The selected nodes as text for the clipboard; undefined where nothing of them can be copied. */
export function copied(editor: EditorStore): { readonly clip: Clip; readonly text: string } | undefined {
  const clip = clipOf(drawnDocument(editor), editor.getState().selection)
  return clip.nodes.length === 0 ? undefined : { clip, text: JSON.stringify(clip) }
}

const pastedBy = 48

/** Puts copied nodes where the pointer is, else a little beside where they were. Gives how many. */
export function pasteText(editor: EditorStore, text: string, at: Point | undefined): number {
  const clip = readClip(text)
  if (clip === undefined) return 0
  const places = Object.values(clip.layout)
  const corner = { x: Math.min(...places.map(({ x }) => x), Infinity), y: Math.min(...places.map(({ y }) => y), Infinity) }
  const beside = Number.isFinite(corner.x) ? { x: corner.x + pastedBy, y: corner.y + pastedBy } : { x: 0, y: 0 }
  const { document, run } = editor.getState()
  const command = paste(clip, at ?? beside, document)
  run(withPlaces(editor, command))
  select(editor, command.ids)
  return command.ids.length
}

function select(editor: EditorStore, ids: readonly string[]): void {
  editor.getState().select(ids)
  const first = ids[0]
  if (first === undefined) return
  canvasOf(editor).setState({ cursor: first })
  focusNode(editor, first)
}

export function duplicateSelected(editor: EditorStore): void {
  const { document, selection, run } = editor.getState()
  if (selection.size === 0) return
  run(withPlaces(editor, duplicateNodes(selection)))
  select(editor, addedNodes(document, editor.getState().document))
}

/** Deletes the selected nodes; the keyboard goes on to what led to the first of them. Gives how many were deleted. */
export function removeSelected(editor: EditorStore): number {
  const { document, selection, run } = editor.getState()
  if (selection.size === 0) return 0
  const first = [...selection][0] ?? ''
  const before = document.nodes.find((node) => !selection.has(node.id) && draftWays(node).some(({ to }) => to === first))
  run(withPlaces(editor, removeNodes(selection)))
  const after = editor.getState().document
  const count = document.nodes.length - after.nodes.length
  const next = before?.id ?? after.nodes[0]?.id
  if (count > 0 && next !== undefined) goTo(editor, next)
  return count
}

/** Switches the selected nodes off, or on where all are off. */
export function switchSelected(editor: EditorStore): void {
  const { document, selection, run } = editor.getState()
  const byId = nodesById(document)
  const isOff = [...selection].every((id) => byId.get(id)?.disabled === true)
  run(disableNodes(selection, !isOff))
}

/** Moves the selected nodes by so much. */
export function nudge(editor: EditorStore, by: Point): void {
  const { selection, run } = editor.getState()
  const { layout } = drawnDocument(editor)
  const moved = Object.fromEntries([...selection].flatMap((id) => (layout?.[id] === undefined ? [] : [[id, { x: layout[id].x + by.x, y: layout[id].y + by.y }]])))
  if (Object.keys(moved).length > 0) run(withPlaces(editor, moveNodes(moved)))
}

export type Arranged = 'new' | 'selected' | 'all'

/** Lays nodes out anew, as one step that can be undone. */
export async function arrangeChart(editor: EditorStore, which: Arranged): Promise<void> {
  const { document, selection } = editor.getState()
  const move = new Set(which === 'selected' ? selection : document.nodes.map(({ id }) => id).filter((id) => which === 'all' || document.layout?.[id] === undefined))
  const places = await arrangedPlaces(editor, move)
  editor.getState().run(withPlaces(editor, arrangeNodes(places)))
}

/** A new note, which is written at once. */
export function addNoteAt(editor: EditorStore, at: Point): string {
  const { document, run } = editor.getState()
  const id = freshNoteId(document)
  run(addNote(id, { text: '', x: Math.round(at.x), y: Math.round(at.y), width: 220, height: 120, color: 'yellow' }))
  return id
}
