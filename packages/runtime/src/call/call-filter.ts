import type { CallListQuery } from '@callchart/protocol'
import { sql, type RawBuilder } from 'kysely'

/** What a list of calls may be narrowed by. */
export type CallFilter = Omit<CallListQuery, 'limit' | 'cursor'>

/** In started seconds, as the record of the caller's leg has it. */
export const talkSeconds = sql<number | null>`ceil(extract(epoch from calls.ended_at - calls.answered_at))::integer`

/** The same condition for the list and for everything that is counted of it; numbers are sealed, and looked for by `findNumbers`. */
export function callCondition(filter: Omit<CallFilter, 'number'>): RawBuilder<boolean> {
  const { status, flow, version, from, to, direction, disposition, tag, node, left, minSeconds } = filter
  const parts: RawBuilder<boolean>[] = [sql`true`]
  if (status !== undefined) parts.push(sql`calls.status = ${status}`)
  if (flow !== undefined) parts.push(sql`calls.flow = ${flow}`)
  if (version !== undefined) parts.push(sql`calls.version = ${version}`)
  if (from !== undefined) parts.push(sql`calls.started_at >= ${new Date(from)}`)
  if (to !== undefined) parts.push(sql`calls.started_at < ${new Date(to)}`)
  if (direction !== undefined) parts.push(sql`calls.direction = ${direction}`)
  if (disposition !== undefined) parts.push(sql`calls.disposition = ${disposition}`)
  if (tag !== undefined) parts.push(sql`exists (select 1 from call_tags where call_tags.call_id = calls.call_id and call_tags.tag = ${tag})`)
  if (node !== undefined)
    parts.push(sql`exists (select 1 from call_nodes where call_nodes.call_id = calls.call_id and call_nodes.flow = calls.flow and call_nodes.node = ${node})`)
  if (left !== undefined) parts.push(sql`(calls.left_node = ${left} and calls.left_flow = calls.flow)`)
  if (minSeconds !== undefined) parts.push(sql`${talkSeconds} >= ${minSeconds}`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}
