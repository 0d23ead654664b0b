/** A time of day. */
export interface Clock {
  /** 0..23 */
  readonly hour: number
  /** 0..59 */
  readonly minute: number
}

export type DayPart = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'smallHours'

/** HH:MM of 24 hours. */
export function formatClock({ hour, minute }: Clock): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`
}

export function parseClock(text: unknown): Clock | undefined {
  const found = typeof text === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) : null
  return found ? { hour: Number(found[1]), minute: Number(found[2]) } : undefined
}

/** A time of day, HH:MM, that was said without its half of the day: the one in business hours. */
export function likelyTime(time: string): string {
  const clock = parseClock(time)
  return clock ? formatClock({ ...clock, hour: likelyHour(clock.hour, undefined) }) : time
}

export function isClock({ hour, minute }: Clock): boolean {
  return Number.isInteger(hour) && Number.isInteger(minute) && hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59
}

/** An hour of the clock face (1..12) in a part of the day. */
export function hourIn(hour: number, part: DayPart): number {
  if (hour > 12 || hour < 1) return hour
  const face = hour % 12
  switch (part) {
    case 'morning':
    case 'smallHours':
      return face
    case 'noon':
      return hour >= 10 ? hour : face + 12
    case 'afternoon':
      return face + 12
    case 'evening':
      return face === 0 ? 0 : face + 12
    case 'night':
      return face < 6 ? face : face + 12
  }
}

/**
 * An hour said without a part of the day. Business is done between 7 in the morning and 6 in the evening: "eight" is 08:00, "three"
 * is 15:00, "twelve" is noon. While a time outside those hours is being confirmed, a correction stays in its half of the day.
 */
export function likelyHour(hour: number, current: Clock | undefined): number {
  if (hour > 12 || hour < 1) return hour
  if (current && (current.hour >= 19 || current.hour < 7)) return (hour % 12) + (current.hour >= 12 ? 12 : 0)
  return hour < 7 ? hour + 12 : hour
}
