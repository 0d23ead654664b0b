import { formatClock, hourIn, isClock, likelyHour, parseClock, type Clock, type DayPart } from './clock.js'
import { readPair, readerTokens } from './number-words.js'
import { listOf } from '../text/list.js'
import { readingConfidence, type Reading } from './reading.js'

export interface TimeOptions {
  /** The time being confirmed: "no, in the afternoon" keeps its hour. */
  readonly current?: unknown
  /** Whether a number alone is a time; it is where nothing else is asked for. */
  readonly bare?: boolean
}

/** A time found at a token; the part of the day may stand before or after it. */
interface Found extends Clock {
  readonly start: number
  readonly end: number
  /** Said as on a clock of 24 hours. */
  readonly exact: boolean
  /** "o'clock", "half past", minutes: more than a number. */
  readonly telling: boolean
}

type Form = (tokens: readonly string[], at: number) => Omit<Found, 'start'> | undefined

const around = new Set(listOf(`
  at, around, about, by, for, it, is, it's, the, please, a, an, i, would, like, want, to, i'd, um, uh, maybe, be, my, time, yes, no, sorry
  mean, in, on, of, o'clock, oclock, make, let's, say, can, we, do, that, this, will, exactly, sharp, till, until, before, after, from, not
`))
const namedTimes: ReadonlyMap<string, Clock> = new Map([
  ['noon', { hour: 12, minute: 0 }],
  ['midday', { hour: 12, minute: 0 }],
  ['midnight', { hour: 0, minute: 0 }],
])
const prepositions = new Set(['at', 'around', 'about', 'by', 'for', 'until', 'till', 'before', 'after', 'from'])
/** Say that the number after them is a time, where other numbers may be said too. */
const ofTime = new Set(['at', 'around', 'by', 'until', 'till', 'before', 'after'])
const partNames: ReadonlyMap<string, DayPart> = new Map([
  ['morning', 'morning'],
  ['afternoon', 'afternoon'],
  ['evening', 'evening'],
  ['night', 'night'],
  ['tonight', 'evening'],
  ['am', 'morning'],
  ['pm', 'afternoon'],
])

/** A number of a clock in digits or words: 7, "seven", "oh seven". */
function clockNumber(tokens: readonly string[], at: number): { value: number; end: number; zero: boolean } | undefined {
  const token = tokens[at] ?? ''
  if (/^\d{1,2}$/.test(token)) return { value: Number(token), end: at + 1, zero: token.length === 2 && token.startsWith('0') }
  if (token === 'oh' || token === 'o' || token === 'zero') {
    const pair = readPair(tokens, at + 1)
    if (pair && pair.value < 10) return { value: pair.value, end: pair.end, zero: true }
    return token === 'zero' ? { value: 0, end: at + 1, zero: true } : undefined
  }
  const pair = readPair(tokens, at)
  return pair && { ...pair, zero: false }
}

const fractions: ReadonlyMap<string, number> = new Map(Object.entries({ half: 30, quarter: 15 }))

/** "half past three", "ten to four", "quarter after five". */
const past: Form = (tokens, at) => {
  const start = tokens[at] === 'a' ? at + 1 : at
  const word = tokens[start] ?? ''
  const share = fractions.get(word)
  const number = share === undefined ? clockNumber(tokens, start) : { value: share, end: start + 1 }
  if (!number || number.value >= 60) return undefined
  const place = /^(?:minutes?|mins?)$/.test(tokens[number.end] ?? '') ? number.end + 1 : number.end
  const sign = /^(?:past|after)$/.test(tokens[place] ?? '') ? 1 : /^(?:to|before|till|of)$/.test(tokens[place] ?? '') ? -1 : 0
  const hour = sign === 0 ? undefined : clockNumber(tokens, place + 1)
  if (!hour || hour.value > 23) return undefined
  const face = sign === 1 ? hour.value : hour.value === 1 ? 12 : (hour.value + 23) % 24
  return { hour: face, minute: sign === 1 ? number.value : (60 - number.value) % 60, end: hour.end, exact: hour.value > 12, telling: true }
}

/** "15:30", "3.30", "1530", "fifteen hundred hours". */
const written: Form = (tokens, at) => {
  const token = tokens[at] ?? ''
  const found = /^(\d{1,2})\.([0-5]\d)$/.exec(token) ?? /^(\d{1,2})([0-5]\d)$/.exec(token)
  if (found) return { hour: Number(found[1]), minute: Number(found[2]), end: at + 1, exact: /^0\d/.test(token), telling: true }
  const hour = clockNumber(tokens, at)
  if (!hour || tokens[hour.end] !== 'hundred' || hour.value > 23) return undefined
  const end = /^hours?$/.test(tokens[hour.end + 1] ?? '') ? hour.end + 2 : hour.end + 1
  return { hour: hour.value, minute: 0, end, exact: hour.zero || end > hour.end + 1, telling: true }
}

