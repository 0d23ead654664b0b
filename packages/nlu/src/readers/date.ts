import { dayIn, formatDay, isRealDay, parseDay } from './calendar.js'
import { calendarForms, countedForms, looseForms, type DateFrame, type FoundDay } from './date-forms.js'
import { relatedForms } from './date-relations.js'
import { aroundDates, weekdays } from './date-words.js'
import { readerTokens } from './number-words.js'
import { readingConfidence, type Reading } from './reading.js'

export interface DateOptions {
  readonly now: Date
  /** IANA name: what day it is for the caller. */
  readonly timeZone: string
  /** The date being confirmed, YYYY-MM-DD: "no, the fifteenth" keeps its month. */
  readonly current?: unknown
  /** "3/4" is the third of April; false where it is absent. */
  readonly dayFirst?: boolean
}

interface Candidate extends FoundDay {
  readonly start: number
  /** How telling: "friday march fifth" is the fifth of March. */
  readonly form: number
}

/** The more telling first. */
const dateForms = [...calendarForms, ...relatedForms, ...countedForms, ...looseForms]
const firstLooseForm = dateForms.length - looseForms.length
const lastCalendarForm = calendarForms.length - 1
const corrections: ReadonlySet<string> = new Set(['no', 'sorry', 'mean', 'actually', 'rather', 'wait'])

/** "march sixth, that is a friday": the weekday only repeats what was said. */
function repeats(found: Candidate | undefined, candidate: Candidate, tokens: readonly string[]): boolean {
  const corrected = tokens.slice(found?.end ?? 0, candidate.start).some((token) => corrections.has(token))
  return found !== undefined && found.form <= lastCalendarForm && candidate.form >= firstLooseForm && !corrected
}

/** "13.5.2015" and "oct-2" with the signs that keep their parts apart. */
export function dateText(text: string): string {
  return text
    .slice(0, 1_000)
    .replace(/(?<!\d)(\d{1,4})\.(\d{1,2})\.(\d{2,4})/gu, '$1/$2/$3')
    .replace(/(?<=\p{L}{3})[-/](?=\d)/gu, ' ')
}

/**
 * A date as people say it, as YYYY-MM-DD: "tomorrow", "next friday", "in two weeks", "march fifth", "the 5th", "3/5/2027". English.
 * A day without a year is the next such day. The last one said wins, save that a bare weekday yields to the date beside it. A
 * day that does not exist is no reading.
 */
export function readDate(text: string, options: DateOptions): Reading<string> | undefined {
  const tokens = readerTokens(dateText(text))
  const frame = { today: dayIn(options.now, options.timeZone), dayFirst: options.dayFirst ?? false, current: parseDay(options.current) }
  let found: Candidate | undefined
  for (let at = 0; at < tokens.length;) {
    // "The fifth of may, no, the sixth": the month stays.
    const corrected = found !== undefined && tokens.slice(found.end, at).some((token) => corrections.has(token))
    const candidate = dayAt(tokens, at, corrected && found ? { ...frame, current: found.day } : frame)
    if (candidate && !repeats(found, candidate, tokens)) found = candidate
    at = candidate?.end ?? at + 1
  }
  if (!found || !isRealDay(found.day)) return undefined
  const said = tokens.slice(found.start, found.end)
  const weight = (words: readonly string[]): number => words.filter((word) => !aroundDates.has(word)).length
  const beside = tokens.filter((word, index) => (index < (found?.start ?? 0) || index >= (found?.end ?? 0)) && weekdays.has(word)).length
  return { value: formatDay(found.day), matched: said.join(' '), confidence: readingConfidence(weight(said) + beside, weight(tokens)) }
}

/** The day named at a token. */
export function dayAt(tokens: readonly string[], at: number, frame: DateFrame): Candidate | undefined {
  for (const [form, read] of dateForms.entries()) {
    const found = read(tokens, at, frame)
    if (found) return { ...found, start: at, form }
  }
  return undefined
}
