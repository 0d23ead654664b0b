import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startTestDatabase, type TestDatabase } from '../store/testing/test-database.js'
import { createCallRows } from './call-rows.js'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
})
afterAll(async () => database.stop())

it('a renewal of leases takes calls in the order of the journal, so neither waits for the other', async () => {
  const { db, callDb, keys } = database.store
  const rows = createCallRows(callDb, keys)
  // The later one lies first in the table.
  for (const callId of ['b', 'a']) await database.addCall(callId)
  await db.updateTable('calls').set({ leaseOwner: 'us' }).execute()
  const waiting = async (): Promise<unknown> => (await sql`select 1 from pg_stat_activity where wait_event_type = 'Lock'`.execute(db)).rows

  const renewed = await db.transaction().execute(async (append) => {
    await sql`select 1 from calls where call_id = 'a' for share`.execute(append)
    const renewal = rows.renew(['b', 'a'], 'us', Date.UTC(2026, 0, 5))
    await vi.waitFor(async () => expect(await waiting()).toHaveLength(1))
    await sql`select 1 from calls where call_id = 'b' for share nowait`.execute(append)
    return { renewal }
  })

  expect((await renewed.renewal).sort()).toEqual(['a', 'b'])
})

it('of all runtimes that miss the holder of a call one takes it, and whoever has its bridge takes it from that one', async () => {
  const { callDb, keys } = database.store
  const rows = createCallRows(callDb, keys)
  const [lapsedAt, leaseUntil] = [Date.UTC(2025, 0, 5), Date.UTC(2025, 0, 6)]
  await database.addCall('lost')
  await rows.takeOver('lost', 'dead', lapsedAt)
  expect(await rows.leaseLost(lapsedAt - 1)).toEqual([])
  expect(await rows.leaseLost(lapsedAt)).toEqual(['lost'])

  const taken = await Promise.all(['one', 'two', 'three'].map((owner) => rows.takeOver('lost', owner, leaseUntil, lapsedAt)))

  expect(taken.filter((row) => row !== undefined)).toMatchObject([{ callId: 'lost', epoch: 3 }])
  expect(await rows.takeOver('lost', 'has the bridge', leaseUntil)).toMatchObject({ epoch: 4, leaseOwner: 'has the bridge' })
})
