import type { Vector } from './vocabulary.js'

/** Weights of all classes, feature by feature, as whole numbers with one factor a feature: row `r` serves the feature numbered `features[r]`. */
export interface WeightTable {
  readonly classCount: number
  readonly features: Uint32Array
  readonly factors: Float32Array
  /** `classCount` numbers a row. */
  readonly weights: Int8Array
}

/** Numbers of a table, so that 150 classes stay below 10 MB when stored. */
const mostWeights = 6_000_000
const largest = 127

/** The largest weight of each feature in any class. */
function importanceOf(byClass: readonly Float32Array[], width: number): Float32Array {
  const importance = new Float32Array(width)
  for (const weights of byClass) {
    for (let feature = 0; feature < width; feature += 1) {
      const weight = Math.abs(weights[feature] ?? 0)
      if (weight > (importance[feature] ?? 0)) importance[feature] = weight
    }
  }
  return importance
}

/** Brings weights to 8 bits; where there are too many, features that no class cares much about are left out. */
export function quantise(byClass: readonly Float32Array[], width: number): WeightTable {
  const classCount = byClass.length
  const room = Math.floor(mostWeights / Math.max(1, classCount))
  const importance = importanceOf(byClass, width)
  const threshold = width <= room ? 0 : (Float32Array.from(importance).sort().at(-room) ?? 0)
  const features = Uint32Array.from({ length: width }, (_, feature) => feature).filter((feature) => {
    const most = importance[feature] ?? 0
    return most > 0 && most >= threshold
  })
  const factors = Float32Array.from(features, (feature) => (importance[feature] ?? 0) / largest)
  const weights = new Int8Array(features.length * classCount)
  for (let row = 0; row < features.length; row += 1) {
    const feature = features[row] ?? 0
    const factor = factors[row] ?? 1
    for (let column = 0; column < classCount; column += 1) weights[row * classCount + column] = Math.round((byClass[column]?.[feature] ?? 0) / factor)
  }
  return { classCount, features, factors, weights }
}

/** Scores vectors by a table. */
export function createScorer({ classCount, features, factors, weights }: WeightTable, width: number): (vector: Vector) => Float64Array {
  const rowOf = new Int32Array(width).fill(-1)
  features.forEach((feature, row) => (rowOf[feature] = row))
  return ({ indices, values }) => {
    const margins = new Float64Array(classCount)
    for (let at = 0; at < indices.length; at += 1) {
      const row = rowOf[indices[at] ?? 0] ?? -1
      if (row < 0) continue
      const value = (values[at] ?? 0) * (factors[row] ?? 0)
      const first = row * classCount
      for (let column = 0; column < classCount; column += 1) margins[column] = (margins[column] ?? 0) + value * (weights[first + column] ?? 0)
    }
    return margins
  }
}
