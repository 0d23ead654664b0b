import { addDays, addMonths, daysInMonth, weekdayOf, type Day } from './calendar.js'
import { dayAt } from './date.js'
import { phraseAt, readDayOfMonth, type DateFrame } from './date-forms.js'
import { countOf, type Length } from './date-lengths.js'
import { monthAt, yearAfter, type Month } from './date-relations.js'
import { ordinals, readPair } from './number-words.js'
import type { Range } from './range.js'

export interface FoundPeriod extends Range {
  /** Index after its last token. */
  readonly end: number
  /** 1 may be chance, 3 is said in so many words. */
  readonly strength: number
}

export const monthRange = ({ year, month }: Month): Range => ({ first: { year, month, day: 1 }, last: { year, month, day: daysInMonth(year, month) } })
export const yearRange = (year: number): Range => ({ first: { year, month: 1, day: 1 }, last: { year, month: 12, day: 31 } })
export const weekRange = (day: Day): Range => {
  const first = addDays(day, -weekdayOf(day))
  return { first, last: addDays(first, 6) }
}
export const weekendRange = (day: Day): Range => {
  const { first } = weekRange(day)
  return { first: addDays(first, 5), last: addDays(first, 6) }
}
export const quarterRange = (year: number, quarter: number): Range => ({
  first: { year, month: 3 * quarter - 2, day: 1 },
  last: { year, month: 3 * quarter, day: daysInMonth(year, 3 * quarter) },
})

/** ISO 8601: the first week of a month is that of its first Thursday; -1 is its last. */
export function weekOfMonth({ year, month }: Month, count: number): Range {
  const edge: Day = count === -1 ? { year, month, day: daysInMonth(year, month) } : { year, month, day: 1 }
  const thursday = count === -1 ? addDays(edge, -((weekdayOf(edge) - 3 + 7) % 7)) : addDays(edge, ((3 - weekdayOf(edge) + 7) % 7) + 7 * (count - 1))
  return weekRange(thursday)
}

type Form = (tokens: readonly string[], at: number, frame: DateFrame) => FoundPeriod | undefined

const shifts: Readonly<Record<string, number>> = { this: 0, next: 1, coming: 1, upcoming: 1, following: 1, last: -1, past: -1, previous: -1, current: 0 }
const skipped = (tokens: readonly string[], at: number, ...words: readonly string[]): number => (words.includes(tokens[at] ?? '') ? at + 1 : at)

function shiftedUnit(unit: string, shift: number, today: Day): Range | undefined {
  switch (unit) {
    case 'week':
      return weekRange(addDays(today, 7 * shift))
    case 'weekend':
      return weekendRange(addDays(today, 7 * shift))
    case 'month':
      return monthRange(addMonths({ ...today, day: 1 }, shift))
    case 'quarter': {
      const count = today.year * 4 + Math.floor((today.month - 1) / 3) + shift
      return quarterRange(Math.floor(count / 4), (((count % 4) + 4) % 4) + 1)
    }
    case 'year':
      return yearRange(today.year + shift)
    default:
      return undefined
  }
}

/** "next week", "this weekend", "last month", "the week after next". */
const named: Form = (tokens, at, frame) => {
  const { today } = frame
  const start = skipped(tokens, at, 'the')
  const of = tokens[start] === 'weekend' && tokens[start + 1] === 'of' ? dayAt(tokens, start + 2, frame) : undefined
  if (of) return { ...weekendRange(of.day), end: of.end, strength: 3 }
  const later = phraseAt(tokens, start, 'week after next')
  if (later !== undefined) return { ...weekRange(addDays(today, 14)), end: later, strength: 3 }
  if (tokens[start] === 'weekend' && tokens[start - 1] !== 'a') return { ...weekendRange(today), end: start + 1, strength: 2 }
  const shift = shifts[tokens[start] ?? '']
  const place = tokens[start] === 'this' && /^(?:coming|past)$/.test(tokens[start + 1] ?? '') ? start + 2 : start + 1
  const range = shift === undefined ? undefined : shiftedUnit(tokens[place] ?? '', shift, today)
  return range && { ...range, end: place + 1, strength: 3 }
}

