import type { Alternative } from '@callchart/protocol'
import type { Understanding } from './understand.js'

/** One alternative, what it was understood as, and how far that is believed. */
export interface Weighed {
  readonly text: string
  readonly understanding: Understanding
  /** The understanding's confidence, as far as the alternative is believed. */
  readonly confidence: number
}

/** Recognisers put the likelier alternative first: each place further down costs this much. */
const rankPenalty = 0.08
/** Believed where the recogniser gives no confidence, which it sends as 0. */
const unknownWeight = 0.9
const leastWeight = 0.1
/** A word heard with this confidence or more is believed. */
const sureWord = 0.6
/** So much of a reading is lost when the words that decided it were pure guesses. */
const guessedLoss = 0.3
/** So much of what a reading lacks is made up by another alternative that is understood alike. */
const agreementGain = 0.15
const agreeingCount = 3

const weightOf = ({ confidence }: Alternative, place: number): number => {
  const heard = confidence > 0 ? 0.7 + 0.3 * Math.min(1, confidence) : unknownWeight
  return Math.max(leastWeight, heard - rankPenalty * place)
}

/** Recognisers may tell the first one's confidence alone: none of the others is believed more than its place allows. */
function weightsOf(alternatives: readonly Alternative[]): number[] {
  const [first] = alternatives
  const most = first === undefined ? 1 : weightOf(first, 0)
  return alternatives.map((alternative, place) => {
    const weight = weightOf(alternative, place)
    return alternative.confidence > 0 ? weight : Math.max(leastWeight, Math.min(weight, most - rankPenalty * place))
  })
}

const lettersOf = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]+/gu, '')

/** How sure the recogniser was of the words that decided; undefined where it does not say. */
function sureness({ words }: Alternative, matched: string | undefined): number | undefined {
  if (matched === undefined || words.every(({ confidence }) => confidence === 0)) return undefined
  const wanted = new Set(matched.split(/[^\p{L}\p{M}\p{N}]+/u).map(lettersOf))
  const whole = lettersOf(matched)
  const decisive = words.filter(({ text }) => {
    const letters = lettersOf(text)
    // Scripts without blanks: a word is a piece of the phrase.
    return letters !== '' && (wanted.has(letters) || (/\p{Script=Han}/u.test(letters) && whole.includes(letters)))
  })
  if (decisive.length === 0) return undefined
  return decisive.reduce((sum, { confidence }) => sum + confidence, 0) / decisive.length
}

/** 1 where the words that decided were heard well, less where they were guessed. */
function wordFactor(alternative: Alternative, { matched }: Understanding): number {
  const sure = sureness(alternative, matched)
  return sure === undefined ? 1 : 1 - guessedLoss * (1 - Math.min(1, sure / sureWord))
}

/** Equal for readings that lead to the same branch with the same value. */
function meaningOf({ target }: Understanding): string | undefined {
  switch (target.kind) {
    case 'nothing':
      return undefined
    case 'value':
      return `value ${JSON.stringify(target.value)}`
    case 'ambiguous':
      return `ambiguous ${[...target.intents].sort().join(' ')}`
    default:
      return `${target.kind} ${target.id}`
  }
}

/** What several alternatives are understood as is likelier meant than what one of them is. */
function withAgreement(weighed: readonly Weighed[]): Weighed[] {
  return weighed.map((each) => {
    const meaning = meaningOf(each.understanding)
    if (meaning === undefined) return each
    const agreeing = weighed.filter((other) => other !== each && other.text !== each.text && meaningOf(other.understanding) === meaning)
    const gain = agreementGain * Math.min(agreeingCount, agreeing.length)
    return { ...each, confidence: each.confidence + (1 - each.confidence) * gain * each.confidence }
  })
}

/** Weighs the alternatives of one utterance (best first) by the recogniser's belief in them, in their words, and by how they agree. */
export function weighAlternatives(alternatives: readonly Alternative[], understand: (text: string) => Understanding): Weighed[] {
  const weights = weightsOf(alternatives)
  return withAgreement(
    alternatives.map((alternative, place): Weighed => {
      const understanding = understand(alternative.text)
      const believed = (weights[place] ?? leastWeight) * wordFactor(alternative, understanding)
      return { text: alternative.text, understanding, confidence: understanding.confidence * believed }
    }),
  )
}
