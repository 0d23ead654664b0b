import type { Features } from './features.js'
import { squaredLengths, trainMaxMargin } from './max-margin.js'
import { sparseRowsOf } from './sparse-rows.js'
import { countFeatures, createVocabulary, type Vector, type VocabularyCounts } from './vocabulary.js'
import { createScorer, quantise, type WeightTable } from './weight-table.js'

/** A text to learn from. */
export interface Example {
  readonly features: Features
  /** -1: a counter-example of all classes. */
  readonly classNumber: number
}

/** Weights of some classes over a vocabulary, small enough to be stored. */
export interface LinearModel {
  readonly counts: VocabularyCounts
  readonly table: WeightTable
  /** Class of each column of the table. */
  readonly classNumbers: readonly number[]
}

/** From so many texts on, a feature of one text alone says nothing. */
const manyTexts = 2_000

/** Learns the classes that have examples. */
export function trainLinearModel(examples: readonly Example[], blockWeights: readonly number[]): LinearModel {
  const texts = examples.map(({ features }) => features)
  const counts = countFeatures(texts, texts.length >= manyTexts ? 2 : 1)
  const vocabulary = createVocabulary(counts, blockWeights)
  const rows = sparseRowsOf(texts.map((features) => vocabulary.vectorOf(features)))
  const classOf = Int32Array.from(examples, ({ classNumber }) => classNumber)
  const classNumbers = [...new Set(classOf)].filter((number) => number >= 0).sort((left, right) => left - right)
  const squares = squaredLengths(rows)
  const width = vocabulary.size + 1
  const byClass = classNumbers.map((number) => trainMaxMargin(rows, squares, classOf, number, width))
  return { counts, table: quantise(byClass, width), classNumbers }
}

/** What a text scores in each class of a model, in the order of its `classNumbers`. */
export interface Margins {
  readonly margins: Float64Array
  readonly unknownShare: number
}

export function createMargins({ counts, table }: LinearModel, blockWeights: readonly number[]): (features: Features) => Margins {
  const vocabulary = createVocabulary(counts, blockWeights)
  const score = createScorer(table, vocabulary.size + 1)
  return (features) => {
    const vector: Vector = vocabulary.vectorOf(features)
    return { margins: score(vector), unknownShare: vector.unknownShare }
  }
}
