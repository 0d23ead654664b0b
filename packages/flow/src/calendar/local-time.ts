import { Temporal } from 'temporal-polyfill'

/** What the clock on the wall of a place says. */
export interface LocalTime {
  /** `YYYY-MM-DD` */
  readonly date: string
  readonly dayBefore: string
  /** 0 is Monday. */
  readonly weekday: number
  /** Since midnight by the clock, 0..1439. */
  readonly minute: number
}

const inZone = (timeZone: string, atMs: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(timeZone)

export const isTimeZone = (name: string): boolean => {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    inZone(name, 0)
    return true
  } catch {
    return false
  }
}

/** @param atMs milliseconds since the epoch */
export const localTimeIn = (timeZone: string, atMs: number): LocalTime => {
  const local = inZone(timeZone, Math.floor(atMs))
  const date = local.toPlainDate()
  return {
    date: date.toString(),
    dayBefore: date.subtract({ days: 1 }).toString(),
    weekday: local.dayOfWeek - 1,
    minute: local.hour * 60 + local.minute,
  }
}

/**
 * The instant at which the clock on the wall of a place says so: the earlier one of two, and behind the gap where the clock skips it.
 * @param local `YYYY-MM-DDTHH:MM`
 * @returns milliseconds since the epoch
 */
export const instantIn = (timeZone: string, local: string): number => Temporal.PlainDateTime.from(local).toZonedDateTime(timeZone).epochMilliseconds
