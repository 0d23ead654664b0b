import { RuntimeError } from '../errors.js'
import type { Journal } from '../store/journal.js'

export interface JournalMeters {
  readonly appended: (seconds: number) => void
  /** @param code of docs/errors.md */
  readonly appendFailed: (code: string) => void
}

/** A journal of which is known how far behind it is. */
export interface WatchedJournal extends Journal {
  /** Appends that are not committed yet. */
  waitingCount(): number
  /** Since when the oldest of them waits, in seconds; 0 where none does. */
  lagSeconds(): number
}

export function watchJournal(journal: Journal, meters: JournalMeters): WatchedJournal {
  /** In the order of their beginning. */
  const waiting = new Set<{ readonly beganMs: number }>()
  return {
    async append(callId, epoch, entries) {
      const own = { beganMs: performance.now() }
      waiting.add(own)
      try {
        await journal.append(callId, epoch, entries)
        meters.appended((performance.now() - own.beganMs) / 1_000)
      } catch (error) {
        meters.appendFailed(error instanceof RuntimeError ? error.code : 'RUNTIME_INTERNAL')
        throw error
      } finally {
        waiting.delete(own)
      }
    },
    read: (callId) => journal.read(callId),
    settled: () => journal.settled(),
    waitingCount: () => waiting.size,
    lagSeconds() {
      const [oldest] = waiting
      return oldest === undefined ? 0 : (performance.now() - oldest.beganMs) / 1_000
    },
  }
}
