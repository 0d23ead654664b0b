import { decimalText, inGroups, ofRange, onlyDigits, sayableNumber, splitDate, splitMoney, splitTime, type SayAs } from './say-as.js'

const chineseDigits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']
const placeUnits = ['', '十', '百', '千']

const oneByOne = (digits: string, one = '一'): string =>
  Array.from(digits, (digit) => (digit === '1' ? one : (chineseDigits[Number(digit)] ?? ''))).join('')

/** 1..9999, zeros between its digits said once. */
const fourPlaces = (value: number): string => {
  let said = ''
  let skipped = false
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) {
      skipped = said !== ''
      continue
    }
    // Two thousand is said with the other word for two; two hundred and twenty are not.
    said += `${skipped ? '零' : ''}${digit === 2 && place === 3 ? '两' : (chineseDigits[digit] ?? '')}${placeUnits[place] ?? ''}`
    skipped = false
  }
  return said
}

const tenThousand = 10_000
const hundredMillion = 100_000_000

/** Two ten thousands and two hundred millions are said with the other word for two, too. */
const before = (value: number): string => (value === 2 ? '两' : inFull(value))

/** A zero is said where what is left does not reach the first place after its unit. */
const after = (value: number, firstPlace: number): string => (value === 0 ? '' : `${value < firstPlace ? '零' : ''}${inFull(value)}`)

const inFull = (value: number): string => {
  if (value < tenThousand) return fourPlaces(value)
  const [unit, name] = value < hundredMillion ? [tenThousand, '万'] : [hundredMillion, '亿']
  return `${before(Math.floor(value / unit))}${name}${after(value % unit, unit / 10)}`
}

/** A whole number of at most sixteen digits, as it is counted: 12 is 十二, 2005 is 两千零五. */
const counted = (value: number): string => (value === 0 ? '零' : inFull(value).replace(/^一十/, '十'))

/** Two of something is 两, all other numbers are as counted. */
const ofSomething = (value: number): string => (value === 2 ? '两' : counted(value))

const chineseNumber = (value: number): string => {
  const [whole = '', decimals] = decimalText(Math.abs(sayableNumber(value, 'number'))).split('.')
  return `${value < 0 ? '负' : ''}${counted(Number(whole))}${decimals === undefined ? '' : `点${oneByOne(decimals)}`}`
}

/** Major and minor unit; without a minor one the amount is said as a decimal. */
const chineseCurrencies: Readonly<Record<string, readonly [string, string?]>> = {
  USD: ['美元', '美分'],
  EUR: ['欧元', '欧分'],
  GBP: ['英镑', '便士'],
  HKD: ['港元'],
  TWD: ['新台币'],
  JPY: ['日元'],
  KRW: ['韩元'],
  SGD: ['新加坡元'],
  CAD: ['加元'],
  AUD: ['澳元'],
}

/** 1250.4 is 一千二百五十元四角; a missing 角 before a 分 is said as a zero. */
const yuan = (major: number, minor: number): string => {
  const jiao = Math.floor(minor / 10)
  const fen = minor % 10
  if (minor === 0) return `${ofSomething(major)}元`
  if (major === 0) return jiao === 0 ? `${ofSomething(fen)}分` : `${ofSomething(jiao)}角${fen === 0 ? '' : `${counted(fen)}分`}`
  return `${ofSomething(major)}元${jiao === 0 ? '零' : `${counted(jiao)}角`}${fen === 0 ? '' : `${counted(fen)}分`}`
}

const chineseMoney = (amount: number, currency: string): string => {
  const { negative, major, minor } = splitMoney(amount)
  const sign = negative ? '负' : ''
  if (currency === 'CNY') return `${sign}${yuan(major, minor)}`
  const [unit, smallUnit] = Object.hasOwn(chineseCurrencies, currency) ? (chineseCurrencies[currency] ?? [currency]) : [currency]
  if (minor === 0) return `${sign}${ofSomething(major)}${unit}`
  if (smallUnit === undefined) return `${sign}${chineseNumber(major + minor / 100)}${unit}`
  return `${sign}${major === 0 ? '' : `${ofSomething(major)}${unit}`}${ofSomething(minor)}${smallUnit}`
}

const chineseDate = (date: string): string => {
  const split = splitDate(date)
  return split === undefined ? '' : `${oneByOne(split.year)}年${counted(split.month)}月${counted(split.day)}日`
}

/** Part of the day from this hour on. */
const dayParts: readonly (readonly [number, string])[] = [
  [18, '晚上'],
  [13, '下午'],
  [12, '中午'],
  [9, '上午'],
  [6, '早上'],
  [0, '凌晨'],
]

const chineseTime = (time: string): string => {
  const split = splitTime(time)
  if (split === undefined) return ''
  const { hour, minute } = split
  const part = dayParts.find(([from]) => hour >= from)?.[1] ?? ''
  const minutes = minute === 0 ? '整' : minute === 30 ? '半' : `${minute < 10 ? '零' : ''}${counted(minute)}分`
  return `${part}${ofSomething(hour > 12 ? hour - 12 : hour)}点${minutes}`
}

/** Mobile numbers 3-4-4, service numbers 3-3-4, land lines by their length; short ones in one. */
const phoneGroups = (digits: string): string[] => {
  if (digits.length <= 6) return [digits]
  if (digits.length === 7) return inGroups(digits, [3, 4])
  if (digits.length === 10 && !digits.startsWith('0')) return inGroups(digits, [3, 3, 4])
  if (digits.length === 11) return inGroups(digits, [3, 4, 4])
  return inGroups(digits, Array.from({ length: Math.ceil(digits.length / 4) }, () => 4))
}

/** On the telephone the one is 幺, which cannot be taken for a seven. */
const chinesePhone = (value: string): string => {
  const digits = onlyDigits(value)
  const isChinese = value.trim().startsWith('+86') && digits.length > 9
  const groups = isChinese ? ['86', ...phoneGroups(digits.slice(2))] : phoneGroups(digits)
  return `${value.trim().startsWith('+') ? '加' : ''}${groups.map((group) => oneByOne(group, '幺')).join('，')}`
}

const chineseSpelling = (text: string): string =>
  Array.from(text.toUpperCase())
    .filter((letter) => /[\p{L}\p{N}]/u.test(letter))
    .map((letter) => (/[0-9]/.test(letter) ? oneByOne(letter) : letter))
    .join(' ')

const chineseDigitString = (value: string | number): string => {
  const digits = onlyDigits(value)
  return (digits.length > 5 ? inGroups(digits, Array.from({ length: Math.ceil(digits.length / 4) }, () => 4)) : [digits]).map((group) => oneByOne(group)).join('，')
}

export const chineseSayAs: SayAs = {
  money: chineseMoney,
  date: ofRange(chineseDate, '到'),
  time: chineseTime,
  digits: chineseDigitString,
  phone: chinesePhone,
  number: chineseNumber,
  ordinal: (value) => `第${counted(Math.trunc(Math.abs(sayableNumber(value, 'ordinal'))))}`,
  spell: chineseSpelling,
}
