import { addDays, addMonths, weekdayOf, type Day } from './calendar.js'
import { dayInWeekOf, nextDayNumbered, nextDayOfMonth } from './correction.js'
import { months, weekdays } from './date-words.js'
import { ordinals, readCardinal, readPair, smallNumbers, tens } from './number-words.js'

/** A date found at a token. */
export interface FoundDay {
  readonly day: Day
  /** Index after its last token. */
  readonly end: number
  /** The year was said. */
  readonly dated?: boolean
}

/** What the words are read against. */
export interface DateFrame {
  readonly today: Day
  /** The date being confirmed: a correction names only what changes. */
  readonly current: Day | undefined
  /** "3/4" is the third of April, not March the fourth. */
  readonly dayFirst: boolean
}

export type Form = (tokens: readonly string[], at: number, frame: DateFrame) => FoundDay | undefined

export const phraseAt = (tokens: readonly string[], at: number, phrase: string): number | undefined => {
  const words = phrase.split(' ')
  return words.every((word, offset) => tokens[at + offset] === word) ? at + words.length : undefined
}

const relativeDays: readonly (readonly [string, number])[] = [
  ['the day after tomorrow', 2],
  ['day after tomorrow', 2],
  ['the day before yesterday', -2],
  ['day before yesterday', -2],
  ['today', 0],
  ['tonight', 0],
  ['tomorrow', 1],
  ['yesterday', -1],
]

/** "tomorrow", "the day after tomorrow". */
export const relativeDay: Form = (tokens, at, { today }) => {
  for (const [phrase, offset] of relativeDays) {
    const end = phraseAt(tokens, at, phrase)
    if (end !== undefined) return { day: addDays(today, offset), end }
  }
  return undefined
}

function shift(day: Day, unit: string, count: number): Day | undefined {
  if (Math.abs(count) > 5_000) return undefined
  switch (unit.replace(/s$/, '')) {
    case 'day':
      return addDays(day, count)
    case 'week':
      return addDays(day, 7 * count)
    case 'fortnight':
      return addDays(day, 14 * count)
    case 'month':
      return addMonths(day, count)
    case 'year':
      return addMonths(day, 12 * count)
    default:
      return undefined
  }
}

/** "in three days", "two weeks from now", "a week from monday", "three days ago", "next month". */
const span: Form = (tokens, at, frame) => {
  const start = tokens[at] === 'in' ? at + 1 : at
  const article = tokens[start] === 'a' || tokens[start] === 'an' || tokens[start] === 'one'
  const couple = phraseAt(tokens, start, 'a couple of')
  const amount = couple === undefined ? (article ? { value: 1, end: start + 1 } : readCardinal(tokens, start)) : { value: 2, end: couple }
  const unit = amount && tokens[amount.end]
  if (!amount || unit === undefined) return undefined
  const end = amount.end + 1
  const towards = (base: Day, sign: number, after: number): FoundDay | undefined => {
    const day = shift(base, unit, sign * amount.value)
    return day && { day, end: after }
  }
  if (tokens[end] === 'ago') return towards(frame.today, -1, end + 1)
  const base = tokens[end] === 'from' || tokens[end] === 'after' ? baseAfter(tokens, end + 1, frame) : undefined
  if (base) return towards(base.day, 1, base.end)
  return start > at ? towards(frame.today, 1, end) : undefined
}

function baseAfter(tokens: readonly string[], at: number, frame: DateFrame): FoundDay | undefined {
  if (tokens[at] === 'now') return { day: frame.today, end: at + 1 }
  return relativeDay(tokens, at, frame) ?? weekday(tokens, at, frame) ?? monthThenDay(tokens, at, frame)
}

/**
 * "friday" and "this friday" are the coming one, "next friday" that of the next week (weeks begin on Monday), "last friday" the
 * one before today.
 */
