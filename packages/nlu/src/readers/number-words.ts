import { listOf } from '../text/list.js'

const small = listOf(`
  zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, sixteen, seventeen
  eighteen, nineteen
`)
const tenWords = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

/** Words below twenty -> value. */
export const smallNumbers: ReadonlyMap<string, number> = new Map(small.map((word, value) => [word, value]))
/** Multiples of ten from twenty -> value. */
export const tens: ReadonlyMap<string, number> = new Map([
  ...tenWords.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ['fourty', 40],
])
export const scales: ReadonlyMap<string, number> = new Map([
  ['thousand', 1_000],
  ['grand', 1_000],
  ['million', 1_000_000],
  ['billion', 1_000_000_000],
  ['trillion', 1_000_000_000_000],
  ['lakh', 100_000],
  ['crore', 10_000_000],
])

const irregularOrdinals: Readonly<Record<string, number>> = { first: 1, second: 2, third: 3, fifth: 5, eighth: 8, ninth: 9, twelfth: 12 }

function ordinalEntries(): [string, number][] {
  const regular = small.slice(4).map((word, index): [string, number] => [`${word}th`, index + 4])
  const round = tenWords.map((word, index): [string, number] => [`${word.slice(0, -1)}ieth`, (index + 2) * 10])
  return [...regular, ...round, ...Object.entries(irregularOrdinals)]
}

/** "first" to "ninetieth", single words -> value. */
export const ordinals: ReadonlyMap<string, number> = new Map(ordinalEntries())

/** Text of a reader: lower case words, numerals with their decimals and separators, and the signs that carry meaning. */
export function readerTokens(text: string): string[] {
  const folded = text
    .slice(0, 1_000)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2018\u2019]/gu, "'")
    .replace(/\u2044/gu, '/')
  return folded.match(/\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d*\.\d+|\d+|[\p{L}']+|[$€£¥%/-]/gu) ?? []
}

/** "The one", "that one", "the second one": no number, unless another one follows. */
const pronounHeads: ReadonlySet<string> = new Set([
  ...['the', 'that', 'this', 'which', 'right', 'wrong', 'other', 'another', 'each', 'any', 'every', 'some', 'next', 'last', 'same', 'only'],
  ...ordinals.keys(),
])

function isPronoun(tokens: readonly string[], at: number): boolean {
  if (tokens[at] !== 'one' || !pronounHeads.has(tokens[at - 1] ?? '')) return false
  const next = tokens[at + 1] ?? ''
  return !(smallNumbers.has(next) || tens.has(next) || scales.has(next) || /^(?:\d|(?:hundred|oh|o|double|triple|point|and)$)/.test(next))
}

interface Cardinal {
  readonly value: number
  /** Index after the last word of it. */
  readonly end: number
}

/** The value below a hundred that starts at a token: "twenty one", "seven". */
export function readPair(tokens: readonly string[], at: number): Cardinal | undefined {
  const word = tokens[at] ?? ''
  if (isPronoun(tokens, at)) return undefined
  const ten = tens.get(word)
  if (ten === undefined) {
    const value = smallNumbers.get(word)
    return value === undefined ? undefined : { value, end: at + 1 }
  }
  const next = tokens[at + 1] === '-' ? at + 2 : at + 1
  const unit = smallNumbers.get(tokens[next] ?? '')
  return unit !== undefined && unit > 0 && unit < 10 ? { value: ten + unit, end: next + 1 } : { value: ten, end: at + 1 }
}

function readNumeral(tokens: readonly string[], at: number): Cardinal | undefined {
  const token = tokens[at] ?? ''
  return /^\.?\d/.test(token) ? { value: Number(token.replaceAll(',', '')), end: at + 1 } : undefined
}

function readHundreds(tokens: readonly string[], at: number): Cardinal | undefined {
  const article = tokens[at] === 'a' && (tokens[at + 1] === 'hundred' || scales.has(tokens[at + 1] ?? ''))
  const head = article ? { value: 1, end: at + 1 } : (readNumeral(tokens, at) ?? readPair(tokens, at))
  if (!head || tokens[head.end] !== 'hundred') return head
  const hundreds = head.value * 100
  const next = tokens[head.end + 1] === 'and' ? head.end + 2 : head.end + 1
  const rest = readPair(tokens, next) ?? (/^\d{1,2}$/.test(tokens[next] ?? '') ? readNumeral(tokens, next) : undefined)
  return rest && rest.value > 0 ? { value: hundreds + rest.value, end: rest.end } : { value: hundreds, end: head.end + 1 }
}

/** The whole number (or numeral) that starts at a token: "two thousand three hundred and five", "1,200", "a hundred". */
export function readCardinal(tokens: readonly string[], at: number): Cardinal | undefined {
  let total = 0
  let end = at
  let lastScale = Infinity
  for (;;) {
    const next = end > at && tokens[end] === 'and' ? end + 1 : end
    const part = readHundreds(tokens, next)
    if (!part) break
    const scale = scales.get(tokens[part.end] ?? '')
    if (scale === undefined) {
      if (end > at && part.value >= lastScale) break
      return { value: total + part.value, end: part.end }
    }
    if (scale >= lastScale) break
    total += part.value * scale
    lastScale = scale
    end = part.end + 1
  }
  return end > at ? { value: total, end } : undefined
}
