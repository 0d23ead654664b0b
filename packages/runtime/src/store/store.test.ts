import { createServer } from 'node:net'
import { once } from 'node:events'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedPostgres } from './embedded/embedded-postgres.js'
import { toJsonb } from './json.js'
import { migrate } from './migrations.js'
import { openStore } from './store.js'
import { startTestDatabase, temporaryFolder, type TestDatabase, testMasterKey } from './testing/test-database.js'

const entry = (sequence: number) => ({ sequence, at: 1, kind: 'event', body: {} }) as const

describe('the store', () => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await startTestDatabase()
  }, 60_000)
  afterAll(() => database.stop())

  it('brings the tables up once when several processes open it at the same time', async () => {
    const name = 'opened_by_many'
    await sql`create database ${sql.id(name)}`.execute(database.store.db)
    const url = new URL(database.url)
    url.pathname = `/${name}`

    const stores = await Promise.all(Array.from({ length: 4 }, () => openStore(url.href, { masterKey: testMasterKey })))

    const tables = await sql<{
      name: string
    }>`select table_name as name from information_schema.tables where table_schema = 'public'`.execute(stores[0]!.db)
    expect(tables.rows.map(({ name: table }) => table)).toEqual(
      expect.arrayContaining(['calls', 'journal', 'versions', 'queue_entries', 'seats', 'offers']),
    )
    await Promise.all(stores.map((store) => store.close()))
  })

  it('takes texts from outside that hold a NUL, as values and in conditions', async () => {
    const { db } = database.store
    await database.addCall('nul')

    await db
      .updateTable('calls')
      .set({ ani: '+1\u0000555', variables: toJsonb({ name: 'a\u0000b' }) })
      .where('callId', '=', 'nul\u0000')
      .execute()

    const row = await db.selectFrom('calls').select(['ani', 'variables']).where('callId', '=', 'nul').executeTakeFirst()
    expect(row).toEqual({ ani: '+1555', variables: { name: 'ab' } })
  })

  it('keeps the models of versions that an earlier release stored within them', async () => {
    await sql`create database earlier`.execute(database.store.db)
    const url = new URL(database.url)
    url.pathname = '/earlier'
    await migrate(url.href, 5_000, '003-waiting')
    const client = new pg.Client(url.href)
    await client.connect()
    await client.query(`insert into versions (version, flow, name, document, compiled, created_at, models)
      select version, 'f', 'F', '{}', '{}', now(), models::json
      from (values ('v1', '[{"b":1,"a":2},{"b":3}]'), ('v2', '[{"b":3}]'), ('v3', '[]')) as stored (version, models)`)
    await client.end()

    const store = await openStore(url.href, { masterKey: testMasterKey })

    const models = await store.db
      .selectFrom('versionModels')
      .innerJoin('understandingModels', 'understandingModels.modelId', 'versionModels.modelId')
      .select(['version', 'place', 'model'])
      .orderBy('version')
      .orderBy('place')
      .execute()
    expect(models.map(({ version, place, model }) => [version, place, JSON.stringify(model)])).toEqual([
      ['v1', 0, '{"b":1,"a":2}'],
      ['v1', 1, '{"b":3}'],
      ['v2', 0, '{"b":3}'],
    ])
    expect(await store.db.selectFrom('understandingModels').select('modelId').execute()).toHaveLength(2)
    await store.close()
  })

  it('says which address refuses us', async () => {
    const refusing = createServer((socket) => socket.destroy())
    refusing.listen(0, '127.0.0.1')
    await once(refusing, 'listening')
    const address = refusing.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0

    await expect(openStore(`postgres://nobody@127.0.0.1:${port}/x`, { masterKey: testMasterKey })).rejects.toMatchObject({
      code: 'RUNTIME_STORE_UNAVAILABLE',
      retryable: true,
    })
    refusing.close()
  })

  it('reports a wrong password and a missing right as they are', async () => {
    const wrong = new URL(database.url)
    wrong.password = 'wrong'
    await expect(openStore(wrong.href, { masterKey: testMasterKey })).rejects.toThrow(/password/)

    await sql`create role guest login password 'guest'`.execute(database.store.db)
    await sql`create database other`.execute(database.store.db)
    const guest = Object.assign(new URL(database.url), { username: 'guest', password: 'guest', pathname: '/other' })
    await expect(openStore(guest.href, { masterKey: testMasterKey })).rejects.toMatchObject({ code: 'RUNTIME_MIGRATION_FAILED' })
  })

  it('locks queue entries so that two offers never take the same caller', async () => {
    const { db } = database.store
    await Promise.all(['a', 'b'].map(database.addCall))
    const waiting = { queue: 'cards', enqueuedAt: new Date(), state: 'waiting', runtimeId: 'r', details: '{}' } as const
    await db
      .insertInto('queueEntries')
      .values([
        { callId: 'a', transferId: 'x1', ...waiting },
        { callId: 'b', transferId: 'x1', priority: 5, ...waiting },
      ])
      .execute()

    const claim = () =>
      db.transaction().execute(async (transaction) => {
        const entry = await transaction
          .selectFrom('queueEntries')
          .select(['callId', 'transferId'])
          .where('state', '=', 'waiting')
          .orderBy('priority', 'desc')
          .orderBy('enqueuedAt')
          .limit(1)
          .forUpdate()
          .skipLocked()
          .executeTakeFirst()
        if (entry === undefined) return undefined
        await transaction.updateTable('queueEntries').set({ state: 'offered' }).where('callId', '=', entry.callId).execute()
        return entry.callId
      })
    const claimed = await Promise.all([claim(), claim(), claim()])

    expect(claimed.filter((callId) => callId !== undefined).sort()).toEqual(['a', 'b'])
  })
})

