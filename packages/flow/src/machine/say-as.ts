import { ExpressionFailure, toVariable } from './values.js'

/** How values are said in one language: each gives the text that a voice of the language reads right. */
export interface SayAs {
  /** An amount of major units. */
  readonly money: (amount: number, currency: string) => string
  /** YYYY-MM-DD, or the two days of a range with `/` between them; empty stays empty. */
  readonly date: (date: string) => string
  /** HH:MM, seconds are not said; empty stays empty. */
  readonly time: (time: string) => string
  /** One digit after the other. */
  readonly digits: (value: string | number) => string
  /** A telephone number in the groups that people say. */
  readonly phone: (value: string) => string
  readonly number: (value: number) => string
  readonly ordinal: (value: number) => string
  /** Letters and digits one by one. */
  readonly spell: (text: string) => string
}

/** Most of what a number may hold: beyond it a double is no longer exact in its units. */
const greatestSaid = 1e15

export const sayableNumber = (value: number, name: string): number => {
  if (!Number.isFinite(value) || Math.abs(value) >= greatestSaid) throw new ExpressionFailure(`${name}() takes a number of at most 15 digits`)
  return value
}

export interface SplitMoney {
  readonly negative: boolean
  readonly major: number
  /** Hundredths. */
  readonly minor: number
}

export const splitMoney = (amount: number): SplitMoney => {
  if (!Number.isFinite(amount) || Math.abs(amount) >= 1e13) throw new ExpressionFailure('money() takes an amount of at most 13 digits')
  const hundredths = Math.round(Math.abs(amount) * 100)
  return { negative: amount < 0 && hundredths > 0, major: Math.floor(hundredths / 100), minor: hundredths % 100 }
}

export interface SplitDate {
  readonly year: string
  readonly month: number
  readonly day: number
}

/** Undefined for a date that is not known. */
export const splitDate = (date: string): SplitDate | undefined => {
  if (date === '') return undefined
  if (toVariable('date', date) === undefined) throw new ExpressionFailure('date() takes a date as YYYY-MM-DD, or two with / between them')
  return { year: date.slice(0, 4), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) }
}

/** Says one day, or the first and the last day of a range. */
export const ofRange =
  (say: (date: string) => string, between: string) =>
  (dates: string): string =>
    dates.split('/', 2).map(say).join(between)

export interface SplitTime {
  readonly hour: number
  readonly minute: number
}

/** Undefined for a time that is not known. */
export const splitTime = (time: string): SplitTime | undefined => {
  if (time === '') return undefined
  const [, hour, minute] = /^(\d{1,2}):(\d{2})(?::\d{2})?$/.exec(time) ?? []
  if (Number(hour) <= 23 && Number(minute) <= 59) return { hour: Number(hour), minute: Number(minute) }
  throw new ExpressionFailure('time() takes a time of day as HH:MM')
}

export const onlyDigits = (value: string | number): string => String(value).replace(/[^0-9]/g, '')

/** A number without an exponent, as few decimals as it has. */
export const decimalText = (value: number): string => value.toFixed(10).replace(/\.?0+$/, '')

/** Cut from the left into these lengths; what is left over is the last group. */
export const inGroups = (digits: string, lengths: readonly number[]): string[] => {
  const groups: string[] = []
  let rest = digits
  for (const length of lengths) {
    if (rest !== '') groups.push(rest.slice(0, length))
    rest = rest.slice(length)
  }
  return rest === '' ? groups : [...groups, rest]
}
