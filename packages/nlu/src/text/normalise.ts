import type { Lexicon } from '../lexicon/lexicon.js'
import { oncePerLexicon } from '../lexicon/once-per-lexicon.js'
import { foldText, isHan, joinTokens, wordsOf } from './tokens.js'
import { spellDigits } from './spell-digits.js'

/** One utterance or phrase in the forms that the matchers compare. */
export interface NormalText {
  /** Every word, short forms written out, digits spelled. */
  readonly tokens: readonly string[]
  /** What is left without hesitations, openings, closings and words such as articles; all of `tokens` where nothing would be left. */
  readonly core: readonly string[]
  /** `tokens` between single spaces, with one at either end: where ` word ` finds a whole word. */
  readonly padded: string
}

export interface Normaliser {
  readonly normalise: (text: string) => NormalText
  /** The words of a phrase as they are said: short forms kept, digits spelled. */
  readonly spokenForm: (text: string) => string
}

const key = (tokens: readonly string[]): string => tokens.join(' ')

function sequences(entries: readonly string[]): string[][] {
  return entries.map((entry) => wordsOf(foldText(entry))).sort((left, right) => right.length - left.length)
}

function startsWith(tokens: readonly string[], sequence: readonly string[], at: number): boolean {
  return sequence.length > 0 && sequence.every((word, offset) => tokens[at + offset] === word)
}

function stripEdges(tokens: readonly string[], openings: readonly string[][], closings: readonly string[][]): readonly string[] {
  let rest = tokens
  for (;;) {
    const opening = openings.find((sequence) => startsWith(rest, sequence, 0))
    const closing = closings.find((sequence) => startsWith(rest, sequence, rest.length - sequence.length))
    if (opening) rest = rest.slice(opening.length)
    else if (closing) rest = rest.slice(0, rest.length - closing.length)
    else return rest
  }
}

/** Words of a language brought to one form, by its lexicon. */
export const normaliserOf = oncePerLexicon(createNormaliser)

function createNormaliser(lexicon: Lexicon): Normaliser {
  const contractions = new Map(Object.entries(lexicon.contractions).map(([short, long]) => [short, long.split(' ')]))
  const hesitations = new Set(lexicon.hesitations.filter((word) => wordsOf(word).length === 1))
  const weak = new Set(lexicon.weakWords)
  const openings = sequences(lexicon.openings)
  const closings = sequences(lexicon.closings)

  const expand = (token: string): string[] => contractions.get(token) ?? [token.replace(/'s$/, '').replaceAll("'", '')]

  const coreOf = (tokens: readonly string[]): readonly string[] => {
    const clear = tokens.filter((token) => !hesitations.has(token))
    const stripped = stripEdges(clear, openings, closings)
    const core = stripped.filter((token) => !weak.has(token))
    return core.length > 0 ? core : stripped.length > 0 ? stripped : clear.length > 0 ? clear : tokens
  }

  return {
    normalise(text) {
      const tokens = spellDigits(wordsOf(foldText(text)).flatMap(expand)).filter((token) => token !== '')
      return { tokens, core: coreOf(tokens), padded: ` ${key(tokens)} ` }
    },
    spokenForm(text) {
      const words = wordsOf(foldText(text))
      return joinTokens(words.some(isHan) ? words : spellDigits(words))
    },
  }
}
