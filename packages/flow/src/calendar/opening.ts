import { isOn } from './holiday.js'
import { localTimeIn } from './local-time.js'
import { weekdays, type Calendar } from './schema.js'

export interface Opening {
  readonly open: boolean
  /** Whether a holiday or the week decided. */
  readonly reason: 'hours' | 'holiday'
  /** Its name, on a holiday. */
  readonly holiday?: string
}

interface Period {
  readonly from: string
  readonly to: string
}

const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))

const overMidnight = ({ from, to }: Period): boolean => minuteOf(to) < minuteOf(from)

/** A day of this year alone goes before one of every year: Christmas that is worked through, for once. */
const holidayOn = ({ holidays }: Calendar, date: string): Calendar['holidays'][number] | undefined =>
  holidays.find((holiday) => holiday.yearly !== true && isOn(holiday, date)) ?? holidays.find((holiday) => holiday.yearly === true && isOn(holiday, date))

/** Periods that begin on a day. */
const periodsOf = (calendar: Calendar, date: string, weekday: number): readonly Period[] => {
  const holiday = holidayOn(calendar, date)
  if (holiday !== undefined) return holiday.open ?? []
  const day = weekdays[weekday]
  return calendar.weekly.filter(({ days }) => day !== undefined && days.includes(day))
}

/**
 * Whether a calendar is open at an instant, by the clock on the wall of its place: an hour that the clock skips or repeats is open or closed
 * like any other. Hours over midnight belong to the day on which they begin, but a holiday has nothing beside its own hours.
 * @param atMs milliseconds since the epoch
 */
export const openingAt = (calendar: Calendar, atMs: number): Opening => {
  const { date, dayBefore, weekday, minute } = localTimeIn(calendar.timeZone, atMs)
  const today = periodsOf(calendar, date, weekday).some(
    (period) => minute >= minuteOf(period.from) && (overMidnight(period) || minute < minuteOf(period.to)),
  )
  const holiday = holidayOn(calendar, date)
  if (holiday !== undefined) return { open: today, reason: 'holiday', holiday: holiday.name }
  const sinceYesterday = periodsOf(calendar, dayBefore, (weekday + 6) % 7).some(
    (period) => overMidnight(period) && minute < minuteOf(period.to),
  )
  return { open: today || sinceYesterday, reason: 'hours' }
}
