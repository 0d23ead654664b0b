import { ExpressionFailure } from './values.js'

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
/** Major and minor unit, one and many. */
const currencies: Readonly<Record<string, readonly [string, string, string, string]>> = {
  USD: ['dollar', 'dollars', 'cent', 'cents'],
  CAD: ['Canadian dollar', 'Canadian dollars', 'cent', 'cents'],
  AUD: ['Australian dollar', 'Australian dollars', 'cent', 'cents'],
  EUR: ['euro', 'euros', 'cent', 'cents'],
  GBP: ['pound', 'pounds', 'penny', 'pence'],
  CNY: ['yuan', 'yuan', 'fen', 'fen'],
}

/** "4321" is heard as four single digits; the comma after the fourth of a long number is a short pause. */
export const spokenDigits = (value: string | number): string => {
  const digits = String(value)
    .replace(/[^0-9]/g, '')
    .split('')
  return digits.map((digit, index) => (digits.length > 5 && index % 4 === 3 && index < digits.length - 1 ? `${digit},` : digit)).join(' ')
}

/** "B-1042" is heard as letters and digits. */
export const spokenSpelling = (value: string): string =>
  Array.from(value.toUpperCase())
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .join(' ')

/** 1250.4 US dollars is heard as "1,250 dollars and 40 cents". */
export const spokenMoney = (amount: number, currency: string): string => {
  if (!Number.isFinite(amount) || Math.abs(amount) >= 1e13) throw new ExpressionFailure('money() takes an amount of at most 13 digits')
  const names = Object.hasOwn(currencies, currency) ? currencies[currency] : undefined
  const cents = Math.round(Math.abs(amount) * 100)
  const major = Math.floor(cents / 100)
  const minor = cents % 100
  const grouped = String(major).replace(/\B(?=(\d{3})+$)/g, ',')
  const sign = amount < 0 && cents > 0 ? 'minus ' : ''
  if (names === undefined) return `${sign}${grouped}${minor === 0 ? '' : `.${String(minor).padStart(2, '0')}`} ${currency}`
  const majorText = `${grouped} ${major === 1 ? names[0] : names[1]}`
  const minorText = `${minor} ${minor === 1 ? names[2] : names[3]}`
  if (minor === 0) return `${sign}${majorText}`
  return major === 0 ? `${sign}${minorText}` : `${sign}${majorText} and ${minorText}`
}

const ordinal = (day: number): string => {
  const ending = day % 10 === 1 && day !== 11 ? 'st' : day % 10 === 2 && day !== 12 ? 'nd' : day % 10 === 3 && day !== 13 ? 'rd' : 'th'
  return `${day}${ending}`
}

/** "2026-12-05" is heard as "December 5th, 2026"; a date that is not known is not heard. */
export const spokenDate = (date: string): string => {
  if (date === '') return ''
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? []
  const name = months[Number(month) - 1]
  if (year === undefined || name === undefined) throw new ExpressionFailure('date() takes a date as YYYY-MM-DD')
  return `${name} ${ordinal(Number(day))}, ${year}`
}
