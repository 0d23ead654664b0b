import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { ManualClock } from '../testing/manual-clock.js'
import { openNotices, tell } from './notices.js'
import { DatabaseProxy } from './testing/database-proxy.js'
import { startTestDatabase, type TestDatabase } from './testing/test-database.js'

let database: TestDatabase
let proxy: DatabaseProxy
beforeAll(async () => {
  database = await startTestDatabase()
  proxy = await DatabaseProxy.before(database.url)
})
afterAll(async () => {
  await proxy.close()
  await database.stop()
})

it('a line on which nobody answers any more is noticed, and another one says that something may have been missed', async () => {
  const { db } = database.store
  const clock = new ManualClock()
  const notices = await openNotices(proxy.url, clock)
  const told: (string | undefined)[] = []
  notices.listen('callchart_flows', (payload) => told.push(payload))
  await tell(db, 'callchart_flows', 'first')
  await vi.waitFor(() => expect(told).toEqual(['first']))

  proxy.fallSilent()
  await tell(db, 'callchart_flows', 'unheard')
  await vi.waitFor(() => {
    clock.advance(1_000)
    expect(told).toEqual(['first', undefined])
  }, 10_000)
  await tell(db, 'callchart_flows', 'heard again')

  await vi.waitFor(() => expect(told).toEqual(['first', undefined, 'heard again']))
  await notices.close()
})

it('a line that answers is kept', async () => {
  const { db } = database.store
  const clock = new ManualClock()
  const notices = await openNotices(proxy.url, clock)
  const told: (string | undefined)[] = []
  notices.listen('callchart_flows', (payload) => told.push(payload))

  for (const payload of ['1', '2', '3']) {
    clock.advance(15_000)
    await tell(db, 'callchart_flows', payload)
    await vi.waitFor(() => expect(told.at(-1)).toBe(payload))
  }

  expect(told).toEqual(['1', '2', '3'])
  await notices.close()
})
