import { firstAudible, lastAudible } from './sound.js'

/** The line's companding may move the first audible sample by a few. */
const slipSamples = 24

/** The audible stretch; empty where nothing is. */
export function audible(samples: Int16Array): Int16Array {
  const first = firstAudible(samples)
  return first < 0 ? new Int16Array(0) : samples.subarray(first, lastAudible(samples) + 1)
}

/**
 * How surely both are the same stretch of speech (0..1): their correlation where they begin together, all of both counted, so that
 * a beginning or a longer phrase is another one.
 */
export function likeness(one: Int16Array, other: Int16Array): number {
  const energies = Math.sqrt(energyOf(one) * energyOf(other))
  if (energies === 0) return 0
  let best = 0
  for (let slip = -slipSamples; slip <= slipSamples; slip += 1) best = Math.max(best, dot(one, other, slip))
  return Math.min(1, best / energies)
}

const energyOf = (samples: Int16Array): number => samples.reduce((sum, sample) => sum + sample * sample, 0)

function dot(one: Int16Array, other: Int16Array, slip: number): number {
  let sum = 0
  for (let index = Math.max(0, -slip); index < one.length && index + slip < other.length; index += 1) sum += (one[index] ?? 0) * (other[index + slip] ?? 0)
  return sum
}
