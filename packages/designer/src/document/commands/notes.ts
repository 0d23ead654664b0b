import type { DraftDocument, DraftNote } from '@callchart/flow'
import type { Command } from '../command.js'
import { withField } from '../node-fields.js'

/** An id that no note has. */
export function freshNoteId({ notes = {} }: DraftDocument): string {
  for (let count = 1; ; count += 1) if (!Object.hasOwn(notes, `note${count}`)) return `note${count}`
}

const noteIn = ({ notes = {} }: DraftDocument, id: string): DraftNote | undefined => (Object.hasOwn(notes, id) ? notes[id] : undefined)

function withNote(document: DraftDocument, id: string, change: (note: DraftNote) => DraftNote): DraftDocument {
  const note = noteIn(document, id)
  return note === undefined ? document : withField(document, ['notes', id], change(note))
}

/** Puts a note on the canvas. */
export const addNote = (id: string, note: DraftNote): Command => ({
  kind: 'addNote',
  apply: (document) => (noteIn(document, id) === undefined ? withField(document, ['notes', id], note) : document),
})

/** Changes the text of a note, its size or its colour. */
export const editNote = (id: string, fields: Partial<Pick<DraftNote, 'text' | 'width' | 'height' | 'color'>>): Command => ({
  kind: 'editNote',
  mergeKey: `${id} ${Object.keys(fields).sort().join(' ')}`,
  apply: (document) => withNote(document, id, (note) => ({ ...note, ...fields })),
})

/** Moves a note to where it was dragged. */
export const moveNote = (id: string, { x, y }: { readonly x: number; readonly y: number }): Command => ({
  kind: 'moveNote',
  mergeKey: id,
  apply: (document) => withNote(document, id, (note) => ({ ...note, x, y })),
})

export const removeNote = (id: string): Command => ({
  kind: 'removeNote',
  apply: (document) => {
    if (noteIn(document, id) === undefined) return document
    const { notes = {}, ...rest } = document
    const { [id]: _gone, ...others } = notes
    return (Object.keys(others).length === 0 ? rest : { ...document, notes: others })
  },
})
