import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { JournalEntry } from './journal.js'
import { openStore } from './store.js'
import { startTestDatabase, type TestDatabase, testMasterKey } from './testing/test-database.js'

let database: TestDatabase

beforeAll(async () => {
  database = await startTestDatabase()
}, 60_000)
afterAll(() => database.stop())

const entry = (sequence: number, body: JournalEntry['body'] = { type: 'no-input' }): JournalEntry => ({
  sequence,
  at: 1_700_000_000_000 + sequence,
  kind: 'event',
  body,
})

/** Transactions so far, in this database. */
async function commits(): Promise<number> {
  const { rows } = await sql<{ count: number }>`select xact_commit as count from pg_stat_database where datname = 'callchart'`.execute(
    database.store.db,
  )
  return rows[0]?.count ?? 0
}

describe('the journal', () => {
  it('gives back what was appended, in order of sequence', async () => {
    const { store, addCall } = database
    await addCall('order')
    const second = { ...entry(2, { text: 'a\u0000b' }), kind: 'interpretation', step: 7 } as const

    await store.journal.append('order', 1, [second])
    await store.journal.append('order', 1, [entry(1)])

    expect(await store.journal.read('order')).toEqual([entry(1), { ...second, body: { text: 'ab' } }])
  })

  it('writes appends of 100 calls at once, each whole and in order, in few commits', async () => {
    const { store, addCall } = database
    const calls = Array.from({ length: 100 }, (_, index) => `many-${index}`)
    await Promise.all(calls.map(addCall))
    const before = await commits()

    await Promise.all(
      calls.flatMap((call) => [1, 2, 3].map((sequence) => store.journal.append(call, 1, [entry(sequence), entry(sequence + 10)]))),
    )

    for (const call of calls) {
      const sequences = (await store.journal.read(call)).map(({ sequence }) => sequence)
      expect(sequences).toEqual([1, 2, 3, 11, 12, 13])
    }
    expect((await commits()) - before).toBeLessThan(200)
  })

  it('keeps what one append wrote visible before the next one of the call resolves', async () => {
    const { store, addCall } = database
    await addCall('visible')
    const settled: number[] = []

    await Promise.all([1, 2, 3].map((sequence) => store.journal.append('visible', 1, [entry(sequence)]).then(() => settled.push(sequence))))

    expect(settled).toEqual([1, 2, 3])
  })

  it('refuses the append of an older epoch and takes that of the new one', async () => {
    const { store, addCall } = database
    await addCall('taken-over')
    await store.db.updateTable('calls').set({ epoch: 2 }).where('callId', '=', 'taken-over').execute()

    const [old, current] = await Promise.allSettled([
      store.journal.append('taken-over', 1, [entry(1)]),
      store.journal.append('taken-over', 2, [entry(1)]),
    ])

    expect(old).toMatchObject({ status: 'rejected', reason: { code: 'RUNTIME_STALE_EPOCH', retryable: false } })
    expect(current.status).toBe('fulfilled')
    expect(await store.journal.read('taken-over')).toHaveLength(1)
  })

  it('refuses the append to a call that does not exist', async () => {
    await expect(database.store.journal.append('nobody', 1, [entry(1)])).rejects.toMatchObject({ code: 'RUNTIME_STALE_EPOCH' })
  })

  it('refuses another entry under a sequence number that is taken, whole, and harms no neighbour', async () => {
    const { store, addCall } = database
    await Promise.all(['conflict', 'neighbour', 'first'].map(addCall))
    await store.journal.append('conflict', 1, [entry(1)])

    const [, conflict, neighbour] = await Promise.allSettled([
      store.journal.append('first', 1, [entry(1)]),
      store.journal.append('conflict', 1, [entry(2), entry(1, { type: 'turn.finished' })]),
      store.journal.append('neighbour', 1, [entry(1)]),
    ])

    expect(conflict).toMatchObject({ status: 'rejected', reason: { code: 'RUNTIME_JOURNAL_CONFLICT' } })
    expect(neighbour?.status).toBe('fulfilled')
    expect(await store.journal.read('conflict')).toEqual([entry(1)])
    expect(await store.journal.read('neighbour')).toEqual([entry(1)])
  })

  it('takes the same append twice and writes it once', async () => {
    const { store, addCall } = database
    await addCall('repeated')
    await store.journal.append('repeated', 1, [entry(1), entry(2)])

    await store.journal.append('repeated', 1, [entry(1), entry(2)])

    expect(await store.journal.read('repeated')).toHaveLength(2)
  })

  it('resolves an empty append and reads an unknown call as empty', async () => {
    await database.store.journal.append('nobody', 1, [])

    expect(await database.store.journal.read('nobody')).toEqual([])
  })

  it('writes appends larger than a batch', async () => {
    const { store, addCall } = database
    await addCall('large')
    const entries = Array.from({ length: 2_500 }, (_, index) => entry(index + 1))

    await Promise.all([
      store.journal.append('large', 1, entries.slice(0, 1)),
      store.journal.append('large', 1, entries.slice(1)),
      store.journal.append('large', 1, [entry(3_000)]),
    ])

    expect(await store.journal.read('large')).toHaveLength(2_501)
  })

  it('gives up on a database that does not answer in time, and goes on when it does', async () => {
    const { store, addCall, url } = database
    await addCall('slow')
    const impatient = await openStore(url, { masterKey: testMasterKey, answerWithinMs: 300 })

    await store.db.transaction().execute(async (transaction) => {
      await sql`lock table journal in exclusive mode`.execute(transaction)
      const late = impatient.journal.append('slow', 1, [entry(1)])
      await expect(late).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE', retryable: true })
    })

    await impatient.journal.append('slow', 1, [entry(1)])
    expect(await store.journal.read('slow')).toEqual([entry(1)])
    await impatient.close()
  })

  it('holds a take-over until the append under way is committed', async () => {
    const { store, addCall, url } = database
    await addCall('fenced')
    const other = await openStore(url, { masterKey: testMasterKey })
    const appends = Array.from({ length: 50 }, (_, index) =>
      store.journal.append('fenced', 1, [entry(index + 1)]).then(
        () => true,
        () => false,
      ),
    )

    await other.db.updateTable('calls').set({ epoch: 2 }).where('callId', '=', 'fenced').execute()
    const seen = await other.journal.read('fenced')

    await Promise.all(appends)
    expect(await other.journal.read('fenced')).toEqual(seen)
    await other.close()
  })
})
