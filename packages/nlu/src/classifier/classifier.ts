import type { NormalText } from '../text/normalise.js'
import { buildVocabulary, extractFeatures, type Vector, type Vocabulary } from './features.js'
import { backgroundClass, type Sample } from './samples.js'
import { trainClass } from './train.js'

/** One class of the stored classifier. Its weight vector is the sum of the sample vectors times `scales`, which is small to store. */
export interface ClassWeights {
  readonly classId: string
  /** Sample number -> its factor; samples that do not count are left out. */
  readonly scales: Readonly<Record<string, number>>
}

/** Holds all that it was trained on, so that a stored model stays what it was when a later release knows more words. */
export interface ClassifierWeights {
  readonly format: 'linear-1'
  /** Normalised samples, words between single spaces; classes refer to them by their index. */
  readonly samples: readonly string[]
  readonly classes: readonly ClassWeights[]
}

export interface ClassScore {
  readonly classId: string
  /** 0..1 */
  readonly confidence: number
}

export interface Classifier {
  /** All classes, best first, background left out. */
  classify(text: NormalText): ClassScore[]
}

interface Space {
  readonly vocabulary: Vocabulary
  readonly vectors: readonly Vector[]
}

/** Added to every vector, so that a class can have a threshold of its own. */
const bias = 0.3

function spaceOf(samples: readonly string[]): Space {
  const features = samples.map((sample) => extractFeatures(sample.split(' ')))
  const vocabulary = buildVocabulary(features)
  return { vocabulary, vectors: features.map((each) => withBias(vocabulary.vectorOf(each), vocabulary.size)) }
}

function withBias(vector: Vector, index: number): Vector {
  return { indices: [...vector.indices, index], values: [...vector.values, bias], knownShare: vector.knownShare }
}

/** Trains one class against the rest for every class of the samples. */
export function trainClassifier(samples: readonly Sample[]): ClassifierWeights {
  const texts = samples.map(({ text }) => text.tokens.join(' '))
  const { vocabulary, vectors } = spaceOf(texts)
  const classIds = [...new Set(samples.map((sample) => sample.classId))]
  const classes = classIds.map((classId): ClassWeights => {
    const scales = trainClass(
      vectors,
      samples.map((sample) => sample.classId === classId),
      vocabulary.size + 1,
    )
    const kept = scales
      .map((scale, index): [string, number] => [String(index), Math.round(scale * 1e5) / 1e5])
      .filter(([, scale]) => scale !== 0)
    return { classId, scales: Object.fromEntries(kept) }
  })
  return { format: 'linear-1', samples: texts, classes }
}

/** Weights by feature, all classes side by side: one pass over an utterance's features scores them all. */
function weightTable({ vocabulary, vectors }: Space, classes: readonly ClassWeights[]): Float32Array {
  const table = new Float32Array((vocabulary.size + 1) * classes.length)
  for (const [column, { scales }] of classes.entries()) {
    for (const [sample, scale] of Object.entries(scales)) {
      const vector = vectors[Number(sample)]
      vector?.indices.forEach((feature, at) => {
        const cell = feature * classes.length + column
        table[cell] = (table[cell] ?? 0) + scale * (vector.values[at] ?? 0)
      })
    }
  }
  return table
}

/** Makes stored weights ready for use. */
export function createClassifier(weights: ClassifierWeights): Classifier {
  const space = spaceOf(weights.samples)
  const table = weightTable(space, weights.classes)
  const count = weights.classes.length
  return {
    classify(text) {
      const vector = space.vocabulary.vectorOf(extractFeatures(text.tokens))
      if (count === 0 || vector.indices.length === 0) return []
      const biased = withBias(vector, space.vocabulary.size)
      const margins = new Float64Array(count)
      biased.indices.forEach((feature, at) => {
        const value = biased.values[at] ?? 0
        for (let column = 0; column < count; column += 1)
          margins[column] = (margins[column] ?? 0) + value * (table[feature * count + column] ?? 0)
      })
      return confidences(weights.classes, margins, vector.knownShare)
    },
  }
}

/** Slope and middle of the curve from margin to confidence, and how steeply classes compete; set on development data. */
const slope = 4
const middle = -0.35
const temperature = 5

function confidences(classes: readonly ClassWeights[], margins: Float64Array, knownShare: number): ClassScore[] {
  const top = Math.max(...margins)
  let total = 0
  for (const margin of margins) total += Math.exp(temperature * (margin - top))
  const scores = classes.map(({ classId }, index): ClassScore => {
    const margin = margins[index] ?? 0
    const belief = 1 / (1 + Math.exp(-slope * (margin - middle)))
    const share = Math.exp(temperature * (margin - top)) / total
    return { classId, confidence: belief * Math.sqrt(share) * Math.min(1, 0.25 + knownShare) }
  })
  return scores
    .filter(({ classId }) => classId !== backgroundClass)
    .sort((left, right) => right.confidence - left.confidence || (left.classId < right.classId ? -1 : 1))
}
