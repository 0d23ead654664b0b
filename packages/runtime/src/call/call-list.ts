import type { CallListEntry, CallListQuery } from '@callchart/protocol'
import { sql, type RawBuilder } from 'kysely'
import { versionNumberOf } from '../flows/version-number.js'
import type { Store } from '../store/store.js'
import type { CallRow } from '../store/tables.js'
import { isoTime } from './cdr.js'

type Db = Store['db']

/** What a list of calls may be narrowed by. */
export type CallFilter = Omit<CallListQuery, 'limit' | 'cursor'>

/** In started seconds, as the record of the caller's leg has it. */
const talkSeconds = sql<number | null>`ceil(extract(epoch from calls.ended_at - calls.answered_at))::integer`

/** A person looks for digits and does not know how they were written. */
const likeNumber = (number: string): string => `%${number.replace(/[^0-9A-Za-z+@._-]/g, '').replace(/[\\%_]/g, '\\$&')}%`

/** The same condition for the list and for everything that is counted of it. */
export function callCondition(filter: CallFilter): RawBuilder<boolean> {
  const { status, flow, version, from, to, direction, disposition, tag, number, node, left, minSeconds } = filter
  const parts: RawBuilder<boolean>[] = [sql`true`]
  if (status !== undefined) parts.push(sql`calls.status = ${status}`)
  if (flow !== undefined) parts.push(sql`calls.flow = ${flow}`)
  if (version !== undefined) parts.push(sql`calls.version = ${version}`)
  if (from !== undefined) parts.push(sql`calls.started_at >= ${new Date(from)}`)
  if (to !== undefined) parts.push(sql`calls.started_at < ${new Date(to)}`)
  if (direction !== undefined) parts.push(sql`calls.direction = ${direction}`)
  if (disposition !== undefined) parts.push(sql`calls.disposition = ${disposition}`)
  if (tag !== undefined) parts.push(sql`exists (select 1 from call_tags where call_tags.call_id = calls.call_id and call_tags.tag = ${tag})`)
  if (number !== undefined) parts.push(sql`(calls.ani like ${likeNumber(number)} or calls.dnis like ${likeNumber(number)})`)
  if (node !== undefined)
    parts.push(sql`exists (select 1 from call_nodes where call_nodes.call_id = calls.call_id and call_nodes.flow = calls.flow and call_nodes.node = ${node})`)
  if (left !== undefined) parts.push(sql`(calls.left_node = ${left} and calls.left_flow = calls.flow)`)
  if (minSeconds !== undefined) parts.push(sql`${talkSeconds} >= ${minSeconds}`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

interface ListedRow extends CallRow {
  readonly tags: readonly string[]
  readonly talkSeconds: number | null
  readonly versionNumber: number | null
}

const entryOf = (row: ListedRow): CallListEntry => ({
  callId: row.callId,
  flow: row.flow,
  version: row.version,
  ...(row.versionNumber === null ? {} : { versionNumber: row.versionNumber }),
  status: row.status,
  direction: row.direction,
  ...(row.ani === null ? {} : { ani: row.ani }),
  ...(row.dnis === null ? {} : { dnis: row.dnis }),
  startedAt: isoTime(row.startedAt.getTime()),
  ...(row.endedAt === null ? {} : { endedAt: isoTime(row.endedAt.getTime()) }),
  ...(row.disposition === null ? {} : { disposition: row.disposition }),
  tags: [...row.tags],
  ...(row.turns === null ? {} : { turns: row.turns }),
  ...(row.talkSeconds === null ? {} : { talkSeconds: row.talkSeconds }),
  ...(row.transfer === null ? {} : { transfer: row.transfer }),
})

const cursorOf = (row: CallRow): string => Buffer.from(`${row.startedAt.getTime()} ${row.callId}`).toString('base64url')

/** An unreadable cursor starts at the beginning. */
function behind(cursor: string): { startedAt: Date; callId: string } | undefined {
  const [ms, callId] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const startedAt = new Date(Number(ms))
  return callId === undefined || Number.isNaN(startedAt.getTime()) ? undefined : { startedAt, callId }
}

/** The latest first. */
export async function listCalls(db: Db, { limit, cursor, ...filter }: CallListQuery): Promise<{ calls: CallListEntry[]; nextCursor?: string }> {
  let query = db
    .selectFrom('calls')
    .selectAll()
    .select([
      sql<readonly string[]>`array(select tag from call_tags where call_tags.call_id = calls.call_id order by at, tag)`.as('tags'),
      talkSeconds.as('talkSeconds'),
      versionNumberOf('calls').as('versionNumber'),
    ])
    .where(callCondition(filter))
    .orderBy('startedAt', 'desc')
    .orderBy('callId', 'desc')
    .limit(limit + 1)
  const after = cursor === undefined ? undefined : behind(cursor)
  if (after !== undefined) query = query.where(sql<boolean>`(started_at, call_id) < (${after.startedAt}, ${after.callId})`)
  const rows = await query.execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { calls: shown.map(entryOf), ...(rows.length > limit && last !== undefined ? { nextCursor: cursorOf(last) } : {}) }
}
