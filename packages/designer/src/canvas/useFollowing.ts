import { useEffect } from 'react'
import type { EditorStore } from '../editor/editor-store.js'
import { showIfHidden } from './view.js'
import { useHighlightStore } from './highlight.js'

/** Keeps the node in which a followed call is in sight. */
export function useFollowing(editor: EditorStore): void {
  const highlight = useHighlightStore()
  useEffect(
    () =>
      highlight.subscribe((now, before) => {
        if (now.active !== undefined && now.active !== before.active) showIfHidden(editor, now.active)
      }),
    [editor, highlight],
  )
}
