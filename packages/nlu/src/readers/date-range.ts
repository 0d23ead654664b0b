import { addDays, addMonths, dayIn, daysInMonth, isBefore, isRealDay, weekdayOf, type Day } from './calendar.js'
import { dateText, dayAt, type DateOptions } from './date.js'
import { readDayOfMonth, type DateFrame, type FoundDay } from './date-forms.js'
import { aroundDates, weekdays } from './date-words.js'
import { periodAt, type FoundPeriod } from './date-periods.js'
import { countOf, lengthOf } from './date-lengths.js'
import { readerTokens } from './number-words.js'
import { formatRange, parseRange } from './range.js'
import { readingConfidence, type Reading } from './reading.js'

const fillers = new Set(['um', 'uh', 'er', 'the', 'on', ',', 'like', 'say', 'from'])
/** Lead to the second day where no "to" does: "arriving friday, leaving sunday". */
const departures = new Set(['leaving', 'leave', 'returning', 'return', 'departing', 'checking', 'check', 'out', 'coming', 'back'])
const joints = new Set(['to', 'till', 'til', 'until', 'through', 'thru', '-', 'and', 'ending', 'up'])
const around = new Set([...aroundDates, 'from', 'between', 'starting', 'beginning', 'during', 'stay', 'staying', 'dates', 'statement', 'travel', 'looking', 'need', 'book'])

const skipFillers = (tokens: readonly string[], at: number): number => {
  let place = at
  while (fillers.has(tokens[place] ?? '')) place += 1
  return place
}

/** After "to", "until", "through", "up to and including". */
function afterJoint(tokens: readonly string[], at: number): number | undefined {
  let place = tokens[at] === ',' ? at + 1 : at
  if (tokens[place] === 'and' && departures.has(tokens[place + 1] ?? '')) place += 1
  if (!joints.has(tokens[place] ?? '') && !departures.has(tokens[place] ?? '')) return undefined
  while (joints.has(tokens[place] ?? '') || departures.has(tokens[place] ?? '') || tokens[place] === 'including' || fillers.has(tokens[place] ?? '')) place += 1
  return place
}

/** A day of a month without its month, or a whole date. */
interface Edge extends Partial<FoundDay> {
  readonly end: number
  /** Only the number of the day was said. */
  readonly number?: number
  readonly ordinal?: boolean
}

function edgeAt(tokens: readonly string[], at: number, frame: DateFrame): Edge | undefined {
  const place = skipFillers(tokens, at)
  if (tokens[place] === 'now') return { day: frame.today, end: place + 1, dated: true }
  const named = dayAt(tokens, place, frame)
  const numbered = readDayOfMonth(tokens, place)
  const bare = numbered && numbered.day >= 1 && numbered.day <= 31 ? { number: numbered.day, ordinal: numbered.ordinal, end: numbered.end } : undefined
  // "The third" is a date as well: its month is that of the other edge.
  if (named && !(bare && named.end <= bare.end)) return named
  return bare
}

/** A numbered day in the month of the other edge, or in the month beside it. */
function near(number: number, other: Day, side: 1 | -1): Day | undefined {
  const same = { ...other, day: number }
  const fits = side === 1 ? !isBefore(same, other) : !isBefore(other, same)
  if (fits && isRealDay(same)) return same
  const beside = { ...addMonths({ ...other, day: 1 }, side), day: number }
  return isRealDay(beside) ? beside : undefined
}

/** The day of a first edge whose year is said with the last one, or that must lie before it. */
const beforeLast = (first: Day, last: Day): Day => {
  const year = { ...first, year: last.year }
  return isBefore(last, year) ? { ...year, year: last.year - 1 } : year
}

function nextNumbered(number: number, today: Day): Day | undefined {
  for (let ahead = 0; ahead < 3; ahead += 1) {
    const day = { ...addMonths({ ...today, day: 1 }, ahead), day: number }
    if (isRealDay(day) && !isBefore(day, today)) return day
  }
  return undefined
}

function isBareWeekday(tokens: readonly string[], start: number, end: number): boolean {
  const [only, ...more] = tokens.slice(skipFillers(tokens, start), end)
  return more.length === 0 && weekdays.has(only ?? '')
}

/** The first day in the light of the last one. */
function leadOf(first: Edge, start: Day, last: Day, dated: boolean, sameWeek: boolean): Day | undefined {
  if (first.day === undefined) return near(first.number ?? 0, last, -1)
  if (dated && first.dated !== true) return beforeLast(start, last)
  // Under way: the first of march until the fifth, said on the fourth.
  if (first.dated !== true && isBefore(last, start)) return beforeLast(start, last)
  const week = sameWeek ? addDays(last, -weekdayOf(last) + weekdayOf(start)) : start
  return isBefore(last, week) ? start : week
}

