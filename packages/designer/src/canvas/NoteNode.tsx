import { NodeResizer, type NodeProps } from '@xyflow/react'
import { ActionIcon, Group } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { together } from './actions.js'
import { editNote, moveNote, removeNote } from '../document/commands/notes.js'
import { useEditor, useEditorStore } from '../editor/EditorContext.js'
import type { NoteNode as NoteNodeOf } from './chart.js'
import classes from './NoteNode.module.css'

export const noteColors = ['yellow', 'blue', 'green', 'pink', 'gray'] as const

const colorOf = (color: string | undefined): (typeof noteColors)[number] => noteColors.find((known) => known === color) ?? 'yellow'

/** A note for colleagues, written where it lies. */
export const NoteNode = memo(
  function NoteNode({ data, selected }: NodeProps<NoteNodeOf>) {
    const { note, noteId } = data
    const { t } = useTranslation('canvas')
    const editor = useEditorStore()
    const readOnly = useEditor((state) => state.readOnly)
    const [isEditing, setEditing] = useState(note.text === '' && selected && !readOnly)
    const resize = (_event: unknown, { x, y, width, height }: { x: number; y: number; width: number; height: number }): void => {
      const round = Math.round
      editor.getState().run(together('editNote', [editNote(noteId, { width: round(width), height: round(height) }), moveNote(noteId, { x: round(x), y: round(y) })]))
    }
    return (
      <div className={classes.note} data-color={colorOf(note.color)} data-selected={selected || undefined} onDoubleClick={() => setEditing(!readOnly)}>
        {!readOnly && <NodeResizer isVisible={selected} minWidth={120} minHeight={60} onResizeEnd={resize} lineClassName={classes.resizeLine ?? ''} handleClassName={classes.resizeHandle ?? ''} />}
        {isEditing ? (
          <textarea
            className={`${classes.text} nodrag nowheel`}
            aria-label={t('note.edit')}
            placeholder={t('note.empty')}
            value={note.text}
            maxLength={5_000}
            autoFocus
            onChange={(event) => editor.getState().run(editNote(noteId, { text: event.currentTarget.value }))}
            onBlur={() => setEditing(false)}
            onKeyDown={(event) => {
              event.stopPropagation()
              if (event.key === 'Escape') event.currentTarget.blur()
            }}
          />
        ) : (
          <div className={classes.text} data-empty={note.text === '' || undefined}>
            {note.text === '' ? t('note.empty') : note.text}
          </div>
        )}
        {selected && !readOnly && <NoteTools noteId={noteId} color={colorOf(note.color)} />}
      </div>
    )
  },
  (before, after) => before.data === after.data && before.selected === after.selected,
)

function NoteTools({ noteId, color }: { readonly noteId: string; readonly color: string }) {
  const { t } = useTranslation('canvas')
  const editor = useEditorStore()
  return (
    <Group gap={2} data-screen-only className={`${classes.tools} nodrag`} role="group" aria-label={t('note.color')}>
      {noteColors.map((name) => (
        <button
          key={name}
          type="button"
          className={classes.swatch}
          data-color={name}
          aria-pressed={name === color}
          aria-label={t(`note.colors.${name}`)}
          title={t(`note.colors.${name}`)}
          onClick={() => editor.getState().run(editNote(noteId, { color: name }))}
        />
      ))}
      <ActionIcon variant="subtle" color="gray" size={24} aria-label={t('note.remove')} title={t('note.remove')} onClick={() => editor.getState().run(removeNote(noteId))}>
        <IconTrash size={15} aria-hidden />
      </ActionIcon>
    </Group>
  )
}
