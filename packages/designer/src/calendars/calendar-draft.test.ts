import { calendarSchema, readCalendar } from '@callchart/flow'
import { expect, it } from 'vitest'
import { blankCalendar, documentOf, draftOf, faultsOf, freshHoliday, freshWeekRow, type CalendarDraft, type HolidayRow } from './calendar-draft.js'

const written = {
  schemaVersion: 1 as const,
  id: 'office',
  name: 'Office',
  timeZone: 'Asia/Shanghai',
  weekly: [{ days: ['mon' as const, 'tue' as const], from: '09:00', to: '24:00' }],
  holidays: [
    { date: '2026-01-01', yearly: true as const, name: 'New Year' },
    { date: '2026-10-01', until: '2026-10-07', name: '国庆节' },
    { date: '2026-10-10', name: '调休', open: [{ from: '09:00', to: '12:00' }] },
  ],
}
const draft = (change: Partial<CalendarDraft> = {}): CalendarDraft => ({ ...draftOf(written), ...change })
const holiday = (change: Partial<HolidayRow>): HolidayRow => ({ ...freshHoliday(), name: 'Day', ...change })
const faultsIn = (calendar: CalendarDraft): readonly string[] => [...faultsOf(calendar).values()]

it('gives back what was read, in the order in which it is kept', () => {
  const read = draftOf(written)

  expect(documentOf('office', { ...read, holidays: [...read.holidays].reverse() })).toEqual(written)
  expect(faultsOf(read).size).toBe(0)
})

it('begins with a week that is good, and lacks a name alone', () => {
  const blank = blankCalendar('UTC')

  expect(faultsIn(blank)).toEqual(['noName'])
  expect(calendarSchema.safeParse(documentOf('new', { ...blank, name: 'New' })).success).toBe(true)
})

it('offers hours for the days that have none', () => {
  expect(freshWeekRow([]).days).toEqual(['mon', 'tue', 'wed', 'thu', 'fri'])
  expect(freshWeekRow(draft().weekly).days).toEqual(['wed', 'thu', 'fri', 'sat', 'sun'])
})

it.each([
  [{ weekly: [{ key: 1, days: [], from: '09:00', to: '10:00' }] }, 'noDays'],
  [{ weekly: [{ key: 1, days: ['mon' as const], from: '09:00', to: '09:00' }] }, 'noLength'],
  [{ weekly: [{ key: 1, days: ['mon' as const], from: '', to: '09:00' }] }, 'noTime'],
  [{ holidays: [holiday({})] }, 'noDate'],
  [{ holidays: [holiday({ date: '2026-05-01', name: ' ' })] }, 'noName'],
  [{ holidays: [holiday({ date: '2026-05-01', until: '2026-04-30' })] }, 'backwards'],
  [{ holidays: [holiday({ date: '2026-05-01', until: '2026-12-31' })] }, 'tooLong'],
  [{ holidays: [holiday({ date: '2026-05-01', until: '2026-05-05' }), holiday({ date: '2026-05-03' })] }, 'twice'],
  [{ holidays: [holiday({ date: '2026-05-01', yearly: true }), holiday({ date: '2020-05-01', yearly: true })] }, 'twice'],
])('finds what the server would refuse: %j', (change, fault) => {
  const faulty = draft(change)

  expect(faultsIn(faulty)).toEqual([fault])
  expect(readCalendar(JSON.stringify(documentOf('office', faulty))).calendar).toBeUndefined()
})

it('lets a day of one year stand beside one of every year', () => {
  expect(faultsIn(draft({ holidays: [holiday({ date: '2020-12-25', yearly: true }), holiday({ date: '2026-12-25' })] }))).toEqual([])
})