/** "three o'clock", "three thirty", "three oh five", "three". */
const spoken: Form = (tokens, at) => {
  const hour = clockNumber(tokens, at)
  if (!hour || hour.value > 24) return undefined
  const zero = hour.zero || hour.value === 0
  if (/^o'?clock$/.test(tokens[hour.end] ?? '')) return { hour: hour.value % 24, minute: 0, end: hour.end + 1, exact: zero, telling: true }
  const minute = clockNumber(tokens, hour.end)
  if (minute && minute.value < 60 && (minute.value >= 10 || minute.zero))
    return { hour: hour.value, minute: minute.value, end: minute.end, exact: zero, telling: true }
  return { hour: hour.value % 24, minute: 0, end: hour.end, exact: zero, telling: false }
}

const named: Form = (tokens, at) => {
  const clock = namedTimes.get(tokens[at] ?? '')
  return clock && { ...clock, end: at + 1, exact: true, telling: true }
}

/** "half ten" is half past it. */
const halfHour: Form = (tokens, at) => {
  const hour = tokens[at] === 'half' ? clockNumber(tokens, at + 1) : undefined
  return hour && hour.value >= 1 && hour.value <= 12 ? { hour: hour.value, minute: 30, end: hour.end, exact: false, telling: true } : undefined
}

const corrections: ReadonlySet<string> = new Set(['no', 'sorry', 'wait', 'actually', 'rather', 'mean'])

const forms: readonly Form[] = [named, past, halfHour, written, spoken]

interface Part {
  readonly part: DayPart
  readonly end: number
}

/** "pm", "p m", "in the morning", "at night", "tonight". */
function partAt(tokens: readonly string[], at: number): Part | undefined {
  const place = tokens[at] === 'in' && tokens[at + 1] === 'the' ? at + 2 : tokens[at] === 'at' || tokens[at] === 'this' ? at + 1 : at
  const token = tokens[place] ?? ''
  if (/^[ap]$/.test(token) && tokens[place + 1] === 'm') return { part: token === 'a' ? 'morning' : 'afternoon', end: place + 2 }
  const part = partNames.get(token)
  return part && { part, end: place + 1 }
}

/** A part of the day said before the time: "tomorrow afternoon at three". */
function partBefore(tokens: readonly string[], at: number, free: number): DayPart | undefined {
  const place = prepositions.has(tokens[at - 1] ?? '') ? at - 2 : at - 1
  return place < free ? undefined : partNames.get(tokens[place] ?? '')
}

interface Candidate extends Clock {
  readonly start: number
  readonly end: number
  readonly strength: number
}

/** `free`: index of the first token that no earlier time has taken. */
function candidateAt(tokens: readonly string[], at: number, free: number, current: Clock | undefined): Candidate | undefined {
  for (const form of forms) {
    const found = form(tokens, at)
    if (!found) continue
    const after = partAt(tokens, found.end)
    const part = after?.part ?? partBefore(tokens, at, free)
    const hour = found.exact ? found.hour : part ? hourIn(found.hour, part) : likelyHour(found.hour, current)
    const clock = { hour, minute: found.minute }
    if (!isClock(clock)) continue
    const strength = found.telling || part ? 3 : ofTime.has(tokens[at - 1] ?? '') ? 2 : 1
    return { ...clock, start: at, end: after?.end ?? found.end, strength }
  }
  return undefined
}

/** "No, in the afternoon": the hour being confirmed, in another part of the day. */
function movedTo(tokens: readonly string[], current: Clock | undefined): Candidate | undefined {
  if (!current) return undefined
  for (const at of tokens.keys()) {
    const found = partAt(tokens, at)
    if (found) return { hour: hourIn(current.hour % 12 || 12, found.part), minute: current.minute, start: at, end: found.end, strength: 3 }
  }
  return undefined
}

/** "3:30 p.m." in the form that keeps its parts together as words: "3.30 pm". */
export function timeText(text: string): string {
  return text.replace(/(\d)[:h](\d\d)(?::\d\d)?(?!\d)/giu, '$1.$2').replace(/\b([ap])\.\s?m\b\.?/giu, '$1m')
}

/**
 * A time of day as people say it, as HH:MM: "half past three", "three pm", "15:30", "noon". English. The most telling one wins, then
 * the last one said; `likelyHour` says what an hour without a part of the day is.
 */
export function readTime(text: string, { current: confirmed, bare = true }: TimeOptions = {}): Reading<string> | undefined {
  const tokens = readerTokens(timeText(text))
  const current = parseClock(confirmed)
  let found: Candidate | undefined
  let free = 0
  for (let at = 0; at < tokens.length; ) {
    const candidate = candidateAt(tokens, at, free, current)
    free = candidate?.end ?? free
    const corrected = found !== undefined && tokens.slice(found.end, at).some((token) => corrections.has(token))
    if (candidate && (corrected || candidate.strength >= (found?.strength ?? (bare ? 1 : 2)))) found = candidate
    at = candidate?.end ?? clockNumber(tokens, at)?.end ?? at + 1
  }
  found ??= movedTo(tokens, current)
  if (!found) return undefined
  const said = tokens.slice(found.start, found.end)
  const weight = (words: readonly string[]): number => words.filter((word) => !around.has(word)).length
  return { value: formatClock(found), matched: said.join(' '), confidence: readingConfidence(weight(said), weight(tokens)) }
}
