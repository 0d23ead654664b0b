import { fileText } from '../file/canonical-file.js'
import type { Json } from '../draft/draft-document.js'
import { calendarSchema, type CalendarInput } from './schema.js'

/** The text of a calendar file: fields in the order of the schema, a line a row of hours and a holiday. */
export const calendarFileText = (calendar: CalendarInput): string => {
  const { $schema = './calendar.schema.json', ...rest } = calendarSchema.parse(calendar)
  return fileText({ $schema, ...rest } as Json)
}
