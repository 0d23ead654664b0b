import { describe, expect, it } from 'vitest'
import { instantIn } from './local-time.js'
import { openingAt } from './opening.js'
import { calendarSchema, weekdays, type Calendar, type CalendarInput } from './schema.js'

const calendar = (rest: Partial<CalendarInput> = {}): Calendar =>
  calendarSchema.parse({ schemaVersion: 1, id: 'office', name: 'Office', timeZone: 'Europe/Berlin', weekly: [], ...rest })
const office = calendar({
  weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '17:00' }],
  holidays: [
    { date: '2026-12-25', name: 'Christmas' },
    { date: '2026-12-24', name: 'Christmas Eve', open: [{ from: '09:00', to: '12:00' }] },
  ],
})
/** @param utc an instant, for example 2026-12-21T08:00Z */
const at = (utc: string, of = office) => openingAt(of, Date.parse(utc))

describe('the week', () => {
  it('opens at its minute and closes at its minute', () => {
    expect(at('2026-12-21T07:59:59Z')).toEqual({ open: false, reason: 'hours' })
    expect(at('2026-12-21T08:00Z')).toEqual({ open: true, reason: 'hours' })
    expect(at('2026-12-21T15:59:59.999Z').open).toBe(true)
    expect(at('2026-12-21T16:00Z').open).toBe(false)
  })

  it('is closed on the days that it does not name', () => {
    expect(at('2026-12-26T10:00Z').open).toBe(false)
    expect(at('2026-12-27T10:00Z').open).toBe(false)
  })

  it('is that of its place, whatever day it is elsewhere', () => {
    const tokyo = calendar({ timeZone: 'Asia/Tokyo', weekly: [{ days: ['mon'], from: '00:00', to: '24:00' }] })

    expect(at('2026-12-20T14:59Z', tokyo).open).toBe(false)
    expect(at('2026-12-20T15:00Z', tokyo).open).toBe(true)
    expect(at('2026-12-21T14:59Z', tokyo).open).toBe(true)
    expect(at('2026-12-21T15:00Z', tokyo).open).toBe(false)
  })

  it('has breaks between its hours', () => {
    const split = calendar({
      timeZone: 'UTC',
      weekly: [
        { days: ['mon'], from: '09:00', to: '12:00' },
        { days: ['mon'], from: '14:00', to: '18:00' },
      ],
    })

    expect(['11:59', '12:00', '13:59', '14:00'].map((time) => at(`2026-12-21T${time}Z`, split).open)).toEqual([true, false, false, true])
  })
})

describe('hours over midnight', () => {
  const night = calendar({ timeZone: 'UTC', weekly: [{ days: ['fri'], from: '22:00', to: '06:00' }] })

  it('belong to the day on which they begin', () => {
    expect(at('2026-12-18T21:59Z', night).open).toBe(false)
    expect(at('2026-12-18T22:00Z', night).open).toBe(true)
    expect(at('2026-12-19T00:00Z', night).open).toBe(true)
    expect(at('2026-12-19T05:59Z', night).open).toBe(true)
    expect(at('2026-12-19T06:00Z', night).open).toBe(false)
    expect(at('2026-12-18T05:00Z', night).open).toBe(false)
  })

  it('end at midnight where 00:00 is their end', () => {
    const evening = calendar({ timeZone: 'UTC', weekly: [{ days: ['sun'], from: '18:00', to: '00:00' }] })

    expect(at('2026-12-20T23:59Z', evening).open).toBe(true)
    expect(at('2026-12-21T00:00Z', evening).open).toBe(false)
  })

  it('stop where a holiday begins, and go on out of one', () => {
    const holiday = calendar({
      timeZone: 'UTC',
      weekly: [{ days: ['fri', 'sat'], from: '22:00', to: '06:00' }],
      holidays: [{ date: '2026-12-19', name: 'Feast', open: [{ from: '20:00', to: '02:00' }] }],
    })

    expect(at('2026-12-18T23:59Z', holiday)).toEqual({ open: true, reason: 'hours' })
    expect(at('2026-12-19T01:00Z', holiday)).toEqual({ open: false, reason: 'holiday', holiday: 'Feast' })
    expect(at('2026-12-19T20:00Z', holiday)).toEqual({ open: true, reason: 'holiday', holiday: 'Feast' })
    expect(at('2026-12-20T01:59Z', holiday)).toEqual({ open: true, reason: 'hours' })
    expect(at('2026-12-20T02:00Z', holiday).open).toBe(false)
  })
})

