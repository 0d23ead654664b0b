import { decimalText, inGroups, ofRange, onlyDigits, sayableNumber, splitDate, splitMoney, splitTime, type SayAs } from './say-as.js'

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
/** Major and minor unit, one and many. */
const englishCurrencies: Readonly<Record<string, readonly [string, string, string, string]>> = {
  USD: ['dollar', 'dollars', 'cent', 'cents'],
  CAD: ['Canadian dollar', 'Canadian dollars', 'cent', 'cents'],
  AUD: ['Australian dollar', 'Australian dollars', 'cent', 'cents'],
  EUR: ['euro', 'euros', 'cent', 'cents'],
  GBP: ['pound', 'pounds', 'penny', 'pence'],
  CNY: ['yuan', 'yuan', 'fen', 'fen'],
}

const grouped = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ',')

/** "4321" is heard as four single digits; the comma after the fourth of a long number is a short pause. */
const englishDigits = (value: string | number): string => {
  const digits = onlyDigits(value).split('')
  return digits.map((digit, index) => (digits.length > 5 && index % 4 === 3 && index < digits.length - 1 ? `${digit},` : digit)).join(' ')
}

/** 1250.4 US dollars is heard as "1,250 dollars and 40 cents". */
const englishMoney = (amount: number, currency: string): string => {
  const { negative, major, minor } = splitMoney(amount)
  const names = Object.hasOwn(englishCurrencies, currency) ? englishCurrencies[currency] : undefined
  const sign = negative ? 'minus ' : ''
  const whole = grouped(String(major))
  if (names === undefined) return `${sign}${whole}${minor === 0 ? '' : `.${String(minor).padStart(2, '0')}`} ${currency}`
  const majorText = `${whole} ${major === 1 ? names[0] : names[1]}`
  const minorText = `${minor} ${minor === 1 ? names[2] : names[3]}`
  if (minor === 0) return `${sign}${majorText}`
  return major === 0 ? `${sign}${minorText}` : `${sign}${majorText} and ${minorText}`
}

const englishOrdinal = (value: number): string => {
  const whole = String(Math.trunc(sayableNumber(value, 'ordinal')))
  const ending = /1[123]$/.test(whole) ? 'th' : ({ 1: 'st', 2: 'nd', 3: 'rd' }[whole.slice(-1)] ?? 'th')
  return `${grouped(whole)}${ending}`
}

/** "2026-12-05" is heard as "December 5th, 2026". */
const englishDate = (date: string): string => {
  const split = splitDate(date)
  return split === undefined ? '' : `${monthNames[split.month - 1] ?? ''} ${englishOrdinal(split.day)}, ${split.year}`
}

/** "15:30" is heard as "3:30 PM"; noon and midnight by their names, since nobody knows which 12 is AM. */
const englishTime = (time: string): string => {
  const split = splitTime(time)
  if (split === undefined) return ''
  const { hour, minute } = split
  if (minute === 0 && hour % 12 === 0) return hour === 0 ? 'midnight' : 'noon'
  const minutes = minute === 0 ? '' : minute < 10 ? ` oh ${minute}` : `:${minute}`
  return `${hour % 12 === 0 ? 12 : hour % 12}${minutes} ${hour < 12 ? 'AM' : 'PM'}`
}

/** Digits in groups of the North American plan where they fit it, else of three. */
const englishPhone = (value: string): string => {
  const digits = onlyDigits(value)
  const [country, rest] = digits.length === 11 && digits.startsWith('1') ? ['1', digits.slice(1)] : ['', digits]
  const lengths = rest.length === 10 ? [3, 3, 4] : rest.length === 7 ? [3, 4] : Array.from({ length: Math.floor((rest.length - 2) / 3) }, () => 3)
  const groups = [country, ...inGroups(rest, lengths)].filter((group) => group !== '').map((group) => group.split('').join(' '))
  return `${value.trim().startsWith('+') ? 'plus ' : ''}${groups.join(', ')}`
}

const englishNumber = (value: number): string => {
  const [whole = '', decimals] = decimalText(Math.abs(sayableNumber(value, 'number'))).split('.')
  return `${value < 0 ? 'minus ' : ''}${grouped(whole)}${decimals === undefined ? '' : `.${decimals}`}`
}

/** "B-1042" is heard as letters and digits. */
export const spelled = (text: string): string =>
  Array.from(text.toUpperCase())
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .join(' ')

export const englishSayAs: SayAs = {
  money: englishMoney,
  date: ofRange(englishDate, ' to '),
  time: englishTime,
  digits: englishDigits,
  phone: englishPhone,
  number: englishNumber,
  ordinal: englishOrdinal,
  spell: spelled,
}
