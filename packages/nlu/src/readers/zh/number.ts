import { roundTo } from '../number.js'
import type { Reading } from '../reading.js'
import { chineseConfidence } from './around.js'
import { chineseText, digitAt, readChineseCardinal } from './numerals.js'

/** Hold a numeral without counting anything. */
const idle = /一下|一点(?![0-9零〇一二两三四五六七八九])|一些|一样|一起|一直|一定|一般|一会儿?|一边|万一|千万(?=别|不|要|记)|十分(?!钟)|统一|唯一|(?:星期|礼拜|周)[一二三四五六]/y

export interface Amount {
  readonly value: number
  readonly end: number
}

function decimals(text: string, at: number): Amount | undefined {
  if (text[at] !== '点') return undefined
  let digits = ''
  let end = at + 1
  for (let digit = digitAt(text, end); digit !== undefined; digit = digitAt(text, end)) {
    digits += String(digit)
    end += 1
  }
  return digits === '' ? undefined : { value: Number(`0.${digits}`), end }
}

/** 三分之一, 五又三分之二. */
function fractionAt(text: string, at: number): Amount | undefined {
  const parts = readChineseCardinal(text, at)
  if (!parts || !text.startsWith('分之', parts.end) || parts.value === 0) return undefined
  const share = plainAmount(text, parts.end + 2)
  return share && { value: roundTo(share.value / parts.value, 12), end: share.end }
}

/** 一千万, 4.78万亿: units behind a decimal. */
function scaleAt(text: string, at: number): Amount {
  const units = /^(?:万亿|万万|亿|万|千|百)/u.exec(text.slice(at, at + 2))?.[0] ?? ''
  const scales: Readonly<Record<string, number>> = { 万亿: 1e12, 万万: 1e8, 亿: 1e8, 万: 1e4, 千: 1e3, 百: 100 }
  return { value: scales[units] ?? 1, end: at + units.length }
}

/** The number, with decimals, halves and fractions, that starts at a character: 三点五, 两个半, 一万五, 三分之一. */
export function chineseAmount(text: string, at: number): Amount | undefined {
  const fraction = fractionAt(text, at)
  if (fraction) return fraction
  const whole = plainAmount(text, at)
  const rest = whole && text[whole.end] === '又' ? fractionAt(text, whole.end + 1) : undefined
  return rest && whole ? { value: roundTo(whole.value + rest.value, 12), end: rest.end } : whole
}

/** 三十八度五, 两公斤半: the unit stands before what is less than one of it. */
const measured = /^(?:个)?(?:度|公斤|斤|千克|克|吨|米|公里|里|升|小时|钟头|天|年|个月|月|岁)/u

function behindUnit(text: string, whole: Amount): Amount | undefined {
  const unit = measured.exec(text.slice(whole.end))?.[0]
  if (unit === undefined) return undefined
  const at = whole.end + unit.length
  if (text[at] === '半') return { value: whole.value + 0.5, end: at + 1 }
  const tenths = /^(?:度|公斤|斤|吨|米|公里|升)$/u.test(unit) ? digitAt(text, at) : undefined
  const alone = digitAt(text, at + 1) === undefined && !/[十百千万点个0-9]/u.test(text[at + 1] ?? '')
  return tenths !== undefined && alone ? { value: roundTo(whole.value + tenths / 10, 6), end: at + 1 } : undefined
}

/** The number, with decimals and halves, that starts at a character: 三点五, 两个半, 一万五. */
function plainAmount(text: string, at: number): Amount | undefined {
  const whole = readChineseCardinal(text, at)
  if (!whole) return text[at] === '半' ? { value: 0.5, end: at + 1 } : undefined
  const fraction = decimals(text, whole.end)
  if (fraction) {
    const scale = scaleAt(text, fraction.end)
    return { value: roundTo((whole.value + fraction.value) * scale.value, 6), end: scale.end }
  }
  const parts = Number.isInteger(whole.value) ? behindUnit(text, whole) : undefined
  if (parts) return parts
  if (text[whole.end] === '打') return { value: whole.value * 12, end: whole.end + 1 }
  const slash = text[whole.end] === '/' ? readChineseCardinal(text, whole.end + 1) : undefined
  if (slash && slash.value > 0) return { value: roundTo(whole.value / slash.value, 12), end: slash.end }
  const half = /^个?半/.exec(text.slice(whole.end, whole.end + 2))?.[0]
  if (half === undefined) return whole
  return { value: text.startsWith('一半', at) ? 0.5 : whole.value + 0.5, end: whole.end + half.length }
}

/** A number as people say it in Chinese: 二十一, 三点五, 两个半, 负五, 一万五. The last one said. */
export function readChineseNumber(text: string): Reading<number> | undefined {
  const folded = chineseText(text)
  let found: { value: number; matched: string } | undefined
  for (let at = 0; at < folded.length; ) {
    idle.lastIndex = at
    if (idle.test(folded)) {
      at = idle.lastIndex
      continue
    }
    const amount = chineseAmount(folded, at)
    if (amount) {
      const negative = /[负-]/.test(folded[at - 1] ?? '') && !/[0-9a-z]/.test(folded[at - 2] ?? '')
      const matched = folded.slice(negative ? at - 1 : at, amount.end)
      found = { value: (negative ? -1 : 1) * amount.value, matched }
    }
    at = amount?.end ?? at + 1
  }
  return found && { ...found, confidence: chineseConfidence(folded, found.matched) }
}
