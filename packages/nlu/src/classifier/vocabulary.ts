import type { Features } from './features.js'

/** A sparse vector of length 1, but for its last entry, which is the constant that gives each class a threshold of its own. */
export interface Vector {
  readonly indices: readonly number[]
  readonly values: readonly number[]
  /** Share of the words that the vocabulary does not know, rare words counting more, 0..1; 1 for a text without words. */
  readonly unknownShare: number
}

/** What is kept of the texts that were learnt from: their features and in how many of the texts each occurs. */
export interface VocabularyCounts {
  readonly textCount: number
  /** A feature's number is its place. */
  readonly hashes: Uint32Array
  /** In how many texts; stops counting at 65,535. */
  readonly frequencies: Uint16Array
}

export interface Vocabulary {
  /** The number of the constant; one less than the length of a weight vector. */
  readonly size: number
  vectorOf(features: Features): Vector
}

const constant = 0.6
/** A word that is in every text still counts a little among those that are known. */
const leastRarity = 0.5

/** Counts the features that occur in at least `leastFrequency` of the texts, in the order in which they are met. */
export function countFeatures(texts: readonly Features[], leastFrequency: number): VocabularyCounts {
  const counts = new Map<number, number>()
  for (const { blocks } of texts) {
    for (const block of blocks) for (const hash of block.keys()) counts.set(hash, (counts.get(hash) ?? 0) + 1)
  }
  const kept = [...counts].filter(([, count]) => count >= leastFrequency)
  return {
    textCount: texts.length,
    hashes: Uint32Array.from(kept, ([hash]) => hash),
    frequencies: Uint16Array.from(kept, ([, count]) => Math.min(0xffff, count)),
  }
}

/**
 * Turns features into vectors: logarithmic counts, weighed by the square root of the inverse document frequency. The plain
 * inverse overrates rare words where there are ten phrases an intent. Each block is brought to its own length first.
 */
export function createVocabulary({ textCount, hashes, frequencies }: VocabularyCounts, weights: readonly number[]): Vocabulary {
  const numbers = new Map<number, number>()
  hashes.forEach((hash, number) => numbers.set(hash, number))
  const rarityOf = (count: number): number => Math.log((1 + textCount) / (1 + count))
  const scales = Float64Array.from(frequencies, (count) => Math.sqrt(rarityOf(count) + 1))
  const size = hashes.length

  const unknownShareOf = (words: readonly number[]): number => {
    let all = 0
    let unknown = 0
    for (const word of words) {
      const number = numbers.get(word)
      const rarity = rarityOf(number === undefined ? 0 : (frequencies[number] ?? 0)) + leastRarity
      all += rarity
      if (number === undefined) unknown += rarity
    }
    return all === 0 ? (words.length === 0 ? 1 : 0) : unknown / all
  }

  return {
    size,
    vectorOf({ blocks, words }) {
      const indices: number[] = []
      const values: number[] = []
      blocks.forEach((block, blockNumber) => {
        const first = indices.length
        let square = 0
        for (const [hash, count] of block) {
          const index = numbers.get(hash)
          if (index === undefined) continue
          const value = (1 + Math.log(count)) * (scales[index] ?? 0)
          square += value * value
          indices.push(index)
          values.push(value)
        }
        const scale = (weights[blockNumber] ?? 1) / (Math.sqrt(square) || 1)
        for (let at = first; at < values.length; at += 1) values[at] = (values[at] ?? 0) * scale
      })
      const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)) || 1
      return { indices: [...indices, size], values: [...values.map((value) => value / length), constant], unknownShare: unknownShareOf(words) }
    },
  }
}
