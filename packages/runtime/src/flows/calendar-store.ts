import type { Calendar } from '@callchart/flow'
import type { Kysely } from 'kysely'
import { toJsonb } from '../store/json.js'
import type { Database } from '../store/tables.js'
import type { LiveCalendar } from './calendar-files.js'

/** Calendars in PostgreSQL: what is asked while a file is bad. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface CalendarStore {
  live(): Promise<LiveCalendar[]>
  publish(live: LiveCalendar): Promise<void>
  withdraw(id: string): Promise<void>
}

export function createCalendarStore(db: Kysely<Database>): CalendarStore {
  return {
    live: async () => {
      const rows = await db.selectFrom('liveCalendars').selectAll().execute()
      return rows.map(({ calendar, document, file, publishedAt }) => ({
        id: calendar,
        calendar: document as unknown as Calendar,
        file,
        publishedAt,
      }))
    },
    publish: async ({ id, calendar, file, publishedAt }) => {
      const change = { document: toJsonb(calendar), file, publishedAt }
      await db
        .insertInto('liveCalendars')
        .values({ calendar: id, ...change })
        .onConflict((conflict) => conflict.column('calendar').doUpdateSet(change))
        .execute()
    },
    withdraw: async (id) => {
      await db.deleteFrom('liveCalendars').where('calendar', '=', id).execute()
    },
  }
}
