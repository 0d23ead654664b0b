import { currencyOf, likelyTime, type FurtherReader, type Reading } from '@callchart/nlu'
import type { SlotValue, ValueSpec } from '@callchart/protocol'
import type { RecognizerResult } from './results.js'

/** Read by another's rules: less sure than what our own readers read word for word. */
const confidence = 0.8

type Found = Reading<SlotValue>

const reading = (value: SlotValue, { text }: RecognizerResult): Found => ({ value, matched: text, confidence })

const numberOf = ({ typeName, resolution }: RecognizerResult): number | undefined => {
  const value = typeName === 'number' ? Number(resolution.value) : NaN
  return Number.isFinite(value) && resolution.value !== null && resolution.value !== '' ? value : undefined
}

const readNumber = (found: readonly RecognizerResult[]): Found | undefined => {
  const last = found.findLast((each) => numberOf(each) !== undefined)
  return last && reading(numberOf(last) ?? 0, last)
}

const readMoney = (found: readonly RecognizerResult[], language: string): Found | undefined => {
  const last = found.findLast(({ typeName, resolution }) => typeName === 'currency' && resolution.value !== null && Number.isFinite(Number(resolution.value)))
  const number = last ? undefined : readNumber(found)
  const amount = last ? Number(last.resolution.value) : number?.value
  if (typeof amount !== 'number') return undefined
  const code = last?.resolution.isoCurrency
  const value = { amount, currency: typeof code === 'string' && /^[A-Z]{3}$/.test(code) ? code : currencyOf(language) }
  return last ? reading(value, last) : number && { ...number, value }
}

interface DateTimeValue {
  readonly timex?: string
  readonly type?: string
  readonly value?: string
  readonly start?: string
  readonly end?: string
}

/** What a result may mean, the past before the future. */
const valuesOf = ({ resolution }: RecognizerResult): readonly DateTimeValue[] => (Array.isArray(resolution.values) ? (resolution.values as DateTimeValue[]) : [])

const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')

/** The day still to come, where the year was not said. */
const readDate = (found: readonly RecognizerResult[], today: string): Found | undefined => {
  for (const result of found.toReversed()) {
    const days = valuesOf(result)
      .filter(({ type }) => type === 'date' || type === 'datetime')
      .map(({ value }) => value?.slice(0, 10))
      .filter(isDay)
    const day = days.find((each) => each >= today) ?? days.at(-1)
    if (day !== undefined) return reading(day, result)
  }
  return undefined
}

const readTime = (found: readonly RecognizerResult[]): Found | undefined => {
  for (const result of found.toReversed()) {
    const times = valuesOf(result)
      .filter(({ type }) => type === 'time' || type === 'datetime')
      .flatMap(({ value }) => /(\d{2}:\d{2})(?::\d{2})?$/.exec(value ?? '')?.[1] ?? [])
    const [time] = times
    if (time !== undefined) return reading(times.length > 1 ? likelyTime(time) : time, result)
  }
  const hour = found.findLast((each) => Number.isInteger(numberOf(each)) && (numberOf(each) ?? -1) >= 0 && (numberOf(each) ?? 24) < 24)
  return hour && reading(likelyTime(`${String(numberOf(hour)).padStart(2, '0')}:00`), hour)
}

/** Words between the two days of a range: the second one belongs to it. Else the library's end is the day after the last. */
const joint = /[-–—~～]|到|至|和|\b(?:to|till|until|through|thru|and|au|aux|jusqu|et|al|hasta|y|até|ao|a|e)\b/iu

const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10)

const readDateRange = (found: readonly RecognizerResult[], today: string): Found | undefined => {
  for (const result of found.toReversed()) {
    const ranges = valuesOf(result).flatMap(({ type, start, end, timex = '' }) => {
      if (type !== 'daterange' || !isDay(start) || !isDay(end)) return []
      const last = timex.startsWith('(') && joint.test(result.text) ? end : dayBefore(end)
      return last < start ? [] : [{ start, last }]
    })
    const range = ranges.find(({ last }) => last >= today) ?? ranges.at(-1)
    if (range !== undefined) return reading(`${range.start}/${range.last}`, result)
  }
  return undefined
}

/** Numbers one after the other are a string of digits: "zéro six douze" is 0612. */
const readDigits = (found: readonly RecognizerResult[], { minCount = 1, maxCount = 40 }: ValueSpec): Found | undefined => {
  const whole = found.map((each) => ({ each, value: numberOf(each) })).filter(({ value }) => Number.isInteger(value) && (value ?? -1) >= 0)
  const digits = whole.map(({ each, value }) => (/^\d+$/.test(each.text) ? each.text : String(value))).join('')
  const [first] = whole
  if (!first || digits.length < minCount || digits.length > maxCount) return undefined
  return { value: digits, matched: first.each.text, confidence: confidence - 0.1 }
}

const read = (found: readonly RecognizerResult[], spec: ValueSpec, language: string, today: string): Found | undefined => {
  switch (spec.type) {
    case 'number':
      return readNumber(found)
    case 'money':
      return readMoney(found, language)
    case 'date':
      return readDate(found, today)
    case 'dateRange':
      return readDateRange(found, today)
    case 'time':
      return readTime(found)
    case 'digits':
      return readDigits(found, spec)
    case 'phone':
      return readDigits(found, { ...spec, minCount: spec.minCount ?? 5, maxCount: spec.maxCount ?? 15 })
    case 'idNumber':
    case 'plate':
    case 'name':
    case 'address':
    case 'choice':
    case 'text':
      return undefined
  }
}

/**
 * Reads values from what the library found in the alternatives of an utterance. A text that is asked for may be a piece of an alternative:
 * what is no longer in it was taken for something else.
 *
 * @param today YYYY-MM-DD
 */
export function furtherReaderOf(found: readonly RecognizerResult[], language: string, today: string): FurtherReader {
  return {
    read: (text, spec) => {
      const folded = text.normalize('NFKC').toLowerCase()
      return read(found.filter((each) => folded.includes(each.text.normalize('NFKC').toLowerCase())), spec, language, today)
    },
  }
}
