import type { Kysely } from 'kysely'
import type { Journal } from './journal.js'
import type { Tokens } from './tokens.js'
import type { Database } from './tables.js'

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
