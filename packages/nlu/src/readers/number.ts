import { listOf } from '../text/list.js'
import { ordinals, readCardinal, readerTokens, scales, smallNumbers } from './number-words.js'
import { readingConfidence, type Reading } from './reading.js'

interface Amount {
  readonly value: number
  readonly end: number
}

/** Names of parts of a whole -> how many of them make one; "second" is an ordinal number, and a part of nothing. */
const denominators: ReadonlyMap<string, number> = new Map([
  ['half', 2],
  ['halves', 2],
  ['quarter', 4],
  ['quarters', 4],
  ...[...ordinals].filter(([, value]) => value > 2).flatMap(([word, value]): [string, number][] => [[word, value], [`${word}s`, value]]),
  ['hundredth', 100],
  ['hundredths', 100],
  ['thousandth', 1_000],
  ['thousandths', 1_000],
])
const groups: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
  ['dozens', 12],
  ['couple', 2],
  ['pair', 2],
])

function pointPart(tokens: readonly string[], at: number): Amount | undefined {
  if (tokens[at] !== 'point') return undefined
  let digits = ''
  let end = at + 1
  for (; end < tokens.length; end += 1) {
    const token = tokens[end] ?? ''
    const value = token === 'oh' || token === 'o' ? 0 : (smallNumbers.get(token) ?? (/^\d+$/.test(token) ? Number(token) : undefined))
    if (value === undefined || value > 9) break
    digits += String(value)
  }
  const pair = digits === '' ? readCardinal(tokens, at + 1) : undefined
  if (pair) return { value: Number(`0.${pair.value}`), end: pair.end }
  return digits === '' ? undefined : { value: Number(`0.${digits}`), end }
}

/** A count of parts: "one hundred and three quarters" are a hundred and three of four. */
function shortCount(tokens: readonly string[], at: number): Amount | undefined {
  const count = readCardinal(tokens, at)
  return count && tokens.slice(at, count.end).includes('and') ? undefined : count
}

/** "one hundred and three" before "quarters": the last number counts those. @param at where the whole begins */
function wholeBefore(tokens: readonly string[], at: number, whole: Amount): Amount {
  const joint = tokens.lastIndexOf('and', whole.end - 1)
  const place = tokens[whole.end] === '-' ? whole.end + 1 : whole.end
  if (joint <= at || whole.end - joint > 3 || !denominators.has(tokens[place] ?? '') || tokens[place] === 'half') return whole
  const rest = readCardinal(tokens, joint + 1)
  return rest ? { value: whole.value - rest.value, end: joint } : whole
}

/** "a half", "three quarters", "3/4"; "twenty first" is none. */
function fractionAt(tokens: readonly string[], at: number): Amount | undefined {
  const article = tokens[at] === 'a' || tokens[at] === 'an'
  const count = article ? { value: 1, end: at + 1 } : shortCount(tokens, at)
  if (!count) return undefined
  if (tokens[count.end] === '/' || tokens[count.end] === 'over') {
    const parts = readCardinal(tokens, count.end + 1)
    const date = tokens[parts?.end ?? 0] === '/' || tokens[at - 1] === '/'
    return parts && parts.value > 0 && !date ? { value: count.value / parts.value, end: parts.end } : undefined
  }
  const place = tokens[count.end] === '-' ? count.end + 1 : count.end
  const word = tokens[place] ?? ''
  const parts = denominators.get(word)
  const ordinal = !word.endsWith('s') && count.value !== 1
  return parts === undefined || ordinal ? undefined : { value: count.value / parts, end: place + 1 }
}

/** "and a half", "and three quarters". */
function fractionPart(tokens: readonly string[], at: number): Amount | undefined {
  return tokens[at] === 'and' ? fractionAt(tokens, at + 1) : undefined
}

/** "half a million", "a quarter million", "half a dozen". */
function partOfScale(tokens: readonly string[], at: number): Amount | undefined {
  const part = denominators.get(tokens[at] ?? '') === 2 ? { value: 0.5, end: at + 1 } : fractionAt(tokens, at)
  const bare = part ?? (tokens[at] === 'quarter' ? { value: 0.25, end: at + 1 } : undefined)
  if (!bare) return undefined
  const place = ['of', 'a'].reduce((end, word) => (tokens[end] === word ? end + 1 : end), bare.end)
  const scale = scaleOf(tokens[place])
  if (scale !== undefined) return { value: roundTo(bare.value * scale, 6), end: place + 1 }
  return part
}

const scaleOf = (token: string | undefined): number | undefined => (token === 'dozen' ? 12 : scales.get(token ?? ''))