function counted({ count, unit }: Length, sign: 1 | -1, today: Day): Range {
  const move = (day: Day): Day => (unit === 'month' ? addMonths(day, sign * count) : unit === 'year' ? addMonths(day, sign * 12 * count) : addDays(day, sign * count * (unit === 'week' ? 7 : unit === 'fortnight' ? 14 : 1)))
  return sign === 1 ? { first: addDays(today, 1), last: move(today) } : { first: move(today), last: addDays(today, -1) }
}

/** "the next three days", "the last two weeks", "the first ten days of march". */
const countedDays: Form = (tokens, at, { today }) => {
  const start = skipped(tokens, at, 'the', 'these')
  const word = tokens[start] ?? ''
  const length = /^(?:next|coming|upcoming|following|last|past|previous|first|within)$/.test(word) ? countOf(tokens, start + 1) : undefined
  if (!length) return undefined
  const month = tokens[length.end] === 'of' || tokens[length.end] === 'in' ? monthAt(tokens, length.end + 1, today) : undefined
  const days = length.count * (length.unit === 'week' ? 7 : 1)
  if (month && (length.unit === 'day' || length.unit === 'week') && days < 29 && (word === 'first' || word === 'last')) {
    const { first, last } = monthRange(month)
    const end = { end: month.end, strength: 3 }
    return word === 'first' ? { first, last: { ...first, day: days }, ...end } : { first: addDays(last, 1 - days), last, ...end }
  }
  if (word === 'first') return undefined
  return { ...counted(length, /^(?:last|past|previous)$/.test(word) ? -1 : 1, today), end: length.end, strength: 3 }
}

/** "the first week of june", "the second half of march", "the last weekend in may". */
const partOfMonth: Form = (tokens, at, { today }) => {
  const start = skipped(tokens, at, 'the')
  const count = tokens[start] === 'last' ? -1 : ordinals.get(tokens[start] ?? '')
  const unit = tokens[start + 1] ?? ''
  const month = tokens[start + 2] === 'of' || tokens[start + 2] === 'in' ? monthAt(tokens, start + 3, today) : undefined
  if (count === undefined || count > 5 || !month) return undefined
  const end = { end: month.end, strength: 3 }
  if (unit === 'week') return { ...weekOfMonth(month, count), ...end }
  const { first, last } = monthRange(month)
  if (unit === 'half' && (count === 1 || count === 2 || count === -1))
    return count === 1 ? { first, last: { ...first, day: 15 }, ...end } : { first: { ...first, day: 16 }, last, ...end }
  if (unit !== 'weekend') return undefined
  const edge = count === -1 ? addDays(last, -((weekdayOf(last) - 5 + 7) % 7)) : addDays(first, ((5 - weekdayOf(first) + 7) % 7) + 7 * (count - 1))
  return { first: edge, last: addDays(edge, 1), ...end }
}

/** As the recognizers of Microsoft have them. */
const parts: Readonly<Record<string, readonly [number, number]>> = {
  early: [1, 15], beginning: [1, 15], start: [1, 15], mid: [10, 20], middle: [10, 20], late: [16, 31], end: [16, 31],
}

/** "early march", "the end of may" as a stretch of days. */
const stretchOfMonth: Form = (tokens, at, { today }) => {
  const start = skipped(tokens, at, 'the')
  const third = Object.hasOwn(parts, tokens[start] ?? '') ? parts[tokens[start] ?? ''] : undefined
  const month = third && monthAt(tokens, skipped(tokens, start + 1, 'of', '-', 'in'), today)
  if (!third || !month) return undefined
  const { year, month: number } = month
  const last = Math.min(third[1], daysInMonth(year, number))
  return { first: { year, month: number, day: third[0] }, last: { year, month: number, day: last }, end: month.end, strength: 2 }
}

