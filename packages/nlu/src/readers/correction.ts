import { addDays, addMonths, isBefore, isRealDay, weekdayOf, type Day } from './calendar.js'

/** The next day of a month, this year or a later one. */
export function nextDayOfMonth(today: Day, month: number, day: number): Day | undefined {
  for (let year = today.year; year <= today.year + 8; year += 1) {
    const candidate = { year, month, day }
    if (isRealDay(candidate) && !isBefore(candidate, today)) return candidate
  }
  return undefined
}

/** "The fifteenth": of the month being confirmed where that is still to come, else the next one. */
export function nextDayNumbered(day: number, today: Day, current: Day | undefined): Day | undefined {
  const corrected = current && { ...current, day }
  if (corrected && isRealDay(corrected) && !isBefore(corrected, today)) return corrected
  for (let ahead = 0; ahead < 12; ahead += 1) {
    const candidate = { ...addMonths({ ...today, day: 1 }, ahead), day }
    if (isRealDay(candidate) && !isBefore(candidate, today)) return candidate
  }
  return undefined
}

/** "No, thursday": of the week being confirmed, where that is still to come. */
export function dayInWeekOf(current: Day | undefined, weekday: number, today: Day): Day | undefined {
  const day = current && addDays(current, weekday - weekdayOf(current))
  return day && !isBefore(day, today) ? day : undefined
}
