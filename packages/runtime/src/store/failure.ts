import pg from 'pg'
import { RuntimeError } from '../errors.js'

/** SQLSTATE classes in which the statement may succeed later: connection, resources, operator intervention, system error. */
const passingClasses = new Set(['08', '53', '57', '58'])
/** Deadlock and serialisation failure: the server has undone the statement. */
const passingStates = new Set(['40P01', '40001'])
const lostConnection = /terminated|timeout|Client was closed|not queryable|pool after calling end/i

export const sqlState = (error: unknown): string | undefined => (error instanceof pg.DatabaseError ? error.code : undefined)

const lostStates = new Set(['57P01', '57P02', '57P03'])

/** Whether the connection was gone before or while it was used: asking again at once may find a good one. */
export function isConnectionLost(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return lostStates.has(state) || state.startsWith('08')
  return isPassing(error) && error instanceof Error && !/timeout/i.test(error.message)
}

/** Whether the database was away, rather than refusing what was asked. */
export function isPassing(error: unknown): boolean {
  const state = sqlState(error)
  if (state !== undefined) return passingClasses.has(state.slice(0, 2)) || passingStates.has(state)
  if (!(error instanceof Error)) return false
  return ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code)) || lostConnection.test(error.message)
}

/** Whether a coded error says that the database is away. */
export const isStoreAway = (error: unknown): boolean => error instanceof RuntimeError && error.code === 'RUNTIME_STORE_UNAVAILABLE'

/** The same error, coded where it says that the database is away. */
export function storeFailure(error: unknown): unknown {
  if (!isPassing(error)) return error
  const said = error instanceof Error ? error.message : String(error)
  return new RuntimeError('RUNTIME_STORE_UNAVAILABLE', `PostgreSQL is not answering (${said}): check that it runs and try again.`, {
    cause: error,
    retryable: true,
  })
}
