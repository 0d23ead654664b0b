import type { Journal, SealedJournal, StoredEntry } from '../journal.js'
import type { CallKeys } from './call-keys.js'
import type { ContentKey } from './content-seal.js'
import { contentDamaged, openEntry, sealEntry } from './sealed-entry.js'

/** Seals what goes into a journal under the key of its call, and opens what comes out of it. */
export const sealingJournal = (journal: SealedJournal, keys: CallKeys): Journal => ({
  async append(callId, epoch, entries) {
    if (entries.length === 0) return
    const key = await keys.keyOf(callId)
    await journal.append(callId, epoch, entries.map((entry) => sealEntry(callId, entry, key)))
  },
  async read(callId) {
    const stored = await journal.read(callId)
    const key = await keys.find(callId)
    return stored.map((entry) => opened(callId, entry, key))
  },
  settled: () => journal.settled(),
})

function opened(callId: string, { sealed, body, ...frame }: StoredEntry, key: ContentKey | undefined) {
  if (sealed === null) return { ...frame, body }
  if (key === undefined) throw contentDamaged(callId, 'The key')
  return openEntry(callId, frame, sealed, key)
}