export const weekday: Form = (tokens, at, { today, current }) => {
  const which = tokens[at] ?? ''
  const qualified = which === 'next' || which === 'this' || which === 'last' || which === 'coming'
  const place = qualified ? at + 1 : at
  const wanted = weekdays.get(tokens[place] ?? '')
  if (wanted === undefined) return undefined
  const now = weekdayOf(today)
  const ahead = (wanted - now + 7) % 7
  const corrected = qualified ? undefined : dayInWeekOf(current, wanted, today)
  if (corrected) return { day: corrected, end: place + 1 }
  const offset = which === 'next' ? 7 - now + wanted : which === 'last' ? (ahead === 0 ? -7 : ahead - 7) : ahead
  return { day: addDays(today, offset), end: place + 1 }
}

/** "next week", "next month", "next year": the same day of it. */
const nextUnit: Form = (tokens, at, { today }) => {
  const unit = tokens[at + 1] ?? ''
  const sign = tokens[at] === 'next' ? 1 : tokens[at] === 'last' ? -1 : 0
  if (sign === 0 || !['week', 'month', 'year'].includes(unit)) return undefined
  const day = shift(today, unit, sign)
  return day && { day, end: at + 2 }
}

export function readYear(tokens: readonly string[], at: number): { year: number; end: number } | undefined {
  const start = tokens[at] === 'in' || tokens[at] === 'of' ? at + 1 : at
  if (/^\d{4}$/.test(tokens[start] ?? '')) return { year: Number(tokens[start]), end: start + 1 }
  const century = readPair(tokens, start)
  if (!century) return undefined
  if (century.value >= 18 && century.value <= 21) return yearOfCentury(tokens, century)
  const whole = readCardinal(tokens, start)
  if (whole && whole.value >= 1_800 && whole.value <= 2_199) return { year: whole.value, end: whole.end }
  return century.value >= 30 && start === at ? { year: 1_900 + century.value, end: century.end } : undefined
}

/** "nineteen eighty four", "twenty twenty six", "nineteen oh five". */
function yearOfCentury(tokens: readonly string[], century: { value: number; end: number }): { year: number; end: number } | undefined {
  const zero = tokens[century.end] === 'oh' || tokens[century.end] === 'o'
  const pair = readPair(tokens, zero ? century.end + 1 : century.end)
  if (tokens[century.end] === 'hundred') return { year: century.value * 100, end: century.end + 1 }
  return pair && (zero ? pair.value < 10 : pair.value >= 10) ? { year: century.value * 100 + pair.value, end: pair.end } : undefined
}

/** A day of the month: "fifth", "the twenty first", "5th", "five". */
export function readDayOfMonth(tokens: readonly string[], at: number): { day: number; ordinal: boolean; end: number } | undefined {
  const start = tokens[at] === 'the' ? at + 1 : at
  const token = tokens[start] ?? ''
  if (/^\d{1,2}$/.test(token)) {
    const suffixed = /^(?:st|nd|rd|th)$/.test(tokens[start + 1] ?? '')
    return { day: Number(token), ordinal: suffixed, end: suffixed ? start + 2 : start + 1 }
  }
  const next = tokens[start + 1] === '-' ? start + 2 : start + 1
  const unit = ordinals.get(tokens[next] ?? '')
  const ten = tens.get(token)
  if (ten !== undefined && unit !== undefined && unit < 10) return { day: ten + unit, ordinal: true, end: next + 1 }
  const ordinal = ordinals.get(token)
  if (ordinal !== undefined) return { day: ordinal, ordinal: true, end: start + 1 }
  const pair = smallNumbers.has(token) || ten !== undefined ? readPair(tokens, start) : undefined
  return pair && { day: pair.value, ordinal: false, end: pair.end }
}

/** A day of a month in the year said, else the next such day. */
function inYear(tokens: readonly string[], at: number, month: number, day: number, today: Day): FoundDay | undefined {
  const said = readYear(tokens, at)
  if (said) return { day: { year: said.year, month, day }, end: said.end, dated: true }
  const next = nextDayOfMonth(today, month, day)
  return next && { day: next, end: at }
}

/** "march fifth", "march the 5th 2027". */
const monthThenDay: Form = (tokens, at, { today }) => {
  const month = months.get(tokens[at] ?? '')
  const day = month === undefined ? undefined : readDayOfMonth(tokens, at + 1)
  return month !== undefined && day ? inYear(tokens, day.end, month, day.day, today) : undefined
}

