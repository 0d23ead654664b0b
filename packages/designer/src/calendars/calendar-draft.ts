import { daysBetween, haveDayInCommon, weekdays, type CalendarInput } from '@callchart/flow'

export type Weekday = (typeof weekdays)[number]

export interface Hours {
  /** Tells rows apart while they are moved about. */
  readonly key: number
  readonly from: string
  readonly to: string
}

export interface WeekRow extends Hours {
  readonly days: readonly Weekday[]
}

export interface HolidayRow {
  readonly key: number
  readonly date: string
  /** Empty: one day. */
  readonly until: string
  readonly yearly: boolean
  readonly name: string
  /** Undefined: closed. */
  readonly open: readonly Hours[] | undefined
}

/** A calendar while somebody writes it: it need not be good yet. */
export interface CalendarDraft {
  readonly name: string
  readonly timeZone: string
  readonly weekly: readonly WeekRow[]
  readonly holidays: readonly HolidayRow[]
}

let lastKey = 0
export const freshKey = (): number => (lastKey += 1)

const usualHours = { from: '09:00', to: '18:00' }
const workdays: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri']

export const freshHours = (): Hours => ({ key: freshKey(), ...usualHours })

/** Hours for the days that have none yet. */
export function freshWeekRow(rows: readonly WeekRow[]): WeekRow {
  const without = weekdays.filter((day) => !rows.some(({ days }) => days.includes(day)))
  const isNew = without.length === weekdays.length
  return { ...freshHours(), days: isNew || without.length === 0 ? workdays : without }
}

export const freshHoliday = (): HolidayRow => ({ key: freshKey(), date: '', until: '', yearly: false, name: '', open: undefined })

export const blankCalendar = (timeZone: string): CalendarDraft => ({ name: '', timeZone, weekly: [freshWeekRow([])], holidays: [] })

const keyed = ({ from, to }: { readonly from: string; readonly to: string }): Hours => ({ key: freshKey(), from, to })

/** @param document as the server gives it, which has checked it */
export function draftOf(document: object): CalendarDraft {
  const { name, timeZone, weekly, holidays = [] } = document as CalendarInput
  return {
    name,
    timeZone,
    weekly: weekly.map(({ days, ...hours }) => ({ ...keyed(hours), days })),
    holidays: holidays.map(({ date, until = '', yearly = false, name: called, open }) => ({ key: freshKey(), date, until, yearly, name: called, open: open?.map(keyed) })),
  }
}

const plain = ({ from, to }: Hours): { from: string; to: string } => ({ from, to })

/** As it is kept: days in the order of the week, holidays by date. */
export const documentOf = (id: string, { name, timeZone, weekly, holidays }: CalendarDraft): CalendarInput => ({
  schemaVersion: 1,
  id,
  name: name.trim(),
  timeZone,
  weekly: weekly.map((row) => ({ days: weekdays.filter((day) => row.days.includes(day)), ...plain(row) })),
  holidays: [...holidays]
    .sort((left, right) => left.date.localeCompare(right.date))
    .map(({ date, until, yearly, name: called, open }) => ({
      date,
      ...(until !== '' && until !== date && { until }),
      ...(yearly && { yearly: true as const }),
      name: called.trim(),
      ...(open !== undefined && { open: open.map(plain) }),
    })),
})

export type CalendarFault = 'noName' | 'noZone' | 'noDays' | 'noTime' | 'noLength' | 'noDate' | 'backwards' | 'tooLong' | 'twice'

const mostDays = 100

/** Where something is wrong, by place: `name`, `weekly.3`, `holidays.7.date`; a row goes by its key. */
export function faultsOf(draft: CalendarDraft): ReadonlyMap<string, CalendarFault> {
  const faults = new Map<string, CalendarFault>()
  const note = (place: string, fault: CalendarFault | undefined): void => void (fault !== undefined && faults.set(place, fault))
  if (draft.name.trim() === '') note('name', 'noName')
  if (draft.timeZone === '') note('timeZone', 'noZone')
  for (const row of draft.weekly) note(`weekly.${row.key}`, row.days.length === 0 ? 'noDays' : faultOfHours(row))
  draft.holidays.forEach((holiday, index) => {
    const place = `holidays.${holiday.key}`
    if (holiday.name.trim() === '') note(`${place}.name`, 'noName')
    note(`${place}.date`, faultOfDays(holiday, draft.holidays.slice(0, index)))
    for (const hours of holiday.open ?? []) note(`${place}.${hours.key}`, faultOfHours(hours))
  })
  return faults
}

function faultOfHours({ from, to }: Hours): CalendarFault | undefined {
  if (from === '' || to === '') return 'noTime'
  return from === to ? 'noLength' : undefined
}

const daysOf = ({ date, until, yearly }: HolidayRow): { date: string; until?: string; yearly?: true } => ({ date, ...(until !== '' && { until }), ...(yearly && { yearly: true }) })

function faultOfDays(holiday: HolidayRow, before: readonly HolidayRow[]): CalendarFault | undefined {
  const { date, until, yearly } = holiday
  if (date === '') return 'noDate'
  const count = until === '' ? 0 : daysBetween(date, until)
  if (count < 0) return 'backwards'
  if (count >= mostDays) return 'tooLong'
  return before.some((other) => other.date !== '' && other.yearly === yearly && haveDayInCommon(daysOf(other), daysOf(holiday))) ? 'twice' : undefined
}
