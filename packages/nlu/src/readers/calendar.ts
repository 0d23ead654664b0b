/** A day without a time: what a caller means by "tomorrow" does not depend on the hour. */
export interface Day {
  readonly year: number
  /** 1..12 */
  readonly month: number
  /** 1..31 */
  readonly day: number
}

const msOfDay = 86_400_000

function toUtcMs({ year, month, day }: Day): number {
  // Not Date.UTC with the year: it takes 0..99 for 1900..1999.
  const date = new Date(0)
  return date.setUTCFullYear(year, month - 1, day)
}

function fromUtcMs(ms: number): Day {
  const date = new Date(ms)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** To make one takes longer than to understand an utterance. */
const formats = new Map<string, Intl.DateTimeFormat | undefined>()
const maxFormats = 200

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  if (formats.has(timeZone)) return formats.get(timeZone)
  if (formats.size >= maxFormats) formats.clear()
  formats.set(timeZone, newFormat(timeZone))
  return formats.get(timeZone)
}

function newFormat(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', month: 'numeric', day: 'numeric', calendar: 'gregory' })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** The caller's day; the day in UTC where the time zone is unknown. */
export function dayIn(now: Date, timeZone: string): Day {
  const parts = formatOf(timeZone)?.formatToParts(now)
  if (!parts) return fromUtcMs(now.getTime())
  const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value)
  return { year: part('year'), month: part('month'), day: part('day') }
}

export function addDays(day: Day, count: number): Day {
  return fromUtcMs(toUtcMs(day) + count * msOfDay)
}

/** The same day of a later month, or the last day of a shorter one. */
export function addMonths({ year, month, day }: Day, count: number): Day {
  const months = year * 12 + (month - 1) + count
  const target = { year: Math.floor(months / 12), month: (((months % 12) + 12) % 12) + 1 }
  return { ...target, day: Math.min(day, daysInMonth(target.year, target.month)) }
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (((year % 400) + 400) % 400), month, 0)).getUTCDate()
}

/** 0 = Monday … 6 = Sunday. */
export function weekdayOf(day: Day): number {
  return (new Date(toUtcMs(day)).getUTCDay() + 6) % 7
}

export function isBefore(left: Day, right: Day): boolean {
  return toUtcMs(left) < toUtcMs(right)
}

export function isRealDay({ year, month, day }: Day): boolean {
  return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** A day written as YYYY-MM-DD; undefined for anything else. */
export function parseDay(text: unknown): Day | undefined {
  const found = typeof text === 'string' ? /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) : null
  const day = found && { year: Number(found[1]), month: Number(found[2]), day: Number(found[3]) }
  return day && isRealDay(day) ? day : undefined
}

/** YYYY-MM-DD */
export function formatDay({ year, month, day }: Day): string {
  const pad = (value: number, length: number): string => String(value).padStart(length, '0')
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}
