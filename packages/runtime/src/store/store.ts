import { CamelCasePlugin, Kysely, PostgresDialect, sql } from 'kysely'
import pg from 'pg'
import { storeFailure } from './failure.js'
import { createJournal, type Journal } from './journal.js'
import { migrate } from './migrations.js'
import type { Database } from './tables.js'
import { createTokens, type Tokens } from './tokens.js'

/** PostgreSQL as the runtime uses it; one a process. */
export interface Store {
  /** camelCase in code, snake_case in the database; jsonb columns are written with `toJsonb`. */
  readonly db: Kysely<Database>
  readonly journal: Journal
  /** One-use tokens of media connections. */
  readonly tokens: Tokens
  /** Answers when the database does. @throws RUNTIME_STORE_UNAVAILABLE */
  check(): Promise<void>
  /** Waits for appends under way, then closes the connections. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** An answer that takes longer is RUNTIME_STORE_UNAVAILABLE. */
  readonly answerWithinMs?: number
  readonly connectionCount?: number
}

const int8 = pg.types.builtins.INT8

/** All our bigints are milliseconds or counts: far below 2^53. */
const numbersForBigints: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: 'text' | 'binary') =>
    id === (int8 as number) ? Number : (pg.types.getTypeParser(id, format) as unknown)) as typeof pg.types.getTypeParser,
}

function createPool(databaseUrl: string, answerWithinMs: number, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max,
    types: numbersForBigints,
    connectionTimeoutMillis: answerWithinMs,
    query_timeout: answerWithinMs,
    statement_timeout: answerWithinMs,
    keepAlive: true,
    application_name: 'callchart',
  })
  // An idle connection that dies is replaced by the pool; the next statement tells whether the database is away.
  pool.on('error', () => undefined)
  return pool
}

/**
 * Opens the database and brings its tables to this release.
 * @param databaseUrl `postgres://…`
 * @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_MIGRATION_FAILED
 */
export async function openStore(databaseUrl: string, options: StoreOptions = {}): Promise<Store> {
  const { answerWithinMs = 5_000, connectionCount = 10 } = options
  const pool = createPool(databaseUrl, answerWithinMs, connectionCount)
  const db = new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
  const check = async (): Promise<void> => {
    await sql`select 1`.execute(db).catch((error: unknown) => {
      throw storeFailure(error)
    })
  }
  try {
    await check()
    await migrate(db.withoutPlugins())
  } catch (error) {
    await db.destroy()
    throw error
  }
  const journal = createJournal(pool)
  const close = async (): Promise<void> => {
    await journal.settled()
    await db.destroy()
  }
  return { db, journal, tokens: createTokens(db), check, close }
}
