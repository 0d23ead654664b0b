import type { DraftDocument } from '@callchart/flow'
import { freshFlowId, freshFlowName } from '../flow-id.js'
import type { ReadFile } from './read-file.js'

/** A file that somebody brings, and what is to become of it. */
export interface Incoming {
  readonly key: string
  readonly fileName: string
  readonly read: ReadFile | 'reading'
  /** Of a flow whose id is taken. */
  readonly taken: 'keep-both' | 'replace'
  readonly left: boolean
}

export interface Known {
  readonly ids: ReadonlySet<string>
  readonly names: ReadonlySet<string>
}

/** A flow that is about to be kept. */
export interface Kept {
  readonly key: string
  readonly document: DraftDocument
  readonly replace: boolean
  /** WAV files by content address that came with it. */
  readonly recordings: ReadonlyMap<string, Uint8Array>
}

export const documentOf = ({ read }: Incoming): DraftDocument | undefined => (read !== 'reading' && 'document' in read ? read.document : undefined)

const noRecordings: ReadonlyMap<string, Uint8Array> = new Map()
export const recordingsIn = ({ read }: Incoming): ReadonlyMap<string, Uint8Array> => (read !== 'reading' && 'document' in read ? (read.recordings ?? noRecordings) : noRecordings)

/** Whether the library, or a file before it, has a flow with the id. */
export const isTaken = (incoming: Incoming, all: readonly Incoming[], { ids }: Known): boolean => {
  const id = documentOf(incoming)?.id
  if (id === undefined) return false
  return ids.has(id) || all.slice(0, all.indexOf(incoming)).some((earlier) => !earlier.left && documentOf(earlier)?.id === id)
}

/** What is kept of the files: each under an id of its own, but for those that replace what is there. */
export function keptOf(all: readonly Incoming[], { ids, names }: Known): Kept[] {
  const takenIds = new Set(ids)
  const takenNames = new Set(names)
  const kept: Kept[] = []
  for (const incoming of all) {
    const document = documentOf(incoming)
    if (document === undefined || incoming.left) continue
    const isThere = ids.has(document.id)
    const replace = isThere && incoming.taken === 'replace' && !kept.some((earlier) => earlier.replace && earlier.document.id === document.id)
    const own = replace || !takenIds.has(document.id) ? document : renamed(document, takenIds, takenNames)
    takenIds.add(own.id)
    takenNames.add(own.name)
    kept.push({ key: incoming.key, document: own, replace, recordings: recordingsIn(incoming) })
  }
  return kept
}

/** A second flow answers no numbers of the first. */
function renamed({ dnis: _dnis, ...document }: DraftDocument, ids: ReadonlySet<string>, names: ReadonlySet<string>): DraftDocument {
  return { ...document, id: freshFlowId(document.id, ids), name: freshFlowName(document.name, names) }
}