describe('a holiday', () => {
  it('is closed all day', () => {
    expect(at('2026-12-25T10:00Z')).toEqual({ open: false, reason: 'holiday', holiday: 'Christmas' })
  })

  it('has the hours of its own, and none of the week', () => {
    expect(at('2026-12-24T10:00Z')).toEqual({ open: true, reason: 'holiday', holiday: 'Christmas Eve' })
    expect(at('2026-12-24T11:00Z')).toEqual({ open: false, reason: 'holiday', holiday: 'Christmas Eve' })
  })

  it('begins and ends at midnight of its place', () => {
    expect(at('2026-12-24T22:59Z').holiday).toBe('Christmas Eve')
    expect(at('2026-12-24T23:00Z').holiday).toBe('Christmas')
    expect(at('2026-12-25T23:00Z').holiday).toBeUndefined()
  })
})

describe('a holiday of several days, or of every year', () => {
  const opened = (day: string, of: Calendar): boolean => at(`${day}T10:00Z`, of).open
  const around = (holidays: CalendarInput['holidays']): Calendar => calendar({ timeZone: 'UTC', weekly: [{ days: [...weekdays], from: '00:00', to: '24:00' }], holidays })

  it('is there from its first day to its last', () => {
    const national = around([{ date: '2026-10-01', until: '2026-10-07', name: '国庆节' }])

    expect(['2026-09-30', '2026-10-01', '2026-10-04', '2026-10-07', '2026-10-08'].map((day) => opened(day, national))).toEqual([true, false, false, false, true])
  })

  it('comes again every year, from its first on', () => {
    const labour = around([{ date: '2026-05-01', yearly: true, name: 'Labour Day' }])

    expect(['2025-05-01', '2026-05-01', '2031-05-01', '2031-05-02'].map((day) => opened(day, labour))).toEqual([true, false, false, true])
  })

  it('may lie over the end of the year', () => {
    const winter = around([{ date: '2026-12-30', until: '2027-01-02', yearly: true, name: 'Winter break' }])

    expect(['2026-01-01', '2026-12-29', '2026-12-30', '2028-01-02', '2028-01-03', '2028-12-31'].map((day) => opened(day, winter))).toEqual([true, true, false, false, true, false])
  })

  it('is left out in years that lack the day', () => {
    const leap = around([{ date: '2024-02-29', yearly: true, name: 'Leap day' }])

    expect(['2027-02-28', '2027-03-01', '2028-02-29'].map((day) => opened(day, leap))).toEqual([true, true, false])
  })

  it('gives way to a day of one year', () => {
    const worked = around([
      { date: '2020-12-25', yearly: true, name: 'Christmas' },
      { date: '2026-12-25', name: 'Worked through', open: [{ from: '08:00', to: '12:00' }] },
    ])

    expect(at('2026-12-25T10:00Z', worked)).toMatchObject({ open: true, holiday: 'Worked through' })
    expect(at('2027-12-25T10:00Z', worked)).toMatchObject({ open: false, holiday: 'Christmas' })
  })
})

describe('when the clock is changed', () => {
  const early = calendar({ weekly: [{ days: ['sun'], from: '01:30', to: '03:30' }] })

  it('an hour that is skipped is not open, and what follows it is by the new clock', () => {
    // 2026-03-29: 02:00 becomes 03:00 in Berlin, at 01:00 UTC.
    expect(at('2026-03-29T00:29Z', early).open).toBe(false)
    expect(at('2026-03-29T00:30Z', early).open).toBe(true)
    expect(at('2026-03-29T01:00Z', early).open).toBe(true)
    expect(at('2026-03-29T01:29Z', early).open).toBe(true)
    expect(at('2026-03-29T01:30Z', early).open).toBe(false)
  })

  it('an instant is found by the clock on the wall', () => {
    const berlin = (local: string): string => new Date(instantIn('Europe/Berlin', local)).toISOString()

    expect(['2026-01-10T09:00', '2026-03-29T02:30', '2026-10-25T02:30'].map(berlin)).toEqual(['2026-01-10T08:00:00.000Z', '2026-03-29T01:30:00.000Z', '2026-10-25T00:30:00.000Z'])
  })

  it('an hour that comes twice is open twice', () => {
    // 2026-10-25: 03:00 becomes 02:00 in Berlin, at 01:00 UTC.
    const twice = calendar({ weekly: [{ days: ['sun'], from: '02:00', to: '03:00' }] })

    expect(at('2026-10-24T23:59Z', twice).open).toBe(false)
    expect(at('2026-10-25T00:00Z', twice).open).toBe(true)
    expect(at('2026-10-25T01:59Z', twice).open).toBe(true)
    expect(at('2026-10-25T02:00Z', twice).open).toBe(false)
  })
})
