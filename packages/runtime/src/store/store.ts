import { CamelCasePlugin, Kysely, sql } from 'kysely'
import { createJournal, type Journal } from './journal.js'
import { migrate } from './migrations.js'
import { codedDialect, createPool } from './pool.js'
import type { Database } from './tables.js'
import { createTokens, type Tokens } from './tokens.js'

/** PostgreSQL as the runtime uses it; one a process. */
export interface Store {
  /**
   * camelCase in code, snake_case in the database; jsonb columns are written with `toJsonb`.
   * Every statement @throws RUNTIME_STORE_UNAVAILABLE (retryable) where the database is away.
   */
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

/**
 * Opens the database and brings its tables to this release.
 * @param databaseUrl `postgres://…`
 * @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_MIGRATION_FAILED
 */
export async function openStore(databaseUrl: string, options: StoreOptions = {}): Promise<Store> {
  const { answerWithinMs = 5_000, connectionCount = 10 } = options
  await migrate(databaseUrl, answerWithinMs)
  const pool = createPool(databaseUrl, { answerWithinMs, connectionCount })
  const db = new Kysely<Database>({ dialect: codedDialect(pool), plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
  const journal = createJournal(pool)
  return {
    db,
    journal,
    tokens: createTokens(db),
    check: async () => {
      await sql`select 1`.execute(db)
    },
    close: async () => {
      await journal.settled()
      await db.destroy()
    },
  }
}