/** "the week of the ninth", "the week beginning march ninth". */
const weekOfDay: Form = (tokens, at, frame) => {
  const start = skipped(tokens, at, 'the')
  const joint = tokens[start] === 'week' ? (tokens[start + 1] ?? '') : ''
  if (!/^(?:of|beginning|starting|commencing|containing|with)$/.test(joint)) return undefined
  const day = dayAt(tokens, skipped(tokens, start + 2, 'on', 'from'), frame)
  if (!day) return undefined
  const range = joint === 'of' || joint === 'containing' || joint === 'with' ? weekRange(day.day) : { first: day.day, last: addDays(day.day, 6) }
  return { ...range, end: day.end, strength: 3 }
}

/** "the rest of the week". */
const rest: Form = (tokens, at, { today }) => {
  const end = ['rest of the', 'rest of this', 'rest of my', 'remainder of the', 'later this', 'late this'].map((phrase) => phraseAt(tokens, at, phrase)).find((place) => place !== undefined)
  const range = end === undefined ? undefined : shiftedUnit(tokens[end] ?? '', 0, today)
  return range && end !== undefined ? { first: today, last: range.last, end: end + 1, strength: 3 } : undefined
}

const quarterNumbers: Readonly<Record<string, number>> = { q1: 1, q2: 2, q3: 3, q4: 4 }

/** "the first quarter of 2027", "q one", "the first half of the year". */
const partOfYear: Form = (tokens, at, { today }) => {
  const start = skipped(tokens, at, 'the')
  const spoken = tokens[start] === 'q' ? readPair(tokens, start + 1)?.value ?? Number(tokens[start + 1]) : quarterNumbers[tokens[start] ?? '']
  const ordinal = ordinals.get(tokens[start] ?? '')
  const unit = tokens[start + 1] ?? ''
  const end = spoken === undefined ? start + 2 : tokens[start] === 'q' ? start + 2 : start + 1
  const ofYear = phraseAt(tokens, end, 'of the year') ?? phraseAt(tokens, end, 'of this year')
  const year = ofYear === undefined ? yearAfter(tokens, end, today) : { year: today.year, end: ofYear }
  const after = year?.end ?? end
  const quarter = spoken ?? (unit === 'quarter' ? ordinal : undefined)
  if (quarter !== undefined && quarter >= 1 && quarter <= 4) return { ...quarterRange(year?.year ?? today.year, quarter), end: after, strength: 3 }
  if (unit !== 'half' || !year || ordinal === undefined || ordinal > 2) return undefined
  const whole = yearRange(year.year)
  return ordinal === 1
    ? { first: whole.first, last: { year: year.year, month: 6, day: 30 }, end: after, strength: 3 }
    : { first: { year: year.year, month: 7, day: 1 }, last: whole.last, end: after, strength: 3 }
}

/** "march", "next march", "march 2027", "the month of june". */
const wholeMonth: Form = (tokens, at, { today, current }) => {
  const start = phraseAt(tokens, at, 'the month of') ?? phraseAt(tokens, at, 'all of') ?? at
  const month = current ? undefined : monthAt(tokens, start, today)
  if (month && readDayOfMonth(tokens, month.end)?.ordinal === true) return undefined
  return month && { ...monthRange(month), end: month.end, strength: 2 }
}

/** "2027" after a word that leads to a year. */
const wholeYear: Form = (tokens, at) => {
  const token = tokens[at] ?? ''
  const year = /^(?:19|20)\d{2}$/.test(token) ? { year: Number(token), end: at + 1 } : undefined
  return year && { ...yearRange(year.year), end: year.end, strength: 1 }
}

const forms: readonly Form[] = [weekOfDay, partOfMonth, countedDays, named, rest, partOfYear, stretchOfMonth, wholeMonth, wholeYear]

/** A stretch of days that has a name. */
export const periodAt: Form = (tokens, at, frame) => {
  // "Next week on tuesday" and "march fifth" are days.
  const period = forms.reduce<FoundPeriod | undefined>((best, form) => best ?? form(tokens, at, frame), undefined)
  const day = period && period.strength >= 2 ? dayAt(tokens, at, frame) : undefined
  return period && day && day.end > period.end ? undefined : period
}
