import { flowProblem, warning } from '../check/problem.js'
import type { FlowProblem } from '../contract/compiled.js'
import { said, type Said } from '../contract/said.js'
import { fitSchema, type SchemaFault } from '../document/fit-schema.js'
import { readJson } from '../document/read-json.js'
import { lastDayOf } from './holiday.js'
import { calendarSchema, type Calendar } from './schema.js'

export interface ReadCalendar {
  /** Absent where the text is no calendar. */
  readonly calendar?: Calendar
  readonly problems: readonly FlowProblem[]
}

const invalid = (message: Said): FlowProblem =>
  flowProblem(
    'FLOW_CALENDAR_INVALID',
    message,
    said('Correct it as flows/calendar.schema.json says.', '请按 flows/calendar.schema.json 的说明修正。'),
  )

const toProblem = ({ path, reason }: SchemaFault): FlowProblem => {
  const field = path.map(String).join('.')
  const place = field === '' ? said('The calendar', '日历') : said(`"${field}" of the calendar`, `日历的字段“${field}”`)
  return { ...invalid(said(`${place.en} does not fit: ${reason.en}.`, `${place.zh}不符合格式要求：${reason.zh}。`)), path: field }
}

/** A calendar whose holidays are all over was forgotten when the year began. */
export const checkCalendar = ({ name, id, holidays }: Calendar, today: string | undefined): FlowProblem[] => {
  const lastDays = holidays.map(lastDayOf)
  if (today === undefined || holidays.length === 0 || lastDays.some((day) => day === undefined || day >= today)) return []
  const last = lastDays.reduce<string>((latest, day = '') => (day > latest ? day : latest), '')
  const problem = flowProblem(
    'FLOW_CALENDAR_PAST',
    said(`All holidays of the calendar "${name}" (${id}) are over: the last was ${last}.`, `日历“${name}”（${id}）的节假日都已过去，最后一个是 ${last}。`),
    said('Add the holidays to come to the calendar, or remove those that are over.', '请在该日历中添加今后的节假日，或删除已过去的。'),
    { calendar: id, last },
  )
  return [warning(problem)]
}

/** Reads the text of a calendar file. @param today `YYYY-MM-DD`; absent: nothing is said about holidays that are over */
export const readCalendar = (text: string, today?: string): ReadCalendar => {
  const read = readJson(text)
  if ('fault' in read) return { problems: [invalid(said(`The calendar is not JSON: ${read.fault.en}.`, `日历不是 JSON：${read.fault.zh}。`))] }
  const fitted = fitSchema(calendarSchema, read.json)
  if ('faults' in fitted) return { problems: fitted.faults.map(toProblem) }
  return { calendar: fitted.value, problems: checkCalendar(fitted.value, today) }
}
