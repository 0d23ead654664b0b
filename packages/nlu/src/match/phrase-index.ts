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

/** A phrase with its words joined once. */
interface Entry {
  readonly classId: string
  readonly whole: string
  readonly core: string
  readonly coreCount: number
}

function entryOf(classId: string, text: NormalText): Entry {
  return { classId, whole: join(text.tokens), core: join(text.core), coreCount: text.core.length }
}

function indexBy(entries: readonly Entry[], keysOf: (entry: Entry) => Iterable<string>): ReadonlyMap<string, readonly Entry[]> {
  const index = new Map<string, Entry[]>()
  for (const entry of entries) {
    for (const key of new Set(keysOf(entry))) {
      const known = index.get(key)
      if (known) known.push(entry)
      else index.set(key, [entry])
    }
  }
  return index
}

/** Where a phrase of at least two words stands inside a longer utterance: more, the more of it it is. */
function containedConfidence(phrase: Entry, utterance: Entry): number {
  if (phrase.coreCount < 2 || phrase.coreCount > utterance.coreCount) return 0
  return ` ${utterance.core} `.includes(` ${phrase.core} `) ? 0.6 + 0.35 * (phrase.coreCount / utterance.coreCount) : 0
}

function compare(phrase: Entry, utterance: Entry): PhraseMatch | undefined {
  const found = { classId: phrase.classId, matched: phrase.whole }
  if (phrase.whole === utterance.whole) return { ...found, confidence: 1, exact: true }
  if (phrase.core === utterance.core) return { ...found, confidence: 0.97, exact: true }
  const confidence = Math.max(similarity(phrase.core, utterance.core) - 0.05, containedConfidence(phrase, utterance))
  return confidence < leastNearConfidence ? undefined : { ...found, confidence, exact: false }
}

/** Sample phrases by their words. */
export function createPhraseIndex(phrases: readonly IndexedPhrase[]): PhraseIndex {
  const entries = phrases.map(({ classId, text }) => entryOf(classId, text))
  const byCore = indexBy(entries, (entry) => [entry.core])
  const byWord = indexBy(entries, (entry) => entry.core.split(' '))

  const alike = (core: readonly string[]): Entry[] => {
    const scores = new Map<Entry, number>()
    for (const word of new Set(core)) {
      const known = byWord.get(word) ?? []
      for (const entry of known) scores.set(entry, (scores.get(entry) ?? 0) + 1 / known.length)
    }
    // Equal scores keep the order in which the phrases were met: by the utterance's words, then by the flow.
    const best = [...scores].sort((left, right) => right[1] - left[1]).slice(0, candidateCount)
    return best.map(([entry]) => entry)
  }

  return {
    find(utterance) {
      const said = entryOf('', utterance)
      const best = new Map<string, PhraseMatch>()
      for (const phrase of [...(byCore.get(said.core) ?? []), ...alike(utterance.core)]) {
        const match = compare(phrase, said)
        if (match && match.confidence > (best.get(match.classId)?.confidence ?? 0)) best.set(match.classId, match)
      }
      return [...best.values()]
    },
  }
}
