import { listOf } from '../text/list.js'
import { readingConfidence, type Reading } from './reading.js'
import { mergedPieces } from './patched.js'
import { readCardinal, readPair, readerTokens, smallNumbers, tens } from './number-words.js'

export interface DigitsOptions {
  /** Fewest digits accepted; 1 where it is absent. */
  readonly minCount?: number
  /** Most digits accepted; 40 where it is absent. */
  readonly maxCount?: number
  /** Which of the strings that may have been meant is one; any where it is absent. */
  readonly accept?: (digits: string) => boolean
}

const zeros = new Set(['o', 'oh', 'zero', 'nought', 'naught', 'nil', 'null'])
const repeats: ReadonlyMap<string, number> = new Map(Object.entries({ double: 2, triple: 3, treble: 3, quadruple: 4 }))
/** Sound like a digit; taken for one only where the count fits no other way. */
const homophones: ReadonlyMap<string, string> = new Map(
  Object.entries({ to: '2', too: '2', for: '4', fore: '4', won: '1', ate: '8', tree: '3' }),
)
/** Stand between digits without ending them. */
const joints = new Set(
  listOf(`
  um, uh, er, erm, and, then, -, dash, hyphen, comma, space, hmm, ah, /, followed, by
`),
)
/** Say that what came before was wrong. */
const corrections = new Set(['no', 'sorry', 'wait', 'mean', 'actually', 'correction', 'rather'])
/** Words about the digits, not digits: "the last four digits are". */
const nouns = new Set(['digit', 'digits', 'number', 'numbers'])
/** Carry no weight around a string of digits. */
const around = new Set(
  listOf(`
  it, is, it's, its, the, my, are, card, number, numbers, digit, digits, last, ends, ending, in, with, account, pin, code, please
  yes, yeah, okay, ok, that, would, be, of, a, i, have, this, that's, um, uh, er, well, so, pound, hash, star, and, then, -, /
  thanks, thank, you, no, sorry, mean, was, first, four, final, for
`),
)

/** One way to write down what was said at a place. */
interface Piece {
  /** Likeliest first. */
  readonly writings: readonly string[]
  readonly end: number
}

interface Run {
  readonly pieces: readonly Piece[]
  readonly start: number
  readonly end: number
  readonly corrected: boolean
}

function singleDigit(token: string): string | undefined {
  if (zeros.has(token)) return '0'
  const value = smallNumbers.get(token)
  if (value !== undefined && value < 10) return String(value)
  return token === 'niner' ? '9' : undefined
}

function repeatedPiece(tokens: readonly string[], at: number): Piece | undefined {
  const times = repeats.get(tokens[at] ?? '')
  const next = tokens[at + 1] ?? ''
  const digit = singleDigit(next) ?? (/^\d$/.test(next) ? next : undefined)
  return times !== undefined && digit !== undefined ? { writings: [digit.repeat(times)], end: at + 2 } : undefined
}

/** "one hundred and five" -> 105, "forty three hundred" -> 4300, "two thousand" -> 2000. */
function cardinalPiece(tokens: readonly string[], at: number): Piece | undefined {
  const cardinal = readCardinal(tokens, at)
  const said = tokens.slice(at, cardinal?.end ?? at)
  if (!cardinal || !said.some((word) => word === 'hundred' || word === 'thousand')) return undefined
  // "Eight hundred five five five": the five may be a digit of its own.
  const rest = cardinal.value % 100
  const apart = rest > 0 && !said.includes('and') ? [`${cardinal.value - rest}${rest}`] : []
  const goesOn = rest < 10 && apart.length > 0 && singleDigit(tokens[cardinal.end] ?? '') !== undefined
  const whole = String(cardinal.value)
  return { writings: goesOn ? [...apart, whole] : [whole, ...apart], end: cardinal.end }
}

/** "twenty one" is 21, or 20 and 1 where only that fits. */
function pairPiece(tokens: readonly string[], at: number): Piece | undefined {
  const pair = readPair(tokens, at)
  if (!pair) return undefined
  const ten = tens.get(tokens[at] ?? '')
  const apart = ten !== undefined && pair.value > ten ? [`${ten}${pair.value - ten}`] : []
  return { writings: [String(pair.value), ...apart], end: pair.end }
}

