/** What a numeral is worth; formal writing included. */
const digitValues: ReadonlyMap<string, number> = new Map(
  ['零〇', '一壹', '二贰两俩', '三叁仨', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((same, value) =>
    [...same].map((digit): [string, number] => [digit, value]),
  ),
)
const smallUnits: ReadonlyMap<string, number> = new Map(Object.entries({ 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1_000, 仟: 1_000 }))
const bigUnits: ReadonlyMap<string, number> = new Map(Object.entries({ 万: 10_000, 萬: 10_000, 亿: 100_000_000 }))
const asciiNumeral = /\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+/y

/** Characters that a numeral may be made of, for expressions. */
export const numeralClass = '0-9零〇一二两三四五六七八九十'

export interface Numeral {
  readonly value: number
  /** Index after its last character. */
  readonly end: number
  /** A unit such as 十 was said: it is no string of digits. */
  readonly units: boolean
}

const traditional = '億萬點兩貳壹負號禮週後個這時間開兒從過幾陸參圓塊錢歐鎊幣餘農曆應該對錯說聽還請給為嗎麼電話車牌倆倉'
const simplified = '亿万点两贰壹负号礼周后个这时间开儿从过几陆叁圆块钱欧镑币余农历应该对错说听还请给为吗么电话车牌俩仓'
const simplifiedForms: ReadonlyMap<string, string> = new Map([...traditional].map((character, index) => [character, [...simplified][index] ?? character]))

/** Text of a reader of Chinese: one form of each character, lower case, spaces only between numerals. */
export function chineseText(text: string): string {
  return text
    .slice(0, 1_000)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\p{Script=Han}/gu, (character) => simplifiedForms.get(character) ?? character)
    .replace(/(?<![0-9])\s+|\s+(?![0-9])/gu, '')
}

export function digitAt(text: string, at: number): number | undefined {
  const digit = text[at] ?? ''
  return /[0-9]/.test(digit) ? Number(digit) : digitValues.get(digit)
}

function asciiAt(text: string, at: number): { value: number; end: number } | undefined {
  asciiNumeral.lastIndex = at
  const found = asciiNumeral.exec(text)?.[0]
  return found === undefined ? undefined : { value: Number(found.replaceAll(',', '')), end: at + found.length }
}

/** State of reading one numeral from left to right. */
interface Partial {
  total: number
  section: number
  current: number | undefined
  /** Unit said last, and the least one of the section. */
  unit: number
  least: number
  zero: boolean
}

/** 三万五 is 35,000 and 一百五 is 150: a last digit is of the next lower unit, unless 零 stands before it. */
function valueOf({ total, section, current, unit, zero }: Partial): number {
  if (current === undefined) return total + section
  const scale = unit >= 100 && !zero && current < 10 ? unit / 10 : 1
  return total + section + current * scale
}

function takeUnit(state: Partial, unit: number): boolean {
  if (unit >= state.least || (state.current === undefined && (unit !== 10 || (state.unit !== 0 && !state.zero)))) return false
  state.section += (state.current ?? 1) * unit
  Object.assign(state, { current: undefined, unit, least: unit, zero: false })
  return true
}

function takeBigUnit(state: Partial, unit: number): boolean {
  const sum = state.section + (state.current ?? 0)
  // 四万亿: the unit multiplies everything before it.
  if (sum === 0 && state.total > 0 && state.unit >= 10_000) {
    Object.assign(state, { total: state.total * unit, unit })
    return true
  }
  if (sum === 0) return false
  if (state.total > 0 && state.total < unit) {
    Object.assign(state, { total: (state.total + sum) * unit, section: 0, current: undefined, unit, least: Infinity, zero: false })
    return true
  }
  Object.assign(state, { total: state.total + sum * unit, section: 0, current: undefined, unit, least: Infinity, zero: false })
  return true
}

function takeDigit(state: Partial, digit: number): boolean {
  if (state.current !== undefined) return false
  if (digit === 0 && state.unit > 0) state.zero = true
  else state.current = digit
  return true
}

/** The number that starts at a character: 二十一, 一百零五, 三万五, 1,200, 3万. */
export function readChineseCardinal(text: string, start: number): Numeral | undefined {
  const state: Partial = { total: 0, section: 0, current: undefined, unit: 0, least: Infinity, zero: false }
  let at = start
  for (;;) {
    const ascii = asciiAt(text, at)
    const digit = ascii === undefined ? digitAt(text, at) : undefined
    const small = smallUnits.get(text[at] ?? '')
    const big = bigUnits.get(text[at] ?? '')
    if (ascii) {
      if (state.current !== undefined) break
      state.current = ascii.value
      state.zero ||= ascii.end - at > 1
      at = ascii.end
      continue
    }
    const taken =
      (digit !== undefined && takeDigit(state, digit)) ||
      (small !== undefined && takeUnit(state, small)) ||
      (big !== undefined && takeBigUnit(state, big))
    if (!taken) break
    at += 1
  }
  return at === start ? undefined : { value: valueOf(state), end: at, units: state.unit > 0 }
}

/** A whole piece of text as a number; undefined where it is none. */
export function chineseNumber(text: string): number | undefined {
  const read = readChineseCardinal(text, 0)
  return read?.end === text.length ? read.value : undefined
}

/** A number said digit by digit, 二零二六, at least `least` of them. */
export function digitString(text: string): string | undefined {
  const digits = [...text].map((_, index) => digitAt(text, index))
  return digits.some((digit) => digit === undefined) ? undefined : digits.join('')
}
