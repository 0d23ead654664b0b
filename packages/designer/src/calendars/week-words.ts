import { weekdays } from '@callchart/flow'
import type { Weekday } from './calendar-draft.js'

/** A Monday. */
const monday = Date.UTC(2_024, 0, 1)
const dayMs = 86_400_000

/** Names of the days of a week in the language of the page, in its order. */
export function weekdayNames(language: string, width: 'short' | 'long'): ReadonlyMap<Weekday, string> {
  const format = new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' })
  return new Map(weekdays.map((day, index) => [day, format.format(monday + index * dayMs)]))
}
