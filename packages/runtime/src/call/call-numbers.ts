import { sql } from 'kysely'
import { RuntimeError } from '../errors.js'
import type { CallKeys } from '../store/seal/call-keys.js'
import { originContent, type OriginContent } from '../store/seal/call-origin.js'
import type { Store } from '../store/store.js'
import type { CallRow } from '../store/tables.js'
import { callCondition, type CallFilter } from './call-filter.js'

/** Of a call in a query of `calls`; null: an earlier release has begun it, or its content was deleted. */
export const wrappedKeyOf = sql<Uint8Array | null>`(select wrapped_key from call_keys where call_keys.call_id = calls.call_id)`.as('wrappedKey')

export type NumbersRow = Pick<CallRow, 'callId' | 'sealed' | 'ani' | 'dnis' | 'variables'> & { readonly wrappedKey: Uint8Array | null }

/** Absent where nobody knows them, or they were deleted; a row that cannot be opened is no reason to show none. */
export function numbersOf(row: NumbersRow, keys: CallKeys): Omit<OriginContent, 'variables'> {
  try {
    const { variables: _variables, ...numbers } = originContent(row, row.wrappedKey === null ? undefined : keys.unwrapped(row.callId, row.wrappedKey))
    return numbers
  } catch (error) {
    if (error instanceof RuntimeError) return {}
    throw error
  }
}

/** A person looks for digits and does not know how they were written. */
export function hasNumber(number: string): (numbers: Omit<OriginContent, 'variables'>) => boolean {
  const isAddress = /[A-Za-z@]/.test(number)
  const looked = number.replace(isAddress ? /[^0-9A-Za-z+@._-]/g : /[^0-9+]/g, '')
  return ({ ani = '', dnis = '' }) => ani.includes(looked) || dnis.includes(looked)
}

const chunkCount = 1_000

/** Ids of the calls with such a number: each is opened and looked at. */
export async function callsWithNumber(db: Store['db'], keys: CallKeys, filter: CallFilter & { readonly number: string }): Promise<string[]> {
  const isLookedFor = hasNumber(filter.number)
  const found: string[] = []
  for (let last: string | undefined = ''; last !== undefined; ) {
    const rows: NumbersRow[] = await db
      .selectFrom('calls')
      .select(['callId', 'sealed', 'ani', 'dnis', 'variables', wrappedKeyOf])
      .where(callCondition(filter))
      .where('callId', '>', last)
      .orderBy('callId')
      .limit(chunkCount)
      .execute()
    found.push(...rows.filter((row) => isLookedFor(numbersOf(row, keys))).map(({ callId }) => callId))
    last = rows[chunkCount - 1]?.callId
  }
  return found
}
