import type { DraftDocument, Json, JsonObject } from './draft-document.js'
import { isObject, partsOf, sameJson, withChanges, type PartChange, type PartKey } from './parts.js'

/** A part that two people changed to different things: one side stands, the other is handed back so that it can be kept. */
export interface MergeConflict {
  readonly part: PartKey
  readonly before?: Json
  /** What stands. */
  readonly kept?: Json
  /** What does not. */
  readonly lost?: Json
}

export interface Merged {
  readonly document: DraftDocument
  /** What was really changed. */
  readonly changes: readonly PartChange[]
  readonly conflicts: readonly MergeConflict[]
}

/** Both changed an object: field by field, as long as no field was changed by both to different things. */
function mergedFields(before: JsonObject, theirs: JsonObject, mine: JsonObject): JsonObject | undefined {
  const result: Record<string, Json> = {}
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [was, their, my] = [before[key], theirs[key], mine[key]]
    const value = sameJson(their, was) ? my : sameJson(my, was) || sameJson(my, their) ? their : undefined
    if (value === undefined && !(sameJson(their, was) || sameJson(my, was) || sameJson(my, their))) return undefined
    if (value !== undefined) result[key] = value
  }
  return result
}

/**
 * Makes changes that began from an earlier document on the document as it is now. What somebody else changed meanwhile stays: fields of one
 * part that only one side changed come together, and of a part that both changed to different things the present one stands.
 */
export function mergeChanges(document: DraftDocument, changes: readonly PartChange[]): Merged {
  const parts = partsOf(document)
  const made: PartChange[] = []
  const conflicts: MergeConflict[] = []
  for (const change of changes) {
    const { part, before, after, at } = change
    const now = parts.get(part)?.value
    const place = at === undefined ? {} : { at }
    const from = now === undefined ? {} : { before: now }
    if (sameJson(now, after)) continue
    if (sameJson(now, before)) made.push({ part, ...from, ...(after !== undefined && { after }), ...place })
    else {
      const both = isObject(before) && isObject(now) && isObject(after) ? mergedFields(before, now, after) : undefined
      if (both !== undefined) made.push({ part, ...from, after: both })
      else
        conflicts.push({
          part,
          ...(before !== undefined && { before }),
          ...(now !== undefined && { kept: now }),
          ...(after !== undefined && { lost: after }),
        })
    }
  }
  return { document: withChanges(document, made), changes: made, conflicts }
}
