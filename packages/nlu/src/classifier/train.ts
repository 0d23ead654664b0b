import type { Vector } from './features.js'

/** L2-regularised squared-hinge loss, one class against the rest. */
const cost = 1
const maxSweeps = 40
const tolerance = 0.05

function squaredLength(vector: Vector): number {
  return vector.values.reduce((sum, value) => sum + value * value, 0)
}

function dot(weights: Float64Array, vector: Vector): number {
  let sum = 0
  for (let at = 0; at < vector.indices.length; at += 1) sum += (weights[vector.indices[at] ?? 0] ?? 0) * (vector.values[at] ?? 0)
  return sum
}

function addScaled(weights: Float64Array, vector: Vector, scale: number): void {
  for (let at = 0; at < vector.indices.length; at += 1) {
    const index = vector.indices[at] ?? 0
    weights[index] = (weights[index] ?? 0) + scale * (vector.values[at] ?? 0)
  }
}

/** A generator of the same numbers on every machine (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function shuffle(order: number[], random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
}

/**
 * How much each sample counts for or against one class, by dual coordinate descent (Hsieh et al. 2008, "A dual coordinate
 * descent method for large-scale linear SVM", algorithm 1); the class's weights are the sum of the samples so scaled. Deterministic.
 * @returns one signed number a sample; the last column of every vector is expected to be the bias.
 */
export function trainClass(vectors: readonly Vector[], isMember: readonly boolean[], size: number): number[] {
  const weights = new Float64Array(size)
  const signs = isMember.map((member) => (member ? 1 : -1))
  // Few members stand against many others: their mistakes weigh more.
  const members = isMember.filter(Boolean).length
  const memberCost = cost * Math.max(1, Math.sqrt((vectors.length - members) / Math.max(1, members)))
  const alphas = new Float64Array(vectors.length)
  const order = vectors.map((_, index) => index)
  const random = createRandom(20_240_229)
  const diagonal = isMember.map((member) => 1 / (2 * (member ? memberCost : cost)))
  const curvature = vectors.map((vector, index) => squaredLength(vector) + (diagonal[index] ?? 0))
  for (let sweep = 0; sweep < maxSweeps; sweep += 1) {
    shuffle(order, random)
    let largest = 0
    for (const index of order) {
      const vector = vectors[index]
      if (!vector) continue
      const sign = signs[index] ?? 1
      const alpha = alphas[index] ?? 0
      const gradient = sign * dot(weights, vector) - 1 + (diagonal[index] ?? 0) * alpha
      if (alpha === 0 && gradient >= 0) continue
      const next = Math.max(0, alpha - gradient / (curvature[index] ?? 1))
      largest = Math.max(largest, Math.abs(gradient))
      addScaled(weights, vector, (next - alpha) * sign)
      alphas[index] = next
    }
    if (largest < tolerance) break
  }
  return [...alphas].map((alpha, index) => alpha * (signs[index] ?? 1))
}