/** The first day of this year is behind, and the last one ahead: a stretch of at most half a year. */
function isUnderWay(first: Day, last: Day, today: Day): boolean {
  const begun = { ...first, year: first.year - 1 }
  return isBefore(begun, today) && isBefore(addMonths(today, 6), first) && !isBefore(last, begun) && isBefore(last, addMonths(begun, 6))
}

/** "january to march", "between 2015 and 2018": whole months or years. */
function periodsAt(tokens: readonly string[], at: number, frame: DateFrame): FoundPeriod | undefined {
  const first = longPeriodAt(tokens, at, frame)
  const place = first && afterJoint(tokens, first.end)
  const last = place === undefined ? undefined : (longPeriodAt(tokens, place, frame) ?? dayPeriodAt(tokens, place, frame))
  if (!first || !last) return undefined
  const later = isBefore(last.last, first.first) ? { ...last.last, year: last.last.year + 1 } : last.last
  return { first: isBefore(addMonths(first.first, 24), later) && last.dated === true && first.dated !== true ? { ...first.first, year: later.year } : first.first, last: later, end: last.end, strength: 3 }
}

function longPeriodAt(tokens: readonly string[], at: number, frame: DateFrame): (FoundPeriod & { readonly dated?: boolean }) | undefined {
  const period = periodAt(tokens, at, { ...frame, current: undefined })
  return period && !isBefore(period.last, addDays(period.first, 27)) ? { ...period, dated: /^\d{4}$/.test(tokens[period.end - 1] ?? '') } : undefined
}

function dayPeriodAt(tokens: readonly string[], at: number, frame: DateFrame): (FoundPeriod & { readonly dated?: boolean }) | undefined {
  const day = dayAt(tokens, at, frame)
  return day && { first: day.day, last: day.day, end: day.end, strength: 1, dated: day.dated === true }
}

/** Read from today on, or from the first day where it would lie before it or the first one's year was said. */
function lastEdge(tokens: readonly string[], place: number, first: Edge, frame: DateFrame): Edge | undefined {
  const plain = edgeAt(tokens, place, { ...frame, current: undefined })
  const { day } = first
  if (!day || (plain?.day && first.dated !== true && (!isBefore(plain.day, day) || isUnderWay(day, plain.day, frame.today)))) return plain
  return edgeAt(tokens, place, { ...frame, today: day, current: undefined })
}

/** "march third to the seventh", "from the third to the seventh of march", "monday to friday". */
function spanAt(tokens: readonly string[], at: number, frame: DateFrame): FoundPeriod | undefined {
  const first = edgeAt(tokens, at, frame)
  const place = first && afterJoint(tokens, first.end)
  if (!first || place === undefined) return undefined
  const start = first.day ?? (first.number === undefined ? undefined : nextNumbered(first.number, frame.today))
  const last = lastEdge(tokens, place, first, frame)
  if (!last || !start) return undefined
  if (last.day === undefined) {
    const end = near(last.number ?? 0, start, 1)
    const told = first.day !== undefined || first.ordinal === true || isIntroduced(tokens, at)
    return end && told ? { first: start, last: end, end: last.end, strength: 3 } : undefined
  }
  const lead = leadOf(first, start, last.day, last.dated === true, isBareWeekday(tokens, at, first.end) && tokens.slice(place, last.end).includes('week'))
  return lead && { first: lead, last: last.day, end: last.end, strength: 3 }
}

const isIntroduced = (tokens: readonly string[], at: number): boolean =>
  /^(?:from|between)$/.test(tokens[at - 1] ?? '') || (tokens[at - 1] === 'the' && /^(?:from|between)$/.test(tokens[at - 2] ?? '')) || tokens[at] === 'the'

/** "from friday for three nights", "three days starting monday". */
function stayAt(tokens: readonly string[], at: number, frame: DateFrame): FoundPeriod | undefined {
  const length = countOf(tokens, at)
  if (length) {
    const joint = /^(?:from|starting|beginning|commencing)$/.test(tokens[length.end] ?? '') ? length.end + 1 : undefined
    const place = joint === undefined ? undefined : skipFillers(tokens, tokens[joint] === 'from' ? joint + 1 : joint)
    const day = place === undefined ? undefined : tokens[place] === 'now' ? { day: frame.today, end: place + 1 } : dayAt(tokens, place, frame)
    return day && { first: day.day, last: lengthOf(day.day, length), end: day.end, strength: 3 }
  }
  const day = dayAt(tokens, at, frame)
  const place = day && (tokens[day.end] === ',' ? day.end + 1 : day.end)
  const after = place !== undefined && tokens[place] === 'for' ? countOf(tokens, place + 1) : undefined
  return day && after && { first: day.day, last: lengthOf(day.day, after), end: after.end, strength: 3 }
}

