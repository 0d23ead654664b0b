import { chineseSayAs } from './say-as-chinese.js'
import { englishSayAs, spelled } from './say-as-english.js'
import { decimalText, ofRange, onlyDigits, sayableNumber, splitDate, splitMoney, splitTime, type SayAs } from './say-as.js'

const singly = (value: string | number): string => onlyDigits(value).split('').join(' ')

/** Languages without words of their own here: digits and ISO forms, which a voice of the language reads as it can. */
const plainSayAs: SayAs = {
  money: (amount, currency) => {
    const { negative, major, minor } = splitMoney(amount)
    return `${negative ? '-' : ''}${major}${minor === 0 ? '' : `.${String(minor).padStart(2, '0')}`} ${currency}`
  },
  date: ofRange((date) => (splitDate(date) === undefined ? '' : date), '/'),
  time: (time) => (splitTime(time) === undefined ? '' : time.slice(0, 5)),
  digits: singly,
  phone: singly,
  number: (value) => decimalText(sayableNumber(value, 'number')),
  ordinal: (value) => decimalText(Math.trunc(sayableNumber(value, 'ordinal'))),
  spell: spelled,
}

const sayAsByLanguage: Readonly<Record<string, SayAs>> = { en: englishSayAs, zh: chineseSayAs, cmn: chineseSayAs }

const ownWords = (language: string): SayAs | undefined => {
  const base = (language.split('-')[0] ?? '').toLowerCase()
  return Object.hasOwn(sayAsByLanguage, base) ? sayAsByLanguage[base] : undefined
}

/** Money, dates, times and numbers are said in words of this language. */
export const hasSayAs = (language: string): boolean => ownWords(language) !== undefined

export const sayAsOf = (language: string): SayAs => ownWords(language) ?? plainSayAs
