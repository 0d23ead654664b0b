import { changesBetween, mergeChanges, type DraftDocument, type MergeConflict } from '@callchart/flow'

export interface TakenIn {
  readonly document: DraftDocument
  /** Parts that came from the live version. */
  readonly takenCount: number
  /** Parts that both changed: those of the draft stand. */
  readonly conflicts: readonly MergeConflict[]
}

/** Brings what became live since the draft was begun into the draft: part by part, and field by field where only one side changed a field. */
export function takeIn(draft: DraftDocument, base: DraftDocument, live: DraftDocument): TakenIn {
  const { document, changes, conflicts } = mergeChanges(draft, changesBetween(base, live))
  return { document, takenCount: changes.length, conflicts }
}