describe('a database that goes away', () => {
  it('is RUNTIME_STORE_UNAVAILABLE for appends under way, and the journal goes on when it is back', async () => {
    const dataDir = await temporaryFolder()
    const first = await startEmbeddedPostgres({ dataDir })
    const store = await openStore(first.url, { masterKey: testMasterKey })
    await store.db
      .insertInto('versions')
      .values({ version: 'v', flow: 'f', name: 'F', document: '{}', compiled: '{}', createdAt: new Date() })
      .execute()
    const call = {
      callId: 'c',
      flow: 'f',
      version: 'v',
      status: 'active',
      direction: 'inbound',
      variables: '{}',
      startedAt: new Date(),
    } as const
    await store.db.insertInto('calls').values(call).execute()
    const port = Number(new URL(first.url).port)

    // An insert that never comes to its end by itself. A lock would not do: the server lets go of it when it stops, and who waited for it may still commit.
    await sql`create function never_ends() returns trigger language plpgsql as 'begin perform pg_sleep(600); return new; end'`.execute(store.db)
    await sql`create trigger never_ends before insert on journal for each row execute function never_ends()`.execute(store.db)
    const underWay = store.journal.append('c', 1, [entry(1)]).catch((error: unknown) => error)
    const isUnderWay = async (): Promise<boolean> =>
      (await sql`select 1 from pg_stat_activity where wait_event = 'PgSleep' and query like '%insert into journal%'`.execute(store.db)).rows.length > 0
    while (!(await isUnderWay()));
    const blocking = store.db.transaction().execute(async (transaction) => {
      await sql`select 1`.execute(transaction)
      await first.stop()
      await sql`select 1`.execute(transaction)
    })

    await expect(blocking).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })
    expect(await underWay).toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE', retryable: true })
    await expect(store.journal.append('c', 1, [entry(1)])).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE', retryable: true })
    await expect(store.check()).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })
    await expect(store.journal.read('c')).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })
    await expect(store.tokens.redeemToken('t')).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })

    const again = await startEmbeddedPostgres({ dataDir, port, temporary: true })
    expect(new URL(again.url).port).toBe(String(port))
    await sql`drop function never_ends cascade`.execute(store.db)
    await store.journal.append('c', 1, [entry(1)])
    expect(await store.journal.read('c')).toEqual([entry(1)])
    await store.close()
    await again.stop()
  }, 60_000)
})
