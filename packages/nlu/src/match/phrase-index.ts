import type { NormalText } from '../text/normalise.js'
import { similarity } from '../text/similarity.js'

/** A sample phrase of one class (an intent, or a key intent). */
export interface IndexedPhrase {
  readonly classId: string
  readonly text: NormalText
}

export interface PhraseMatch {
  readonly classId: string
  readonly matched: string
  /** 0..1 */
  readonly confidence: number
  /** The whole utterance, up to fillers, is the phrase. */
  readonly exact: boolean
}

export interface PhraseIndex {
  /** Exact and near matches, at most one a class. */
  find(utterance: NormalText): PhraseMatch[]
}

/** Near matches are looked for among so many phrases: those that share the rarest words. */
const candidateCount = 12
const leastNearConfidence = 0.7

const join = (tokens: readonly string[]): string => tokens.join(' ')

/** Where a phrase of at least two words stands inside a longer utterance: more, the more of it it is. */
function containedConfidence(phrase: readonly string[], utterance: readonly string[]): number {
  if (phrase.length < 2 || phrase.length > utterance.length) return 0
  const inside = ` ${join(utterance)} `.includes(` ${join(phrase)} `)
  return inside ? 0.6 + 0.35 * (phrase.length / utterance.length) : 0
}

/** Sample phrases by their words. */
export function createPhraseIndex(phrases: readonly IndexedPhrase[]): PhraseIndex {
  const postings = new Map<string, number[]>()
  for (const [index, phrase] of phrases.entries()) {
    for (const word of new Set(phrase.text.core)) {
      const known = postings.get(word)
      if (known) known.push(index)
      else postings.set(word, [index])
    }
  }

  const candidates = (core: readonly string[]): IndexedPhrase[] => {
    const scores = new Map<number, number>()
    for (const word of new Set(core)) {
      const known = postings.get(word) ?? []
      for (const index of known) scores.set(index, (scores.get(index) ?? 0) + 1 / known.length)
    }
    const best = [...scores].sort((left, right) => right[1] - left[1] || left[0] - right[0]).slice(0, candidateCount)
    return best.map(([index]) => phrases[index]).filter((phrase) => phrase !== undefined)
  }

  const compare = (phrase: IndexedPhrase, utterance: NormalText): PhraseMatch | undefined => {
    const matched = join(phrase.text.tokens)
    if (matched === join(utterance.tokens)) return { classId: phrase.classId, matched, confidence: 1, exact: true }
    const phraseCore = join(phrase.text.core)
    const utteranceCore = join(utterance.core)
    if (phraseCore === utteranceCore) return { classId: phrase.classId, matched, confidence: 0.97, exact: true }
    const near = similarity(phraseCore, utteranceCore)
    const confidence = Math.max(near > 0 ? near - 0.05 : 0, containedConfidence(phrase.text.core, utterance.core))
    return confidence < leastNearConfidence ? undefined : { classId: phrase.classId, matched, confidence, exact: false }
  }

  return {
    find(utterance) {
      const best = new Map<string, PhraseMatch>()
      for (const phrase of candidates(utterance.core)) {
        const match = compare(phrase, utterance)
        if (match && match.confidence > (best.get(match.classId)?.confidence ?? 0)) best.set(match.classId, match)
      }
      return [...best.values()]
    },
  }
}
