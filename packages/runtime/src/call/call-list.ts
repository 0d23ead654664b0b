import type { CallListEntry, CallListQuery } from '@callchart/protocol'
import { sql } from 'kysely'
import { versionNumberOf } from '../flows/version-number.js'
import type { Store } from '../store/store.js'
import type { CallKeys } from '../store/seal/call-keys.js'
import type { CallRow } from '../store/tables.js'
import { hasNumber, numbersOf, wrappedKeyOf } from './call-numbers.js'
import { callCondition, talkSeconds, type CallFilter } from './call-filter.js'
import { isoTime } from './cdr.js'

type Db = Store['db']

interface ListedRow extends CallRow {
  readonly tags: readonly string[]
  readonly talkSeconds: number | null
  readonly versionNumber: number | null
  readonly wrappedKey: Uint8Array | null
}

const entryOf = (row: ListedRow, numbers: ReturnType<typeof numbersOf>): CallListEntry => ({
  callId: row.callId,
  flow: row.flow,
  version: row.version,
  ...(row.versionNumber === null ? {} : { versionNumber: row.versionNumber }),
  status: row.status,
  direction: row.direction,
  ...numbers,
  startedAt: isoTime(row.startedAt.getTime()),
  ...(row.endedAt === null ? {} : { endedAt: isoTime(row.endedAt.getTime()) }),
  ...(row.disposition === null ? {} : { disposition: row.disposition }),
  tags: [...row.tags],
  ...(row.turns === null ? {} : { turns: row.turns }),
  ...(row.talkSeconds === null ? {} : { talkSeconds: row.talkSeconds }),
  ...(row.transfer === null ? {} : { transfer: row.transfer }),
})

const cursorOf = (row: CallRow): string => Buffer.from(`${row.startedAt.getTime()} ${row.callId}`).toString('base64url')

interface Place {
  readonly startedAt: Date
  readonly callId: string
}

/** An unreadable cursor starts at the beginning. */
function behind(cursor: string | undefined): Place | undefined {
  const [ms, callId] = Buffer.from(cursor ?? '', 'base64url').toString().split(' ')
  const startedAt = new Date(Number(ms))
  return callId === undefined || Number.isNaN(startedAt.getTime()) ? undefined : { startedAt, callId }
}

/** The latest first, so many at a time. */
async function* listedRows(db: Db, filter: CallFilter, from: Place | undefined, chunkCount: number): AsyncGenerator<ListedRow> {
  const all = db
    .selectFrom('calls')
    .selectAll()
    .select([
      sql<readonly string[]>`array(select tag from call_tags where call_tags.call_id = calls.call_id order by at, tag)`.as('tags'),
      talkSeconds.as('talkSeconds'),
      versionNumberOf('calls').as('versionNumber'),
      wrappedKeyOf,
    ])
    .where(callCondition(filter))
    .orderBy('startedAt', 'desc')
    .orderBy('callId', 'desc')
    .limit(chunkCount)
  for (let after = from, isOver = false; !isOver; ) {
    const rows: ListedRow[] = await (after === undefined ? all : all.where(sql<boolean>`(started_at, call_id) < (${after.startedAt}, ${after.callId})`)).execute()
    yield* rows
    after = rows.at(-1)
    isOver = rows.length < chunkCount
  }
}

/** Numbers are sealed: a call with one that is looked for is found by opening them, so many at a time and at a request. */
const [openedChunk, openedCount] = [500, 20_000]

/** The latest first. A list that is looked through for a number may go on though it is short. */
export async function listCalls(db: Db, keys: CallKeys, { limit, cursor, ...filter }: CallListQuery): Promise<{ calls: CallListEntry[]; nextCursor?: string }> {
  const { number } = filter
  const isLookedFor = number === undefined ? () => true : hasNumber(number)
  const calls: CallListEntry[] = []
  let [openCount, lastShown]: [number, ListedRow | undefined] = [0, undefined]
  for await (const row of listedRows(db, filter, behind(cursor), number === undefined ? limit + 1 : openedChunk)) {
    const numbers = numbersOf(row, keys)
    if (isLookedFor(numbers)) {
      if (lastShown !== undefined && calls.length === limit) return { calls, nextCursor: cursorOf(lastShown) }
      calls.push(entryOf(row, numbers))
      lastShown = row
    }
    openCount += 1
    if (number !== undefined && openCount === openedCount) return { calls, nextCursor: cursorOf(row) }
  }
  return { calls }
}