/** "the fifth of march", "5 march 2027". */
const dayThenMonth: Form = (tokens, at, { today }) => {
  const day = readDayOfMonth(tokens, at)
  if (!day) return undefined
  const place = tokens[day.end] === 'of' ? day.end + 1 : day.end
  const month = months.get(tokens[place] ?? '')
  return month === undefined ? undefined : inYear(tokens, place + 1, month, day.day, today)
}

/** "2026-03-05", "3/5/2026", "3/5". */
const numerals: Form = (tokens, at, { today, dayFirst }) => {
  const [first = '', separator = '', second = '', again = '', third = ''] = tokens.slice(at, at + 5)
  if (!/^\d+$/.test(first) || !/^\d{1,2}$/.test(second) || (separator !== '-' && separator !== '/')) return undefined
  if (first.length === 4 && again === separator && /^\d{1,2}$/.test(third))
    return { day: { year: Number(first), month: Number(second), day: Number(third) }, end: at + 5, dated: true }
  if (first.length > 2) return undefined
  // A month beyond twelve is a day.
  const dayLeads = Number(first) > 12 || (dayFirst && Number(second) <= 12)
  const [month, day] = dayLeads ? [Number(second), Number(first)] : [Number(first), Number(second)]
  if (again !== separator || !/^(?:\d{2}|\d{4})$/.test(third)) {
    const found = separator === '/' ? inYear([], 0, month, day, today) : undefined
    return found && { ...found, end: at + 3 }
  }
  const year = third.length === 4 ? Number(third) : Number(third) + (Number(third) > (today.year % 100) + 20 ? 1_900 : 2_000)
  return { day: { year, month, day }, end: at + 5, dated: true }
}

/** "on 15", "for the 27": a number alone, where nothing is counted. */
function isTold(tokens: readonly string[], at: number, end: number): boolean {
  const leads = tokens[at] === 'the' || tokens[at - 1] === 'on'
  return leads && !/^[\p{L}\d]/u.test(tokens[end] ?? '')
}

/** A number as it is said in a date of numbers: "oh six", "twelve". */
function numberInDate(tokens: readonly string[], at: number): { value: number; end: number } | undefined {
  const zero = /^(?:oh|o|zero)$/.test(tokens[at] ?? '')
  const pair = readPair(tokens, zero ? at + 1 : at)
  return pair && (!zero || pair.value < 10) ? pair : undefined
}

/** "oh six twelve nineteen ninety". */
const spokenNumerals: Form = (tokens, at, { dayFirst }) => {
  const first = numberInDate(tokens, at)
  const second = first && numberInDate(tokens, first.end)
  const year = second && readYear(tokens, second.end)
  if (!first || !second || !year || year.year < 1_900 || year.year > 2_199) return undefined
  const [month, day] = dayFirst || first.value > 12 ? [second.value, first.value] : [first.value, second.value]
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 ? { day: { year: year.year, month, day }, end: year.end, dated: true } : undefined
}

/** "the fifth": the next day of that number. */
const bareOrdinal: Form = (tokens, at, { today, current }) => {
  const found = readDayOfMonth(tokens, at)
  // Of a month that does not have it.
  if (months.has(tokens[at - 1] ?? '')) return undefined
  const told = found?.ordinal === true || current !== undefined || isTold(tokens, at, found?.end ?? at)
  if (!found || found.day < 1 || found.day > 31 || !told) return undefined
  const day = nextDayNumbered(found.day, today, current)
  return day && { day, end: found.end }
}

/** "No, in june": the day being confirmed, of another month. */
const bareMonth: Form = (tokens, at, { today, current }) => {
  const month = months.get(tokens[at] ?? '')
  const day = month === undefined || !current ? undefined : nextDayOfMonth(today, month, current.day)
  return day && { day, end: at + 1 }
}

/** Name a day of a month. */
export const calendarForms: readonly Form[] = [numerals, monthThenDay, dayThenMonth, spokenNumerals]
/** Count from another day. */
export const countedForms: readonly Form[] = [span, relativeDay]
/** May only repeat what was said more exactly beside them. */
export const looseForms: readonly Form[] = [weekday, nextUnit, bareOrdinal, bareMonth]
