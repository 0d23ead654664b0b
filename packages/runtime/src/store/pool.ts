import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { storeFailure } from './failure.js'
import { storableText } from './json.js'

const int8: number = pg.types.builtins.INT8

/** All our bigints are milliseconds or counts: far below 2^53. */
const parserOf = (id: number, format?: 'text' | 'binary'): unknown => (id === int8 ? Number : pg.types.getTypeParser(id, format))
const numbersForBigints: pg.CustomTypesConfig = { getTypeParser: parserOf as typeof pg.types.getTypeParser }

/** The server ends a statement first, so that its connection is of use again. */
const usuallyWaitsLongerMs = 500

export interface PoolOptions {
  /** 0 waits for ever. */
  readonly answerWithinMs: number
  readonly connectionCount: number
  /** Than the server, for an answer. */
  readonly clientWaitsLongerMs?: number
}

export function createPool(databaseUrl: string, { answerWithinMs, connectionCount, clientWaitsLongerMs = usuallyWaitsLongerMs }: PoolOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connectionCount,
    types: numbersForBigints,
    connectionTimeoutMillis: answerWithinMs,
    keepAlive: true,
    application_name: 'callchart',
    ...(answerWithinMs > 0 && { statement_timeout: answerWithinMs, query_timeout: answerWithinMs + clientWaitsLongerMs }),
  })
  // A connection that dies between two statements says so by an event, which would end the process; the next statement says it again.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** Texts from outside may hold a NUL, for which PostgreSQL would refuse the whole statement. */
const storable = (value: unknown): unknown => (typeof value === 'string' ? storableText(value) : value)

/** A connection on which no answer came is not used again: the pool would hand it out first, as the one that was used last. */
function codedClient(client: pg.PoolClient): PostgresPoolClient {
  let isOfUse = true
  return {
    // Kysely's type has a second form for cursors, which nobody here uses.
    query: ((text: string, values: readonly unknown[]) =>
      client.query(text, values.map(storable)).catch((error: unknown) => {
        isOfUse &&= error instanceof pg.DatabaseError
        throw storeFailure(error)
      })) as unknown as PostgresPoolClient['query'],
    release: () => client.release(!isOfUse),
  }
}

/**
 * The pool for Kysely: its statements fail with RUNTIME_STORE_UNAVAILABLE where the database is away.
 * @param refuse throws where it is known to be away, so that nobody waits to hear it
 */
export function codedDialect(pool: pg.Pool, refuse: () => void = () => undefined): PostgresDialect {
  const coded: PostgresPool = {
    connect: async () => {
      refuse()
      try {
        return codedClient(await pool.connect())
      } catch (error) {
        throw storeFailure(error)
      }
    },
    end: () => pool.end(),
  }
  return new PostgresDialect({ pool: coded })
}
