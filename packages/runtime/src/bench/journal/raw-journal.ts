import type pg from 'pg'
import type { JournalEntry } from '../../store/journal.js'

/** What writes an append; resolves after the commit. */
export type Append = (callId: string, entries: readonly JournalEntry[]) => Promise<void>

export const rawTable = 'create table bench_journal (like journal including all)'

const insert = {
  name: 'bench-journal',
  text: `insert into bench_journal (call_id, sequence, at, kind, step, effects_hash, body)
    select call_id, sequence, at, kind, step, effects_hash, body from json_to_recordset($1)
      as given(call_id text, sequence integer, at bigint, kind text, step integer, effects_hash text, body jsonb)`,
}

interface Waiting {
  readonly rows: readonly string[]
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

const rowsOf = (callId: string, entries: readonly JournalEntry[]): string[] =>
  entries.map(({ effectsHash, ...entry }) => JSON.stringify({ call_id: callId, effects_hash: effectsHash, ...entry }))

/** The least that a group commit can be: whatever has come since the last commit goes with the next one, nobody is asked whose call it is, and nothing is sealed. */
export function createRawJournal(pool: pg.Pool): Append {
  let waiting: Waiting[] = []
  let isFlushing = false

  const flush = async (): Promise<void> => {
    isFlushing = true
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        await pool.query({ ...insert, values: [`[${batch.flatMap(({ rows }) => rows).join(',')}]`] })
        for (const { resolve } of batch) resolve()
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
    }
    isFlushing = false
  }

  return (callId, entries) =>
    new Promise((resolve, reject) => {
      waiting.push({ rows: rowsOf(callId, entries), resolve, reject })
      if (!isFlushing) void flush()
    })
}
