import type { z } from 'zod'
import { flowProblem, warning } from '../check/problem.js'
import type { FlowProblem } from '../contract/compiled.js'
import { calendarSchema, type Calendar } from './schema.js'

export interface ReadCalendar {
  /** Absent where the text is no calendar. */
  readonly calendar?: Calendar
  readonly problems: readonly FlowProblem[]
}

const invalid = (message: string): FlowProblem =>
  flowProblem('FLOW_CALENDAR_INVALID', message, 'Correct it as flows/calendar.schema.json says.')

const toProblem = ({ path, message }: z.core.$ZodIssue): FlowProblem => {
  const field = path.map(String).join('.')
  return { ...invalid(`${field === '' ? 'The calendar' : `"${field}" of the calendar`} does not fit: ${message}.`), path: field }
}

/** A calendar whose holidays are all over was forgotten when the year began. */
export const checkCalendar = ({ name, id, holidays }: Calendar, today: string | undefined): FlowProblem[] => {
  if (today === undefined || holidays.length === 0 || holidays.some(({ date }) => date >= today)) return []
  const last = holidays.reduce((latest, { date }) => (date > latest ? date : latest), '')
  const problem = flowProblem(
    'FLOW_CALENDAR_PAST',
    `All holidays of the calendar "${name}" (${id}) are over: the last was ${last}.`,
    'Add the holidays to come, or remove those that are over.',
  )
  return [warning(problem)]
}

/** Reads the text of a calendar file. @param today `YYYY-MM-DD`; absent: nothing is said about holidays that are over */
export const readCalendar = (text: string, today?: string): ReadCalendar => {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return { problems: [invalid(`The calendar is not JSON: ${error instanceof Error ? error.message : String(error)}.`)] }
  }
  const parsed = calendarSchema.safeParse(json)
  if (!parsed.success) return { problems: parsed.error.issues.map(toProblem) }
  return { calendar: parsed.data, problems: checkCalendar(parsed.data, today) }
}
