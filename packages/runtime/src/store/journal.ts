import type { Json } from './json.js'
import type { JournalKind } from './tables.js'

/** One line of a call's log. */
export interface JournalEntry {
  /** Counted by the call, without gaps, from 1. */
  readonly sequence: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly kind: JournalKind
  /** The chart's step that it belongs to. */
  readonly step?: number
  readonly body: Json
}

export interface Journal {
  /**
   * Resolves after the commit. Appends of all calls that arrive while a commit is under way share the next one. Entries of one append are
   * written all or none; the same append may be repeated after an error and is written once.
   * @throws RUNTIME_STALE_EPOCH another runtime has taken the call over, or the call does not exist
   * @throws RUNTIME_JOURNAL_CONFLICT a sequence number is taken by another entry
   * @throws RUNTIME_STORE_UNAVAILABLE (retryable) the database did not answer in time
   */
  append(callId: string, epoch: number, entries: readonly JournalEntry[]): Promise<void>
  /** In order of sequence. @throws RUNTIME_STORE_UNAVAILABLE */
  read(callId: string): Promise<JournalEntry[]>
}
