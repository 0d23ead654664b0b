import type { Heard, HeardWord } from '../messages.js'
import type { OnlineResult } from './sherpa.js'

/** Scripts that are written without blanks: each sign stands for itself. */
const unspaced = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u

interface Piece {
  readonly text: string
  readonly startMs: number
  readonly begins: boolean
}

/** A token begins a word by a mark before it, or by the lack of the joining mark after the last one. */
function piecesOf(tokens: readonly string[], timestamps: readonly number[]): Piece[] {
  const isJoined = tokens.some((token) => token.endsWith('@@'))
  return tokens.map((token, index) => {
    const last = tokens[index - 1] ?? ''
    const bare = token.replace(/^[▁\s]+/, '').replace(/@@$/, '')
    const marked = isJoined ? !last.endsWith('@@') : /^[▁\s]/.test(token)
    const begins = index === 0 || marked || unspaced.test(bare) || unspaced.test(last.replace(/^[▁\s]+/, ''))
    return { text: bare, startMs: Math.round((timestamps[index] ?? 0) * 1_000), begins }
  })
}

function wordsOf(pieces: readonly Piece[], audioMs: number, confidence: number): HeardWord[] {
  const words: { word: string; startMs: number }[] = []
  for (const { text, startMs, begins } of pieces) {
    const last = words.at(-1)
    if (begins || last === undefined) words.push({ word: text, startMs })
    else last.word += text
  }
  const said = words.filter(({ word }) => word !== '')
  return said.map(({ word, startMs }, index) => ({ word, startMs, endMs: Math.max(startMs, said[index + 1]?.startMs ?? audioMs), confidence }))
}

/** Models that know capitals only are not shouting. */
const inLowerCase = (text: string): string => (/\p{Ll}/u.test(text) ? text : text.toLowerCase())

const withoutBlanks = (text: string): string => text.replace(/\s+/g, '').toLowerCase()

/** The geometric mean of its tokens' likelihoods; 0 is "not known", as in google.cloud.speech.v1. */
function confidenceOf(logarithms: readonly number[]): number {
  if (logarithms.length === 0) return 0
  return Math.min(1, Math.exp(logarithms.reduce((sum, value) => sum + value, 0) / logarithms.length))
}

/** A model's result as the engine tells it: words with times only where the tokens make up the text. */
export function heardOf({ text, tokens = [], timestamps = [], ys_probs: logarithms = [] }: OnlineResult, audioMs: number): Heard {
  const confidence = confidenceOf(logarithms)
  const said = inLowerCase(text.trim())
  const words = timestamps.length === tokens.length ? wordsOf(piecesOf(tokens, timestamps), audioMs, confidence) : []
  const isWhole = withoutBlanks(words.map(({ word }) => word).join('')) === withoutBlanks(said)
  return { text: said, words: isWhole ? words.map((word) => ({ ...word, word: inLowerCase(word.word) })) : [], confidence }
}
