import { addDays, addMonths, daysInMonth, isBefore, isRealDay, weekdayOf, type Day } from './calendar.js'
import { nextDayOfMonth } from './correction.js'
import { phraseAt, readDayOfMonth, readYear, relativeDay, weekday, type Form, type FoundDay } from './date-forms.js'
import { months, weekdays } from './date-words.js'
import { ordinals } from './number-words.js'

export interface Month {
  readonly year: number
  /** 1..12 */
  readonly month: number
}

export interface FoundMonth extends Month {
  readonly end: number
}

const shifts: Readonly<Record<string, number>> = { this: 0, the: 0, current: 0, next: 1, coming: 1, following: 1, last: -1, previous: -1 }

const monthFrom = ({ year, month }: Day, count: number): Month => {
  const day = addMonths({ year, month, day: 1 }, count)
  return { year: day.year, month: day.month }
}

const skipped = (tokens: readonly string[], at: number, ...words: readonly string[]): number => (words.includes(tokens[at] ?? '') ? at + 1 : at)

/** "next month", "the month", "march", "next march", "march 2027", "march of next year". */
export function monthAt(tokens: readonly string[], at: number, today: Day): FoundMonth | undefined {
  const shift = shifts[tokens[at] ?? '']
  if (shift !== undefined && tokens[at + 1] === 'month') return { ...monthFrom(today, shift), end: at + 2 }
  const place = shift === undefined ? at : at + 1
  const written = shift === undefined ? writtenMonth(tokens, at) : undefined
  if (written) return written
  const month = months.get(tokens[place] ?? '')
  if (month === undefined) return undefined
  const year = yearAfter(tokens, place + 1, today)
  if (year) return { year: year.year, month, end: year.end }
  if (shift === 0 && tokens[at] === 'this') return { year: today.year, month, end: place + 1 }
  if (shift === -1) return { year: month < today.month ? today.year : today.year - 1, month, end: place + 1 }
  return { year: month < today.month ? today.year + 1 : today.year, month, end: place + 1 }
}

/** "2016-11", "11/2016", "2016 november". */
function writtenMonth(tokens: readonly string[], at: number): FoundMonth | undefined {
  const [first = '', second = '', third = '', fourth = ''] = tokens.slice(at, at + 4)
  const isYear = (token: string): boolean => /^(?:19|20)\d\d$/.test(token)
  if (isYear(first) && months.has(second)) return { year: Number(first), month: months.get(second) ?? 1, end: at + 2 }
  if (!/^[-/]$/.test(second) || fourth === second) return undefined
  const [year, month] = isYear(first) ? [first, third] : [third, first]
  const valid = isYear(year) && /^(?:0?[1-9]|1[0-2])$/.test(month)
  return valid ? { year: Number(year), month: Number(month), end: at + 3 } : undefined
}

/** "2027", "twenty twenty seven", "of next year". */
export function yearAfter(tokens: readonly string[], at: number, today: Day): { year: number; end: number } | undefined {
  const place = skipped(tokens, at, 'of', 'in')
  const shift = shifts[tokens[place] ?? '']
  if (shift !== undefined && tokens[place + 1] === 'year') return { year: today.year + shift, end: place + 2 }
  const said = readYear(tokens, at)
  return said && said.year >= 1_900 && said.year <= 2_199 ? said : undefined
}

/** "the third of next month", "the last day of march", "the end of the month". */
const dayOfMonthNamed: Form = (tokens, at, { today }) => {
  const start = skipped(tokens, at, 'the')
  const last = phraseAt(tokens, start, 'last day of') ?? phraseAt(tokens, start, 'last day in') ?? phraseAt(tokens, start, 'end of')
  const day = last === undefined ? readDayOfMonth(tokens, at) : { day: 31, end: last }
  if (!day) return undefined
  const month = monthAt(tokens, last ?? skipped(tokens, day.end, 'of', 'in'), today)
  if (!month) return undefined
  return { day: { ...month, day: last === undefined ? day.day : daysInMonth(month.year, month.month) }, end: month.end, dated: true }
}

/** "next month on the third". */
const monthThenNumber: Form = (tokens, at, { today }) => {
  const month = tokens[at + 1] === 'month' ? monthAt(tokens, at, today) : undefined
  const day = month && readDayOfMonth(tokens, skipped(tokens, skipped(tokens, month.end, ','), 'on'))
  return month && day?.ordinal === true ? { day: { year: month.year, month: month.month, day: day.day }, end: day.end } : undefined
}

/** "the first monday of april", "the last friday of the month". */
const weekdayOfMonth: Form = (tokens, at, { today }) => {
  const start = skipped(tokens, at, 'the')
  const count = tokens[start] === 'last' ? -1 : ordinals.get(tokens[start] ?? '')
  const wanted = weekdays.get(tokens[start + 1] ?? '')
  const month = tokens[start + 2] === 'of' || tokens[start + 2] === 'in' ? monthAt(tokens, start + 3, today) : undefined
  if (count === undefined || wanted === undefined || !month || count > 5) return undefined
  const { year, month: number, end } = month
  const edge = { year, month: number, day: count === -1 ? daysInMonth(year, number) : 1 }
  const day = count === -1 ? addDays(edge, -((weekdayOf(edge) - wanted + 7) % 7)) : addDays(edge, ((wanted - weekdayOf(edge) + 7) % 7) + 7 * (count - 1))
  return day.month === number ? { day, end } : undefined
}

