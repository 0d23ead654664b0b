import { notifications } from '@mantine/notifications'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useEditorStore } from './EditorContext.js'
import { useSyncStore } from './sync/sync-view.js'

/** What a key means wherever the focus is, but in a field that has an undo of its own. */
export type EditorKey = 'undo' | 'redo' | 'save'

const isTextField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=range], [type=color])'))

/** A letter by what it says, or by its place where the layout writes no Latin letters. */
const letterOf = ({ key, code }: KeyboardEvent): string => (/^[a-z]$/i.test(key) ? key.toLowerCase() : code.replace(/^Key/, '').toLowerCase())

/** What a key press asks of the editor. A field of text keeps its own undo; nothing is undone behind a dialog. */
export function editorKey(event: KeyboardEvent, isDialogOpen: boolean): EditorKey | undefined {
  const { ctrlKey, metaKey, altKey, shiftKey, isComposing, target } = event
  if (!(ctrlKey || metaKey) || altKey || isComposing) return undefined
  const letter = letterOf(event)
  if (letter === 's' && !shiftKey) return 'save'
  if (isDialogOpen || isTextField(target)) return undefined
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  return letter === 'y' && !shiftKey ? 'redo' : undefined
}

const isDialogOpen = (): boolean => document.querySelector('[aria-modal="true"]') !== null

/** Undo, redo and save by keyboard, wherever the focus is in the editor. */
export function useEditorKeys(): void {
  const { t } = useTranslation('editor')
  const editor = useEditorStore()
  const sync = useSyncStore()

  const save = useEffectEvent(async () => {
    const isSaved = await sync.getState().saveNow()
    const { saving } = sync.getState()
    notifications.show({ id: 'saved', color: isSaved ? 'green' : 'yellow', autoClose: isSaved ? 2_000 : 6_000, message: isSaved ? t('save.nowSaved') : t(saving === 'saved' || saving === 'saving' ? 'save.hint.saving' : `save.hint.${saving}`, { reason: sync.getState().refusal ?? '' }) })
  })
  const act = useEffectEvent((event: KeyboardEvent) => {
    const asked = event.defaultPrevented ? undefined : editorKey(event, isDialogOpen())
    if (asked === undefined) return
    event.preventDefault()
    if (asked === 'save') void save()
    else if (asked === 'undo') editor.getState().undo()
    else editor.getState().redo()
  })

  useEffect(() => {
    const press = (event: KeyboardEvent): void => act(event)
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  }, [])
}
