/** Days that are not like the others of the week. */
export interface HolidayDays {
  /** `YYYY-MM-DD` */
  readonly date: string
  /** The last of several in a row. */
  readonly until?: string | undefined
  readonly yearly?: true | undefined
}

const dayMs = 86_400_000
const yearOf = (date: string): number => Number(date.slice(0, 4))
const inYear = (date: string, year: number): string => `${String(year).padStart(4, '0')}${date.slice(4)}`

/** Whole days from one date to another. */
export const daysBetween = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)

/** The days of one that comes every year, as they lie in the years around a date. A day that a year does not have is none there. */
const occurrences = ({ date, until = date }: HolidayDays, year: number): readonly (readonly [from: string, to: string])[] =>
  [year - 1, year].filter((each) => each >= yearOf(date)).map((each) => [inYear(date, each), inYear(until, each + yearOf(until) - yearOf(date))])

export const isOn = (holiday: HolidayDays, day: string): boolean => {
  const { date, until = date, yearly } = holiday
  if (yearly !== true) return day >= date && day <= until
  return occurrences(holiday, yearOf(day)).some(([from, to]) => day >= from && day <= to)
}

/** The last day on which it is, or nothing where it comes again and again. */
export const lastDayOf = ({ date, until = date, yearly }: HolidayDays): string | undefined => (yearly === true ? undefined : until)

/** Of a leap year, for days that come every year. */
const anyYear = 2_024

/** Both come once, or both every year. */
export const haveDayInCommon = (one: HolidayDays, other: HolidayDays): boolean => {
  if (one.yearly !== true) return one.date <= (other.until ?? other.date) && other.date <= (one.until ?? one.date)
  const placed = ({ date, until = date }: HolidayDays, year: number): HolidayDays => ({ date: inYear(date, year), until: inYear(until, year + yearOf(until) - yearOf(date)) })
  return [anyYear - 1, anyYear, anyYear + 1].some((year) => haveDayInCommon(placed(one, anyYear), placed(other, year)))
}
