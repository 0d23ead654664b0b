import type { DraftNode } from '@callchart/flow'
import { createContext, useContext, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { EditorState, EditorStore } from './editor-store.js'

const EditorContext = createContext<EditorStore | undefined>(undefined)

/** Everything below shows and changes the document of this store. */
export function EditorProvider({ store, children }: { readonly store: EditorStore; readonly children: ReactNode }) {
  return <EditorContext value={store}>{children}</EditorContext>
}

export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (store === undefined) throw new Error('An EditorProvider is missing above this component.')
  return store
}

/** Renders again when what it selects is another value: select little. */
export const useEditor = <Selected,>(select: (state: EditorState) => Selected): Selected => useStore(useEditorStore(), select)

export const useNode = (id: string): DraftNode | undefined => useEditor(({ document }) => document.nodes.find((node) => node.id === id))
