import { listOf } from '../text/list.js'
import { readCardinal, readerTokens, smallNumbers } from './number-words.js'
import { readingConfidence, type Reading } from './reading.js'

interface Amount {
  readonly value: number
  readonly end: number
}

const fractions: ReadonlyMap<string, number> = new Map([
  ['half', 0.5],
  ['quarter', 0.25],
  ['quarters', 0.25],
  ['third', 1 / 3],
])
const groups: ReadonlyMap<string, number> = new Map([
  ['dozen', 12],
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

/** "and a half", "and three quarters". */
function fractionPart(tokens: readonly string[], at: number): Amount | undefined {
  const start = tokens[at] === 'and' ? at + 1 : at
  const count = tokens[start] === 'a' || tokens[start] === 'an' ? 1 : tokens[start] === 'three' ? 3 : 0
  const named = fractions.get(tokens[count === 0 ? start : start + 1] ?? '')
  return named === undefined || (count === 0 && tokens[at] === 'and')
    ? undefined
    : { value: Math.max(1, count) * named, end: count === 0 ? start + 1 : start + 2 }
}

function groupPart(tokens: readonly string[], at: number): Amount | undefined {
  if (tokens[at] === 'half' && tokens[at + 1] === 'a' && tokens[at + 2] === 'dozen') return { value: 6, end: at + 3 }
  const start = tokens[at] === 'a' ? at + 1 : at
  const size = groups.get(tokens[start] ?? '')
  return size === undefined ? undefined : { value: size, end: start + 1 }
}

/** The number, with decimals and fractions, that starts at a token. */
export function readAmount(tokens: readonly string[], at: number): Amount | undefined {
  const whole = readCardinal(tokens, at)
  if (!whole)
    return (
      pointPart(tokens, at) ?? groupPart(tokens, at) ?? (tokens[at] === 'half' || tokens[at] === 'a' ? fractionPart(tokens, at) : undefined)
    )
  if (groups.get(tokens[whole.end] ?? '') === 12) return { value: whole.value * 12, end: whole.end + 1 }
  const rest = pointPart(tokens, whole.end) ?? (tokens[whole.end] === 'and' ? fractionPart(tokens, whole.end) : undefined)
  if (tokens[whole.end] === 'k') return { value: whole.value * 1_000, end: whole.end + 1 }
  if (!rest) return whole
  const scale = tokens[rest.end] === 'million' ? 1_000_000 : tokens[rest.end] === 'thousand' ? 1_000 : 1
  return { value: roundTo(whole.value + rest.value, 6) * scale, end: scale === 1 ? rest.end : rest.end + 1 }
}

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
  return found
}
