import { chineseBlocks } from './chinese-features.js'
import { englishBlocks } from './english-features.js'
import type { FeatureKinds } from './feature-kinds.js'
import { hashOf } from './hash.js'

/** Features of one kind, by their hash, and how often each occurs. Blocks are weighed against each other, whatever their size. */
export type Block = ReadonlyMap<number, number>

/** Words beyond these add nothing to what an utterance is about. */
const maxTokens = 80

const kindsFor = (language: string): FeatureKinds => (/^zh\b/i.test(language) ? chineseBlocks : englishBlocks)

/** What a text holds. */
export interface Features {
  readonly blocks: readonly Block[]
  /** Each of its words, or characters where they are written without spaces. */
  readonly words: readonly number[]
}

export interface FeatureExtractor {
  /** How much each block counts. */
  readonly weights: readonly number[]
  readonly extract: (tokens: readonly string[]) => Features
}

function countHashes(names: readonly string[]): Block {
  const counts = new Map<number, number>()
  for (const name of names) {
    const hash = hashOf(name)
    counts.set(hash, (counts.get(hash) ?? 0) + 1)
  }
  return counts
}

/** Features of normalised texts in a language (BCP 47); languages other than Chinese are read as words between spaces. */
export function createFeatureExtractor(language: string): FeatureExtractor {
  const { weights, names, nameOf } = kindsFor(language)
  return {
    weights,
    extract(tokens) {
      const some = tokens.slice(0, maxTokens)
      return { blocks: names(some).map(countHashes), words: some.map((token) => hashOf(nameOf(token))) }
    },
  }
}