function groupPart(tokens: readonly string[], at: number): Amount | undefined {
  const start = tokens[at] === 'a' ? at + 1 : at
  const size = groups.get(tokens[start] ?? '')
  return size === undefined ? undefined : { value: size, end: start + 1 }
}

/** The number, with decimals and fractions, that starts at a token. */
export function readAmount(tokens: readonly string[], at: number): Amount | undefined {
  const part = partOfScale(tokens, at)
  if (part) return part
  const cardinal = readCardinal(tokens, at)
  const whole = cardinal && wholeBefore(tokens, at, cardinal)
  if (!whole) return pointPart(tokens, at) ?? groupWithHalf(tokens, at)
  if (groups.get(tokens[whole.end] ?? '') === 12) return { value: whole.value * 12, end: whole.end + 1 }
  const letter = letterScales.get(tokens[whole.end] ?? '')
  if (letter !== undefined) return { value: roundTo(whole.value * letter, 6), end: whole.end + 1 }
  const mixed = /^\d+$/.test(tokens[at] ?? '') && /^\d+$/.test(tokens[whole.end] ?? '') ? fractionAt(tokens, whole.end) : undefined
  if (mixed) return { value: roundTo(whole.value + mixed.value, 12), end: mixed.end }
  const decimals = pointPart(tokens, whole.end)
  const share = decimals ? undefined : fractionPart(tokens, whole.end)
  // "One million and a half" are one and a half of them.
  const last = scales.get(tokens[whole.end - 1] ?? '')
  if (share) return { value: roundTo(whole.value + share.value * (last ?? 1), 6), end: share.end, ...scaledAfter(tokens, whole.value + share.value, last === undefined ? share.end : -1) }
  if (!decimals) return whole
  return { value: roundTo(whole.value + decimals.value, 6), end: decimals.end, ...scaledAfter(tokens, whole.value + decimals.value, decimals.end) }
}

/** "two and a half million", "one point five thousand". */
function scaledAfter(tokens: readonly string[], value: number, at: number): Partial<Amount> {
  const scale = scales.get(tokens[at] ?? '')
  return scale === undefined ? {} : { value: roundTo(value * scale, 6), end: at + 1 }
}

/** "a dozen and a half". */
function groupWithHalf(tokens: readonly string[], at: number): Amount | undefined {
  const group = groupPart(tokens, at)
  const half = group && fractionPart(tokens, group.end)
  return group && half ? { value: group.value * (1 + half.value), end: half.end } : group
}

/** Written behind figures: 10M, 401k. */
const letterScales: ReadonlyMap<string, number> = new Map([
  ['k', 1_000],
  ['mil', 1_000_000],
  ['mm', 1_000_000],
  ['bn', 1_000_000_000],
])

export function roundTo(value: number, places: number): number {
  return Number(value.toFixed(places))
}

const negative = new Set(['minus', 'negative', '-'])
const around = new Set(
  listOf(`
  it, is, it's, the, my, about, around, roughly, just, only, please, number, there, are, will, be, of, us, we, i, have, for, like
  would, want, need, i'd, um, uh, a, an, and, -, yes, people, exactly, approximately, maybe, in, total
`),
)

/** Words of weight among tokens. */
export function weightOf(tokens: readonly string[]): number {
  return tokens.filter((token) => !around.has(token)).length
}

/** A number as people say it: "minus five", "two and a half", "one point five", "a dozen", "1,200". English; the last one said. */
export function readNumber(text: string): Reading<number> | undefined {
  const tokens = readerTokens(text)
  let found: Reading<number> | undefined
  for (let at = 0; at < tokens.length;) {
    const amount = readAmount(tokens, at)
    if (!amount) {
      at += 1
      continue
    }
    const sign = negative.has(tokens[at - 1] ?? '') ? -1 : 1
    const said = tokens.slice(sign === -1 ? at - 1 : at, amount.end)
    found = {
      value: sign * roundTo(amount.value, 6),
      matched: said.join(' '),
      confidence: readingConfidence(weightOf(said), weightOf(tokens)),
    }
    at = amount.end
  }
  return found ?? loneNumber(tokens)
}

const loneNumbers: ReadonlyMap<string, number> = new Map([['one', 1], ['none', 0], ['nobody', 0]])

/** "just the one", "none": where a number is asked for and no other was said. */
function loneNumber(tokens: readonly string[]): Reading<number> | undefined {
  const told = tokens.some((token) => /^(?:just|only|none|nobody)$/.test(token))
  const word = tokens.findLast((token) => loneNumbers.has(token))
  const value = loneNumbers.get(word ?? '')
  return word === undefined || value === undefined || !told || tokens.length > 5 ? undefined : { value, matched: word, confidence: 0.7 }
}
