import type { VariableValue } from '@callchart/flow'
import { createStore, useStore, type StoreApi } from 'zustand'
import type { EditorStore } from '../editor/editor-store.js'
import { useEditorStore } from '../editor/EditorContext.js'

/** Values of variables as the simulator last saw them. */
export type LastValues = Readonly<Record<string, VariableValue>>

const none: LastValues = {}
const known = new WeakMap<EditorStore, StoreApi<LastValues>>()

/** Of one open document. */
export function lastValuesOf(editor: EditorStore): StoreApi<LastValues> {
  const store = known.get(editor) ?? createStore<LastValues>(() => none)
  known.set(editor, store)
  return store
}

/** What every variable held last in the simulator; empty where nothing was simulated. */
export const useLastValues = (): LastValues => useStore(lastValuesOf(useEditorStore()))

/** What one variable held last in the simulator; undefined where nothing was simulated. */
export const useLastValue = (variable: string): VariableValue | undefined => useStore(lastValuesOf(useEditorStore()), (values) => values[variable])