/** "since monday", "until friday": today is the other edge. */
function openAt(tokens: readonly string[], at: number, frame: DateFrame): FoundPeriod | undefined {
  const word = tokens[at] ?? ''
  if (/^(?:since|until|till|through)$/.test(word)) {
    const place = skipFillers(tokens, at + 1)
    const day = dayAt(tokens, place, word === 'since' ? { ...frame, current: undefined } : frame)
    if (!day) return undefined
    const { today } = frame
    if (word !== 'since') return { first: today, last: day.day, end: day.end, strength: 2 }
    const back = isBefore(today, day.day) ? earlier(day.day, today, tokens.slice(place, day.end)) : day.day
    return { first: back, last: today, end: day.end, strength: 2 }
  }
  return undefined
}

/** The last such day before today. */
function earlier(day: Day, today: Day, said: readonly string[]): Day {
  const isWeekday = said.length === 1 && !isBefore(addDays(today, 7), day)
  return isWeekday ? addDays(day, -7) : { ...addMonths(day, -12), day: Math.min(day.day, daysInMonth(day.year - 1, day.month)) }
}

function singleAt(tokens: readonly string[], at: number, frame: DateFrame): FoundPeriod | undefined {
  const day = dayAt(tokens, at, frame)
  // The end of something whose beginning was not understood is taken, so that no piece of it is read, and is no range.
  if (day && joints.has(tokens[at - 1] ?? '') && tokens[at - 1] !== 'and') return { first: day.day, last: addDays(day.day, -1), end: day.end, strength: 1 }
  return day && { first: day.day, last: day.day, end: day.end, strength: 1 }
}

const corrections: ReadonlySet<string> = new Set(['no', 'sorry', 'wait', 'mean', 'actually', 'rather'])

/** "…to the eighteenth, no, to the nineteenth": only the last day is said again. */
function correctedAt(tokens: readonly string[], at: number, found: FoundPeriod, frame: DateFrame): FoundPeriod | undefined {
  if (!tokens.slice(found.end, at).some((token) => corrections.has(token))) return undefined
  const place = /^(?:to|till|until|through)$/.test(tokens[at] ?? '') ? afterJoint(tokens, at) : undefined
  const last = place === undefined ? undefined : lastEdge(tokens, place, { day: found.first, end: found.end }, frame)
  const day = last?.day ?? (last?.number === undefined ? undefined : near(last.number, found.first, 1))
  return last && day && !isBefore(day, found.first) ? { ...found, last: day, end: last.end } : undefined
}

const forms = [spanAt, periodsAt, stayAt, periodAt, openAt, singleAt]

export interface DateRangeOptions extends DateOptions {
  /** Whether one day alone is a range; it is where nothing else is asked for. */
  readonly bare?: boolean
}

/**
 * A range of dates as people say it, as YYYY-MM-DD/YYYY-MM-DD with both its days: "from march third to the seventh", "next week",
 * "three nights from friday", "the last week of june". English. The most telling one wins, then the last one said; one day alone is a
 * range of that day.
 */
export function readDateRange(text: string, options: DateRangeOptions): Reading<string> | undefined {
  const tokens = readerTokens(dateText(text).replace(/\s[\u2013\u2014~]\s?/gu, ' - ').replace(/(\p{L})-(?=\d)/gu, '$1 '))
  const current = parseRange(options.current)
  const frame: DateFrame = { today: dayIn(options.now, options.timeZone), dayFirst: options.dayFirst ?? false, current: current?.first }
  const least = options.bare === false ? 2 : 1
  let found: (FoundPeriod & { start: number; value: string }) | undefined
  for (let at = 0; at < tokens.length; ) {
    const patched: FoundPeriod | undefined = found && correctedAt(tokens, at, found, frame)
    if (found && patched) {
      found = { ...found, ...patched, value: formatRange(patched) ?? found.value }
      at = patched.end
      continue
    }
    const period = forms.reduce<FoundPeriod | undefined>((best, form) => best ?? form(tokens, at, frame), undefined)
    const value = period && formatRange(period)
    if (period && value !== undefined && period.strength >= (found?.strength ?? least)) found = { ...period, start: at, value }
    at = period?.end ?? at + 1
  }
  if (!found) return undefined
  const said = tokens.slice(found.start, found.end)
  const weight = (words: readonly string[]): number => words.filter((word) => !around.has(word)).length
  return { value: found.value, matched: said.join(' '), confidence: readingConfidence(weight(said), weight(tokens)) }
}
