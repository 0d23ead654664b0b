import type { Calendar } from '@callchart/flow'
import { sql, type Kysely } from 'kysely'
import { toJsonb } from '../store/json.js'
import { tell } from '../store/notices.js'
import type { Database } from '../store/tables.js'
import type { LiveCalendar } from './calendar-files.js'

/** Calendars in PostgreSQL: what is asked while a file is bad, or behind. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface CalendarStore {
  live(): Promise<LiveCalendar[]>
  /** @param before revision in whose place it is; absent: there is none @returns whether it was still so */
  publish(live: LiveCalendar, before: number | undefined): Promise<boolean>
  /** The digest of its file, when that is written. */
  recordFile(id: string, digest: string): Promise<void>
  withdraw(id: string): Promise<void>
  /** Calendars that drafts name which wait to be published, by flow. */
  namedByDrafts(): Promise<ReadonlyMap<string, readonly string[]>>
}

export const createCalendarStore = (db: Kysely<Database>): CalendarStore => ({
  live: () => liveCalendars(db),
  publish: (live, before) => publishCalendar(db, live, before),
  recordFile: async (calendar, importedDigest) => {
    await db.updateTable('liveCalendars').set({ importedDigest }).where('calendar', '=', calendar).execute()
  },
  withdraw: async (id) => {
    await db.deleteFrom('liveCalendars').where('calendar', '=', id).execute()
    await tell(db, 'callchart_calendars', id)
  },
  namedByDrafts: () => namedByDrafts(db),
})

async function liveCalendars(db: Kysely<Database>): Promise<LiveCalendar[]> {
  const rows = await db.selectFrom('liveCalendars').selectAll().execute()
  return rows.map(({ calendar, document, file, publishedAt, origin, author, revision, importedDigest }) => ({
    id: calendar,
    calendar: document as unknown as Calendar,
    file,
    publishedAt,
    origin,
    revision,
    ...(author !== null && { author }),
    ...(importedDigest !== null && { digest: importedDigest }),
  }))
}

async function publishCalendar(db: Kysely<Database>, live: LiveCalendar, before: number | undefined): Promise<boolean> {
  const { id, calendar, file, publishedAt, origin, author = null, revision, digest = null } = live
  const change = { document: toJsonb(calendar), file, publishedAt, origin, author, revision, importedDigest: digest }
  const { numInsertedOrUpdatedRows = 0n } =
    before === undefined
      ? await db.insertInto('liveCalendars').values({ calendar: id, ...change }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst()
      : { numInsertedOrUpdatedRows: (await db.updateTable('liveCalendars').set(change).where('calendar', '=', id).where('revision', '=', before).executeTakeFirst()).numUpdatedRows }
  if (numInsertedOrUpdatedRows === 0n) return false
  await tell(db, 'callchart_calendars', id)
  return true
}

/** The text of a name is looked at before it is read: a draft may hold anything there. */
async function namedByDrafts(db: Kysely<Database>): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await sql<{ readonly flow: string; readonly named: string }>`
    select distinct flow, (node -> 'calendar')::text as named from drafts, json_array_elements(document -> 'nodes') as node
    where revision > base_revision and (node -> 'calendar')::text ~ '^"[a-z][A-Za-z0-9-]*"$'`.execute(db)
  const byFlow = new Map<string, string[]>()
  for (const { flow, named } of rows) byFlow.set(flow, [...(byFlow.get(flow) ?? []), named.slice(1, -1)])
  return byFlow
}
