import { expect, it } from 'vitest'
import { calendarFileText } from './calendar-file.js'
import { calendarJsonSchemaText } from './json-schema.js'
import { readCalendar } from './read-calendar.js'

const good = {
  $schema: './calendar.schema.json',
  schemaVersion: 1,
  id: 'office',
  name: 'Office',
  timeZone: 'Asia/Shanghai',
  weekly: [{ days: ['mon'], from: '09:00', to: '18:00' }],
  holidays: [{ date: '2026-10-01', name: '国庆节' }],
}
const read = (changes: object, today?: string) => readCalendar(JSON.stringify({ ...good, ...changes }), today)

it('reads a calendar', () => {
  expect(read({})).toMatchObject({ problems: [], calendar: { id: 'office', holidays: [{ date: '2026-10-01' }] } })
  expect(read({ holidays: undefined }).calendar?.holidays).toEqual([])
})

it.each([
  [{ timeZone: 'Mars/Olympus' }, /"timeZone".*No time zone of this name/],
  [{ timeZone: '+08:00' }, /"timeZone"/],
  [{ weekly: [{ days: ['mon'], from: '9:00', to: '18:00' }] }, /"weekly\.0\.from"/],
  [{ weekly: [{ days: ['mon'], from: '09:00', to: '24:30' }] }, /"weekly\.0\.to"/],
  [{ weekly: [{ days: ['mon'], from: '09:00', to: '09:00' }] }, /"weekly\.0\.to".*00:00 to 24:00/],
  [{ weekly: [{ days: ['someday'], from: '09:00', to: '10:00' }] }, /"weekly\.0\.days\.0"/],
  [{ holidays: [{ date: '2026-02-30', name: 'Never' }] }, /"holidays\.0\.date"/],
  [{ holidays: [{ date: '2026-01-01', name: 'One', open: [{ from: '10:00', to: '10:00' }] }] }, /"holidays\.0\.open\.0\.to"/],
  [{ holidays: [...good.holidays, { date: '2026-10-01', name: 'Again' }] }, /"holidays\.1\.date".*twice/],
  [{ holidays: [{ date: '2026-10-01', until: '2026-09-30', name: 'Back' }] }, /"holidays\.0\.until".*before 2026-10-01/],
  [{ holidays: [{ date: '2026-01-01', until: '2026-12-31', name: 'Long' }] }, /"holidays\.0\.until".*100 days/],
  [{ holidays: [{ date: '2026-09-28', until: '2026-10-02', name: 'Week' }, ...good.holidays] }, /"holidays\.1\.date".*twice/],
  [
    {
      holidays: [
        { date: '2020-12-30', until: '2021-01-02', yearly: true, name: 'Break' },
        { date: '2026-01-01', yearly: true, name: 'New Year' },
      ],
    },
    /"holidays\.1\.date".*twice/,
  ],
  [{ colour: 'red' }, /colour/],
])('refuses %j', (changes, reason) => {
  const { calendar, problems } = read(changes)

  expect(calendar).toBeUndefined()
  expect(problems[0]).toMatchObject({ code: 'FLOW_CALENDAR_INVALID', severity: 'error', message: expect.stringMatching(reason) as string })
})

it('refuses what is no JSON, and what is no object', () => {
  expect(readCalendar('{').problems[0]).toMatchObject({ code: 'FLOW_CALENDAR_INVALID', message: expect.stringContaining('not JSON') as string })
  expect(readCalendar('7').problems[0]?.message).toMatch(/^The calendar does not fit/)
})

it('warns where all holidays are over', () => {
  expect(read({}, '2026-10-01').problems).toEqual([])
  expect(read({}, '2026-10-02').problems).toMatchObject([{ code: 'FLOW_CALENDAR_PAST', severity: 'warning' }])
  expect(read({}, '2026-10-02').calendar).toBeDefined()
  expect(read({ holidays: [] }, '2026-10-02').problems).toEqual([])
  expect(read({ holidays: [{ ...good.holidays[0], until: '2026-10-07' }] }, '2026-10-07').problems).toEqual([])
  expect(read({ holidays: [{ ...good.holidays[0], yearly: true }] }, '2030-10-07').problems).toEqual([])
})

it('writes a calendar as people read it', () => {
  const holidays = [{ name: '国庆节', until: '2026-10-07', date: '2026-10-01' }]

  expect(calendarFileText({ holidays, weekly: [], timeZone: 'UTC', name: 'Office', id: 'office', schemaVersion: 1 })).toBe(`{
  "$schema": "./calendar.schema.json",
  "schemaVersion": 1,
  "id": "office",
  "name": "Office",
  "timeZone": "UTC",
  "weekly": [],
  "holidays": [
    { "date": "2026-10-01", "until": "2026-10-07", "name": "国庆节" }
  ]
}
`)
})

it('publishes the JSON Schema of a calendar file (vitest -u writes it)', async () => {
  await expect(calendarJsonSchemaText()).toMatchFileSnapshot('../../../../flows/calendar.schema.json')
})
