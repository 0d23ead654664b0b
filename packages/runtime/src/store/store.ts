import { CamelCasePlugin, Kysely, sql } from 'kysely'
import type pg from 'pg'
import { createJournal, type Journal } from './journal.js'
import { CallKeys } from './seal/call-keys.js'
import { sealingJournal } from './seal/sealed-journal.js'
import { migrate } from './migrations.js'
import { codedDialect, createPool } from './pool.js'
import { openSpool, type OpenSpool, type SpoolSettings } from './spool/open-spool.js'
import type { Spool } from './spool/spool.js'
import { spooledJournal } from './spool/spooled-journal.js'
import { spooledTokens } from './spool/spooled-tokens.js'
import type { Database } from './tables.js'
import { createTokens, type Tokens } from './tokens.js'

/** PostgreSQL as the runtime uses it; one a process. */
export interface Store {
  /**
   * camelCase in code, snake_case in the database; jsonb columns are written with `toJsonb`.
   * Every statement @throws RUNTIME_STORE_UNAVAILABLE (retryable) where the database is away.
   */
  readonly db: Kysely<Database>
  /** The same for what a caller waits for: connections of its own, and where there is a spool a database that answers too late is away. */
  readonly callDb: Kysely<Database>
  /** The same, which is not asked at all while the database is known to be away. */
  readonly promptDb: Kysely<Database>
  /** What is in it is sealed. */
  readonly journal: Journal
  readonly keys: CallKeys
  /** One-use tokens of media connections. */
  readonly tokens: Tokens
  /** What calls go on with while the database is away; absent: they do not. */
  readonly spool?: Spool
  /** Answers when the database does, or calls go on without it and new ones are taken. @throws RUNTIME_STORE_UNAVAILABLE */
  check(): Promise<void>
  /** Waits for appends under way, then closes the connections. */
  close(): Promise<void>
}

export interface StoreOptions {
  /** 32 bytes: the keys of calls lie in the database under it. */
  readonly masterKey: Uint8Array
  /** An answer that takes longer is RUNTIME_STORE_UNAVAILABLE. */
  readonly answerWithinMs?: number
  readonly connectionCount?: number
  readonly spool?: SpoolSettings
  /** Calls go on without a database that takes longer to answer, where there is a spool. */
  readonly awayAfterMs?: number
}

const callConnectionCount = 10
/** The client gives a statement up so much later than the server does. */
const callWaitsLongerMs = 100

const kyselyOn = (pool: pg.Pool, refuse?: () => void): Kysely<Database> => new Kysely<Database>({ dialect: codedDialect(pool, refuse), plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })

/**
 * Opens the database and brings its tables to this release. What an earlier process has spooled is in it afterwards.
 * @param databaseUrl `postgres://…`
 * @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_MIGRATION_FAILED, RUNTIME_DATA_FOLDER_LOCKED, RUNTIME_MASTER_KEY_DIFFERS
 */
export async function openStore(databaseUrl: string, options: StoreOptions): Promise<Store> {
  const { answerWithinMs = 5_000, connectionCount = 10, awayAfterMs = 1_500 } = options
  await migrate(databaseUrl, answerWithinMs)
  const waits = options.spool === undefined ? { answerWithinMs } : { answerWithinMs: awayAfterMs, clientWaitsLongerMs: callWaitsLongerMs }
  const callPool = createPool(databaseUrl, { ...waits, connectionCount: callConnectionCount })
  const callDb = kyselyOn(callPool)
  const keys = new CallKeys(callDb, options.masterKey)
  await keys.expectMasterKey().catch(async (error: unknown) => {
    await callDb.destroy()
    throw error
  })
  const opened = options.spool === undefined ? undefined : await spoolOn(options.spool, databaseUrl, { answerWithinMs, callsWaitMs: awayAfterMs + callWaitsLongerMs }, callDb, keys)
  const spool = opened?.spool
  const refuse = (): void => spool?.refuse()
  const db = kyselyOn(createPool(databaseUrl, { answerWithinMs, connectionCount }), refuse)
  const [journal, tokens] = [createJournal(callPool), createTokens(callDb)]
  return {
    db,
    callDb,
    promptDb: kyselyOn(callPool, refuse),
    journal: sealingJournal(spool === undefined ? journal : spooledJournal(journal, spool), keys),
    keys,
    tokens: spool === undefined ? tokens : spooledTokens(tokens, spool),
    ...(spool !== undefined && { spool }),
    check: () => (spool === undefined ? answers(callDb) : spool.write(() => answers(callDb), () => takesCalls(spool))),
    close: async () => {
      await journal.settled()
      await opened?.close()
      await Promise.all([db.destroy(), callDb.destroy()])
    },
  }
}

async function answers(db: Kysely<Database>): Promise<void> {
  await sql`select 1`.execute(db)
}

function takesCalls(spool: Spool): { readonly records: []; readonly result: undefined } {
  if (!spool.hasRoomForCalls) spool.refuse()
  return { records: [], result: undefined }
}

/** What is drained comes in large statements, for which nobody waits. */
async function spoolOn(settings: SpoolSettings, databaseUrl: string, { answerWithinMs, callsWaitMs }: { readonly answerWithinMs: number; readonly callsWaitMs: number }, callDb: Kysely<Database>, keys: CallKeys): Promise<OpenSpool> {
  const pool = createPool(databaseUrl, { answerWithinMs, connectionCount: 1 })
  const db = kyselyOn(pool)
  try {
    const { spool, close } = await openSpool(settings, { pool, db, keys, probe: () => answers(callDb), answerWithinMs: callsWaitMs })
    return { spool, close: () => close().finally(() => db.destroy()) }
  } catch (error) {
    await Promise.all([db.destroy(), callDb.destroy()])
    throw error
  }
}
