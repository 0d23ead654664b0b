import type { Money, MoneyOptions } from '../money.js'
import { roundTo } from '../number.js'
import type { Reading } from '../reading.js'
import { chineseConfidence } from './around.js'
import { chineseAmount } from './number.js'
import { chineseText, readChineseCardinal } from './numerals.js'

/** What a currency is called -> ISO 4217; the empty one is the call's own. */
const units: readonly (readonly [string, string])[] = [
  ['美元', 'USD'],
  ['美金', 'USD'],
  ['美刀', 'USD'],
  ['欧元', 'EUR'],
  ['英镑', 'GBP'],
  ['港币', 'HKD'],
  ['港元', 'HKD'],
  ['日元', 'JPY'],
  ['日币', 'JPY'],
  ['韩元', 'KRW'],
  ['澳元', 'AUD'],
  ['加元', 'CAD'],
  ['新币', 'SGD'],
  ['台币', 'TWD'],
  ['元人民币', 'CNY'],
  ['块人民币', 'CNY'],
  ['人民币', 'CNY'],
  ['块钱', ''],
  ['元钱', ''],
  ['块', ''],
  ['元', ''],
  ['圆', ''],
]
const signs: Readonly<Record<string, string>> = { '¥': 'CNY', '$': 'USD', '€': 'EUR', '£': 'GBP' }
const small: readonly (readonly [string, number])[] = [
  ['毛钱', 10],
  ['毛', 10],
  ['角钱', 10],
  ['角', 10],
  ['分钱', 100],
  ['分', 100],
]

interface Sum extends Money {
  readonly start: number
  readonly end: number
  /** A currency or its small unit was said. */
  readonly named: boolean
}

const startingWith = <Entry extends readonly [string, unknown]>(entries: readonly Entry[], text: string, at: number): Entry | undefined =>
  entries.find(([name]) => text.startsWith(name, at))

/** 五毛, 五分, or the bare 五 of 十二块五. */
function change(text: string, start: number, bare: boolean): { value: number; end: number } | undefined {
  const at = text[start] === '零' ? start + 1 : start
  const amount = readChineseCardinal(text, at)
  if (!amount) return undefined
  const unit = startingWith(small, text, amount.end)
  if (unit) {
    const value = amount.value / unit[1]
    const more = unit[1] === 10 ? change(text, amount.end + unit[0].length, true) : undefined
    // After 毛 a bare digit is of 分, which `change` took for 毛.
    const rest = more === undefined ? 0 : more.value > 0.1 ? more.value / 10 : more.value
    return { value: value + rest, end: more?.end ?? amount.end + unit[0].length }
  }
  if (!bare || amount.value >= 100) return undefined
  return { value: amount.value / (amount.value < 10 && text[start] !== '零' ? 10 : 100), end: amount.end }
}

function sumAt(text: string, at: number, fallback: string): Sum | undefined {
  const coins = change(text, at, false)
  if (coins) return { amount: roundTo(coins.value, 2), currency: fallback, start: at, end: coins.end, named: true }
  const amount = chineseAmount(text, at)
  if (!amount) return undefined
  const sign = signs[text[at - 1] ?? '']
  const unit = startingWith(units, text, amount.end)
  const unitEnd = amount.end + (unit?.[0].length ?? 0)
  const rest = unit?.[1] === '' && !unit[0].endsWith('钱') ? change(text, unitEnd, true) : undefined
  const named = text.startsWith('人民币', at - 3) ? 'CNY' : text.startsWith('美元', at - 2) ? 'USD' : sign
  return {
    amount: roundTo(amount.value + (rest?.value ?? 0), 2),
    currency: unit !== undefined && unit[1] !== '' ? unit[1] : (named ?? fallback),
    start: sign === undefined ? at : at - 1,
    end: rest?.end ?? unitEnd,
    named: unit !== undefined || named !== undefined,
  }
}

/** A sum of money in Chinese: 十二块五, 三毛, 五百美元, 两万三, ¥12.50. A named currency goes first, then the last sum said. */
export function readChineseMoney(text: string, options: MoneyOptions): Reading<Money> | undefined {
  const folded = chineseText(text)
  let found: Sum | undefined
  for (let at = 0; at < folded.length; ) {
    const sum = sumAt(folded, at, options.currency)
    if (sum && (sum.named || !found?.named)) found = sum
    at = sum?.end ?? at + 1
  }
  if (!found) return undefined
  const matched = folded.slice(found.start, found.end)
  return { value: { amount: found.amount, currency: found.currency }, matched, confidence: chineseConfidence(folded, matched) }
}
