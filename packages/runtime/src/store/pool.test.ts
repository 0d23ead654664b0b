import { Kysely, sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { codedDialect, createPool } from './pool.js'
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

const opened = () => new Kysely<unknown>({ dialect: codedDialect(createPool(proxy.url, { answerWithinMs: 1_000, connectionCount: 2, clientWaitsLongerMs: 50 })) })
const pid = async (db: Kysely<unknown>): Promise<number | undefined> => (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid

it('a connection on which no answer came is not asked again', async () => {
  const db = opened()
  const first = await pid(db)

  proxy.fallSilent()
  await expect(pid(db)).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })

  expect(await pid(db)).not.toBe(first)
  await db.destroy()
})

it('a connection whose server refused a statement is of use again', async () => {
  const db = opened()
  const first = await pid(db)

  await expect(sql`select * from nothing_of_this_name`.execute(db)).rejects.toMatchObject({ code: '42P01' })

  expect(await pid(db)).toBe(first)
  await db.destroy()
})