const weekShift: readonly (readonly [string, number])[] = [
  ['the week after next', 2],
  ['week after next', 2],
  ['of next week', 1],
  ['in next week', 1],
  ['next week', 1],
  ['of this week', 0],
  ['this week', 0],
  ['of last week', -1],
  ['last week', -1],
]

function weekAt(tokens: readonly string[], at: number): { shift: number; end: number } | undefined {
  for (const [phrase, shift] of weekShift) {
    const end = phraseAt(tokens, at, phrase)
    if (end !== undefined) return { shift, end }
  }
  return undefined
}

const inWeek = (today: Day, shift: number, wanted: number): Day => addDays(today, 7 * shift - weekdayOf(today) + wanted)

/** "tuesday next week", "next week on tuesday", "friday week", "the friday after next". */
const weekdayOfWeek: Form = (tokens, at, { today }) => {
  const start = skipped(tokens, at, 'the')
  const named = weekdays.get(tokens[start] ?? '')
  if (named !== undefined) {
    const coming = addDays(today, (named - weekdayOf(today) + 7) % 7)
    if (tokens[start + 1] === 'week') return { day: addDays(coming, 7), end: start + 2 }
    const later = phraseAt(tokens, start + 1, 'after next')
    if (later !== undefined) return { day: inWeek(today, 2, named), end: later }
    const week = weekAt(tokens, start + 1)
    return week && { day: inWeek(today, week.shift, named), end: week.end }
  }
  const week = weekAt(tokens, at)
  const place = week && skipped(tokens, skipped(tokens, week.end, ','), 'on')
  const wanted = place === undefined ? undefined : weekdays.get(tokens[place] ?? '')
  return week && wanted !== undefined ? { day: inWeek(today, week.shift, wanted), end: (place ?? at) + 1 } : undefined
}

const daysApart = (left: Day, right: Day): number => {
  let count = 0
  for (let day = isBefore(left, right) ? left : right; isBefore(day, isBefore(left, right) ? right : left); day = addDays(day, 1)) count += 1
  return count
}

/** Of days that bear both names, one that is farther off is chance: "not the ninth, that is a monday, the tenth". */
const farthest = 62

/** "friday the thirteenth": the nearest one, ahead or just behind. */
const weekdayThenNumber: Form = (tokens, at, { today }) => {
  const wanted = weekdays.get(tokens[at] ?? '')
  const day = wanted === undefined ? undefined : readDayOfMonth(tokens, skipped(tokens, at + 1, ','))
  if (wanted === undefined || day?.ordinal !== true || months.has(tokens[skipped(tokens, day.end, 'of')] ?? '')) return undefined
  const candidates = [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    .map((ahead) => ({ ...addMonths({ ...today, day: 1 }, ahead), day: day.day }))
    .filter((each) => isRealDay(each) && weekdayOf(each) === wanted)
    .filter((each) => daysApart(each, today) <= farthest)
    .sort((left, right) => daysApart(left, today) - daysApart(right, today))
  return candidates[0] && { day: candidates[0], end: day.end }
}

/** "a week on friday", "a week today", "two weeks tomorrow". */
const weeksOn: Form = (tokens, at, frame) => {
  const count = tokens[at] === 'a' || tokens[at] === 'one' ? 1 : tokens[at] === 'two' ? 2 : tokens[at] === 'three' ? 3 : undefined
  if (count === undefined || !/^weeks?$/.test(tokens[at + 1] ?? '')) return undefined
  const place = skipped(tokens, at + 2, 'on')
  const base: FoundDay | undefined = relativeDay(tokens, place, frame) ?? weekday(tokens, place, { ...frame, current: undefined })
  return base && { day: addDays(base.day, 7 * count), end: base.end }
}

/** Feasts of one day of the year. */
const feasts: readonly (readonly [string, number, number])[] = [
  ["new year's eve", 12, 31],
  ['new years eve', 12, 31],
  ["new year's day", 1, 1],
  ['new years day', 1, 1],
  ['christmas eve', 12, 24],
  ['christmas day', 12, 25],
  ['christmas', 12, 25],
  ["valentine's day", 2, 14],
  ['valentines day', 2, 14],
  ['halloween', 10, 31],
]

const feast: Form = (tokens, at, { today }) => {
  for (const [phrase, month, day] of feasts) {
    const end = phraseAt(tokens, at, phrase)
    if (end === undefined) continue
    const year = yearAfter(tokens, end, today)
    const found = year ? { year: year.year, month, day } : nextDayOfMonth(today, month, day)
    return found && { day: found, end: year?.end ?? end }
  }
  return undefined
}

/** Days named by their place in a week or a month. */
export const relatedForms: readonly Form[] = [dayOfMonthNamed, monthThenNumber, weekdayOfMonth, weekdayOfWeek, weekdayThenNumber, weeksOn, feast]
