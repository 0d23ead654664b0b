import type { CallEvent } from '../contract/events.js'
import { toVariable } from './values.js'

/** What a collect node takes. */
export interface ValueRule {
  readonly valueType:
    | 'digits'
    | 'number'
    | 'date'
    | 'dateRange'
    | 'time'
    | 'money'
    | 'phone'
    | 'idNumber'
    | 'plate'
    | 'name'
    | 'address'
    | 'choice'
    | 'text'
  readonly minCount: number
  readonly maxCount: number
  readonly validation: string | null
  /** What may be chosen, and the key of each that has one. */
  readonly choices?: readonly { readonly id: string; readonly digit?: string }[]
}

/** A value, or why there is none: nothing of that kind, or a wrong one. */
export type ReadValue = { readonly type: 'value'; readonly value: string | number } | { readonly type: 'noMatch' | 'invalid' }

const noMatch: ReadValue = { type: 'noMatch' }
const invalid: ReadValue = { type: 'invalid' }
const value = (read: string | number): ReadValue => ({ type: 'value', value: read })

const readDigits = (digits: string, { minCount, maxCount }: ValueRule): ReadValue => {
  if (digits === '') return noMatch
  return /^[0-9]+$/.test(digits) && digits.length >= minCount && digits.length <= maxCount ? value(digits) : invalid
}

/** On keys `*` is the decimal point. */
const readNumberKeys = (digits: string): ReadValue =>
  /^[0-9]+(\*[0-9]+)?$/.test(digits) ? value(Number(digits.replace('*', '.'))) : invalid

const isTime = (time: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
const isPhone = (phone: string): boolean => /^\+?\d{3,15}$/.test(phone)
const isPlate = (plate: string): boolean => /^\p{Script=Han}?[0-9A-Z]{2,10}\p{Script=Han}?$/u.test(plate)
const isIdNumber = (id: string): boolean => /^[0-9A-Z]{4,40}$/.test(id)

/** On keys a time is HHMM of 24 hours. */
const readTimeKeys = (digits: string): ReadValue => {
  const time = digits.replace(/^(\d{2})(\d{2})$/, '$1:$2')
  return isTime(time) ? value(time) : invalid
}

// GB 11643-1999: the last sign of a resident identity number is its check, ISO 7064 MOD 11-2.
const isMistypedResident = (id: string): boolean => {
  const sum = [...id.slice(0, 17)].reduce((total, digit, index) => total + Number(digit) * (2 ** (17 - index) % 11), 0)
  return /^\d{17}[\dX]$/.test(id) && '10X98765432'[sum % 11] !== id[17]
}

/** On keys the letter of an identity number is `*`. */
const readIdNumberKeys = (digits: string): ReadValue => {
  const id = digits.replaceAll('*', 'X')
  return isIdNumber(id) && !isMistypedResident(id) ? value(id) : invalid
}

/** As many digits as the question allows. */
const readPhone = (phone: string, { minCount, maxCount }: ValueRule): ReadValue => {
  const count = phone.replace('+', '').length
  return count >= minCount && count <= maxCount ? value(phone) : invalid
}

/** On keys a date is YYYYMMDD. */
const readDateKeys = (digits: string): ReadValue => {
  const date = digits.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
  return date !== digits && toVariable('date', date) !== undefined ? value(date) : invalid
}

/** ISO 8601: the first and the last day. */
const isDateRange = (range: string): boolean => {
  const [first = '', last = '', ...more] = range.split('/')
  const isDay = (day: string): boolean => day !== '' && toVariable('date', day) !== undefined
  return more.length === 0 && isDay(first) && isDay(last) && first <= last
}

/** On keys a range of dates is the two, one after the other. */
const readDateRangeKeys = (digits: string): ReadValue => {
  const range = digits.replace(/^(\d{4})(\d{2})(\d{2})(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3/$4-$5-$6')
  return isDateRange(range) ? value(range) : invalid
}

const readChoiceKey = (digits: string, { choices = [] }: ValueRule): ReadValue => {
  const chosen = choices.find(({ digit }) => digit !== undefined && digit === digits)
  return chosen === undefined ? invalid : value(chosen.id)
}

const readKeys = (digits: string, rule: ValueRule): ReadValue => {
  switch (rule.valueType) {
    case 'digits':
      return readDigits(digits, rule)
    case 'number':
    case 'money':
      return readNumberKeys(digits)
    case 'date':
      return readDateKeys(digits)
    case 'dateRange':
      return readDateRangeKeys(digits)
    case 'time':
      return readTimeKeys(digits)
    case 'phone':
      return isPhone(digits) ? readPhone(digits, rule) : invalid
    case 'idNumber':
      return readIdNumberKeys(digits)
    case 'choice':
      return readChoiceKey(digits, rule)
    case 'plate':
    case 'name':
    case 'address':
    case 'text':
      return noMatch
  }
}

const readSpoken = (spoken: string | number, rule: ValueRule): ReadValue => {
  switch (rule.valueType) {
    case 'digits':
      return readDigits(String(spoken), rule)
    case 'number':
    case 'money':
      return typeof spoken === 'number' && Number.isFinite(spoken) ? value(spoken) : noMatch
    case 'date':
      return typeof spoken === 'string' && spoken !== '' && toVariable('date', spoken) !== undefined ? value(spoken) : noMatch
    case 'dateRange':
      return isDateRange(String(spoken)) ? value(String(spoken)) : noMatch
    case 'time':
      return isTime(String(spoken)) ? value(String(spoken)) : noMatch
    case 'phone':
      return isPhone(String(spoken)) ? readPhone(String(spoken), rule) : noMatch
    case 'idNumber':
      return isIdNumber(String(spoken)) ? value(String(spoken)) : noMatch
    case 'plate':
      return isPlate(String(spoken)) ? value(String(spoken)) : noMatch
    case 'choice':
      return rule.choices?.some(({ id }) => id === spoken) === true ? value(spoken) : noMatch
    case 'name':
    case 'address':
    case 'text':
      return value(String(spoken))
  }
}

/** Reads a turn's outcome as the value that is asked for; an amount of money is its number of major units. */
export const readValue = (event: CallEvent, rule: ValueRule): ReadValue => {
  if (event.type === 'digits.entered') return readKeys(event.digits, rule)
  if (event.type === 'value.understood') return readSpoken(typeof event.value === 'object' ? event.value.amount : event.value, rule)
  return noMatch
}

/** What a variable already holds, read as the value that is asked for; undefined where it is no such value. */
export const keptValue = (held: unknown, rule: ValueRule): string | number | undefined => {
  if (typeof held !== 'string' && typeof held !== 'number') return undefined
  const isNumber = rule.valueType === 'number' || rule.valueType === 'money'
  const read = readSpoken(isNumber ? Number(held) : String(held), rule)
  return read.type === 'value' ? read.value : undefined
}
