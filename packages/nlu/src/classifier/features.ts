/** Feature name -> count. Names begin with their kind: `w` word 1- and 2-grams, `c` characters of a word. */
export type Features = ReadonlyMap<string, number>

const shortestGram = 3
const longestGram = 5
/** Words beyond these add nothing to what an utterance is about. */
const maxWords = 60

/** Word 1- and 2-grams and, inside each word with its borders, character 3- to 5-grams. */
export function extractFeatures(tokens: readonly string[]): Features {
  const features = new Map<string, number>()
  const add = (name: string) => features.set(name, (features.get(name) ?? 0) + 1)
  const words = tokens.slice(0, maxWords)
  for (const [index, word] of words.entries()) {
    add(`w ${word}`)
    const next = words[index + 1]
    if (next !== undefined) add(`w ${word} ${next}`)
    const bordered = `<${word.slice(0, 20)}>`
    for (let size = shortestGram; size <= longestGram; size += 1) {
      for (let at = 0; at + size <= bordered.length; at += 1) add(`c ${bordered.slice(at, at + size)}`)
    }
  }
  return features
}

/** A sparse vector: feature numbers and their weights, of length 1. */
export interface Vector {
  readonly indices: readonly number[]
  readonly values: readonly number[]
  /** Share of the features' weight that the vocabulary knows, 0..1. */
  readonly knownShare: number
}

/** Numbered features and their inverse document frequencies. */
export interface Vocabulary {
  readonly size: number
  vectorOf(features: Features): Vector
}

/** The vocabulary of some texts; TF-IDF with a logarithmic term frequency, as usual for short texts. */
export function buildVocabulary(documents: readonly Features[]): Vocabulary {
  const frequency = new Map<string, number>()
  for (const document of documents) for (const name of document.keys()) frequency.set(name, (frequency.get(name) ?? 0) + 1)
  const numbers = new Map([...frequency.keys()].sort().map((name, index): [string, number] => [name, index]))
  const idfOf = (count: number): number => Math.log((1 + documents.length) / (1 + count)) + 1
  const idf = new Map([...frequency].map(([name, count]) => [name, idfOf(count)]))
  const unknownIdf = idfOf(0)

  return {
    size: numbers.size,
    vectorOf(features) {
      const indices: number[] = []
      const values: number[] = []
      let knownSquare = 0
      let unknownSquare = 0
      for (const [name, count] of features) {
        const weight = (1 + Math.log(count)) * (idf.get(name) ?? unknownIdf)
        const index = numbers.get(name)
        if (index === undefined) unknownSquare += weight * weight
        else {
          indices.push(index)
          values.push(weight)
          knownSquare += weight * weight
        }
      }
      const length = Math.sqrt(knownSquare) || 1
      const all = knownSquare + unknownSquare
      return { indices, values: values.map((value) => value / length), knownShare: all === 0 ? 0 : knownSquare / all }
    },
  }
}