function pieceAt(tokens: readonly string[], at: number, loose: boolean): Piece | undefined {
  const token = tokens[at] ?? ''
  if (/^\d[\d,]*$/.test(token)) return { writings: [token.replaceAll(',', '')], end: at + 1 }
  const same = loose ? homophones.get(token) : undefined
  const single = (token === 'one' && !readPair(tokens, at) ? undefined : singleDigit(token)) ?? same
  return (
    repeatedPiece(tokens, at) ??
    cardinalPiece(tokens, at) ??
    (single === undefined ? pairPiece(tokens, at) : { writings: [single], end: at + 1 })
  )
}

/** "last four digits" speaks of digits, it is none. */
function isCountOfDigits(tokens: readonly string[], at: number): boolean {
  return (
    nouns.has(tokens[at + 1] ?? '') ||
    (['last', 'final', 'first'].includes(tokens[at - 1] ?? '') && /^(are|is|of|on)$/.test(tokens[at + 1] ?? ''))
  )
}

function runsOf(tokens: readonly string[], loose: boolean): Run[] {
  const runs: Run[] = []
  let corrected = false
  for (let at = 0; at < tokens.length;) {
    const pieces: Piece[] = []
    const start = at
    let end = at
    while (at < tokens.length) {
      const piece = isCountOfDigits(tokens, at) ? undefined : pieceAt(tokens, at, loose)
      if (piece) {
        pieces.push(piece)
        at = piece.end
        end = at
      } else if (pieces.length > 0 && joints.has(tokens[at] ?? '')) at += 1
      else break
    }
    if (pieces.length > 0) runs.push({ pieces, start, end, corrected })
    else at += 1
    corrected = corrections.has(tokens[at] ?? '') || (pieces.length === 0 && corrected)
  }
  return runs
}

/** The first writing of the pieces whose length fits, likeliest pieces first. */
function fittingDigits(pieces: readonly Piece[], fits: (digits: string) => boolean): string | undefined {
  let writings = ['']
  for (const piece of pieces) writings = writings.flatMap((before) => piece.writings.map((writing) => before + writing)).slice(0, 64)
  return writings.find(fits)
}

/**
 * A string of digits as people say it: "four three two one", "oh", "double seven", "forty three twenty one", "4321".
 * English; the last run that fits wins, so that a correction holds.
 */
export function readDigits(text: string, options: DigitsOptions = {}): Reading<string> | undefined {
  const { minCount = 1, maxCount = 40, accept = () => true } = options
  const fits = (digits: string): boolean => digits.length >= minCount && digits.length <= maxCount && accept(digits)
  const tokens = readerTokens(text)
  for (const loose of [false, true]) {
    const runs = runsOf(tokens, loose)
    const reading = readRuns(tokens, runs, fits)
    if (reading) return reading
  }
  return undefined
}

/** A correction that is shorter than what it corrects, and begins like a piece of it, replaces that piece. */
function isPatch(runs: readonly Run[], last: Run): boolean {
  const before = likeliest(runs[runs.indexOf(last) - 1])
  const again = likeliest(last)
  return last.corrected && again.length > 1 && again.length < before.length && before.includes(again.slice(0, 2))
}

const likeliest = (run: Run | undefined): string => run?.pieces.map(({ writings }) => writings[0] ?? '').join('') ?? ''

function mergedRuns(runs: readonly Run[], fits: (digits: string) => boolean): string | undefined {
  if (runs.length < 2) return undefined
  if (!runs.some(({ corrected }) => corrected)) return fittingDigits(runs.flatMap(({ pieces }) => pieces), fits)
  return mergedPieces(runs.map((run, index) => ({ text: likeliest(run), corrected: index > 0 && run.corrected })), fits)
}

function readRuns(tokens: readonly string[], runs: readonly Run[], fits: (digits: string) => boolean): Reading<string> | undefined {
  const [first, newest] = [runs[0], runs.at(-1)]
  const last = runs.findLast((run) => fittingDigits(run.pieces, fits) !== undefined)
  const isWhole = last !== undefined && !(last === newest ? isPatch(runs, last) : newest?.corrected === true)
  const merged = isWhole ? undefined : mergedRuns(runs, fits)
  const weight = tokens.filter((token) => !around.has(token) && singleDigit(token) === undefined).length
  if (first && merged !== undefined) {
    const used = tokens.slice(first.start, newest?.end)
    return { value: merged, matched: used.join(' '), confidence: readingConfidence(weight, weight) - 0.1 }
  }
  if (!last) return undefined
  const used = tokens.slice(last.start, last.end)
  const inside = used.filter((token) => !around.has(token) && singleDigit(token) === undefined).length
  return { value: fittingDigits(last.pieces, fits) ?? '', matched: used.join(' '), confidence: readingConfidence(inside, weight) }
}
