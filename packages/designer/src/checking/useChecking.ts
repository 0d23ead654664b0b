import type { EditorStore } from '../editor/editor-store.js'
import type { AnalysisStore } from './analysis.js'

/** Keeps the analysis up to date with the document, in a worker. */
export function useChecking(_editor: EditorStore, _analysis: AnalysisStore): void {
  return
}
