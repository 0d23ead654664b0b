import { createHash } from 'node:crypto'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { pino } from 'pino'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../clock.js'
import type { JournalEntry } from '../journal.js'
import { migrate } from '../migrations.js'
import { openStore, type Store } from '../store.js'
import { startTestDatabase, temporaryFolder, testMasterKey, type TestDatabase } from '../testing/test-database.js'
import { openCallBack } from './call-back.js'
import { openOriginContent } from './call-origin.js'
import { sealEarlierCalls } from './seal-earlier.js'

let database: TestDatabase
beforeAll(async () => {
  database = await startTestDatabase()
}, 60_000)
afterAll(() => database.stop())

const at = 1_700_000_000_000
const entry = (sequence: number, text: string): JournalEntry => ({ sequence, at: at + sequence, kind: 'event', step: sequence, effectsHash: '0011223344556677', body: { text } })

/** A database as the release before sealing has left it, with a call of two entries. */
async function leftBefore(name: string): Promise<string> {
  await sql`create database ${sql.id(name)}`.execute(database.store.db)
  const url = new URL(database.url)
  url.pathname = `/${name}`
  await migrate(url.href, 5_000, '071-line-recordings')
  const client = new pg.Client(url.href)
  await client.connect()
  await client.query(`insert into versions (version, flow, name, document, compiled, created_at) values ('v', 'f', 'F', '{}', '{}', now())`)
  await client.query(`insert into calls (call_id, flow, version, status, direction, ani, variables, started_at) values ('old', 'f', 'v', 'active', 'inbound', '+15550001', '{"customer":"Ottokar"}', now())`)
  await client.query(`insert into journal (call_id, sequence, at, kind, step, effects_hash, body)
    select 'old', sequence, ${at} + sequence, 'event', sequence, '0011223344556677', jsonb_build_object('text', 'said ' || sequence) from generate_series(1, 2) as sequence`)
  await client.end()
  return url.href
}

const spoolIn = (folder: string) => ({ folder, runtimeId: 'now', capBytes: 1_000_000, leaseMs: 15_000, clock: systemClock, logger: pino({ level: 'silent' }) })
const originOf = async (store: Store, callId: string) => openOriginContent(await store.db.selectFrom('calls').selectAll().where('callId', '=', callId).executeTakeFirstOrThrow(), store.keys)

/** Everything of a call in the database. */
async function plainOf(store: Store): Promise<string> {
  const { rows } = await sql<{ text: string }>`select concat((select string_agg(calls::text, '') from calls), (select string_agg(journal::text, '') from journal), (select string_agg(call_backs::text, '') from call_backs)) as text`.execute(store.db)
  return rows[0]?.text ?? ''
}

describe('what the release before sealing has written', () => {
  it('is read as it is, and what follows is sealed under a key that the call gets', async () => {
    const store = await openStore(await leftBefore('running'), { masterKey: testMasterKey })

    await store.journal.append('old', 1, [entry(3, 'said 3')])

    expect(await store.journal.read('old')).toEqual([entry(1, 'said 1'), entry(2, 'said 2'), entry(3, 'said 3')])
    expect(await originOf(store, 'old')).toEqual({ ani: '+15550001', variables: { customer: 'Ottokar' } })
    expect(await store.db.selectFrom('journal').select(['sequence', 'body']).where('sealed', 'is not', null).execute()).toEqual([{ sequence: 3, body: null }])
    await store.close()
  })

  it('is sealed under one key, whoever makes it first and whatever is lost between', async () => {
    const url = await leftBefore('many')
    const stores = await Promise.all([1, 2, 3].map(() => openStore(url, { masterKey: testMasterKey })))

    // Some make the key and write nothing with it.
    const keys = await Promise.all(stores.map((store) => store.keys.keyOf('old')))
    await stores[2]?.journal.append('old', 1, [entry(3, 'said 3')])

    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1)
    expect(await stores[0]?.journal.read('old')).toHaveLength(3)
    await Promise.all(stores.map((store) => store.close()))
  })

  it('is taken out of a spool that one of its processes has left, and sealed', async () => {
    const url = await leftBefore('spooled')
    const folder = await temporaryFolder()
    const row = { callId: 'new', flow: 'f', version: 'v', direction: 'inbound', ani: '+15550002', dnis: null, variables: { customer: 'Ada' }, startedAt: at, switchId: null, lineId: null, cameByHop: false }
    const records = [
      // Its answer was lost: the first of these is in the database already.
      { type: 'append', callId: 'old', epoch: 1, entries: [entry(2, 'said 2'), entry(3, 'said 3')] },
      { type: 'call', callId: 'new', row },
      { type: 'active', callId: 'new', owner: 'then' },
      { type: 'append', callId: 'new', epoch: 1, entries: [entry(1, 'hello')] },
    ]
    const lines = records.map((record) => JSON.stringify(record)).map((text) => `${createHash('sha256').update(text).digest('hex').slice(0, 16)} ${text}\n`)
    await mkdir(join(folder, 'then'))
    await writeFile(join(folder, 'then', 'spool'), lines.join(''))

    const store = await openStore(url, { masterKey: testMasterKey, spool: spoolIn(folder) })

    expect(await store.journal.read('old')).toEqual([entry(1, 'said 1'), entry(2, 'said 2'), entry(3, 'said 3')])
    expect(await store.journal.read('new')).toEqual([entry(1, 'hello')])
    expect(await originOf(store, 'new')).toEqual({ ani: '+15550002', variables: { customer: 'Ada' } })
    const { rows } = await sql<{ text: string }>`select string_agg(calls::text, '') as text from calls where call_id = 'new'`.execute(store.db)
    expect(rows[0]?.text).not.toMatch(/15550002|Ada/)
    expect(await readdir(folder)).not.toContain('then')
    await store.close()
  })

  it('is sealed itself when its call is over for a day', async () => {
    const store = await openStore(await leftBefore('resting'), { masterKey: testMasterKey })
    await store.db.insertInto('callBacks').values({ callId: 'old', queue: 'q', number: '+15550003', summary: 'about a bill', requestedAt: new Date(at) }).execute()
    await store.db.updateTable('calls').set({ status: 'ended', endedAt: new Date(at) }).execute()
    const whole = await store.journal.read('old')

    expect(await sealEarlierCalls(store.db, store.keys, at + 3_600_000, 10)).toBe(0)
    expect(await plainOf(store)).toMatch(/said 1/)
    expect(await sealEarlierCalls(store.db, store.keys, at + 90_000_000, 10)).toBe(1)

    expect(await plainOf(store)).not.toMatch(/said|15550001|Ottokar|15550003|bill|0011223344556677/)
    expect(await store.journal.read('old')).toEqual(whole)
    expect(await originOf(store, 'old')).toEqual({ ani: '+15550001', variables: { customer: 'Ottokar' } })
    const callBack = await store.db.selectFrom('callBacks').selectAll().executeTakeFirstOrThrow()
    expect(openCallBack(callBack, await store.keys.find('old'))).toEqual({ number: '+15550003', summary: 'about a bill' })
    expect(await sealEarlierCalls(store.db, store.keys, at + 90_000_000, 10)).toBe(0)
    await store.close()
  })
})
