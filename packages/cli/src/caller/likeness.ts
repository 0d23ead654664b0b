import { setImmediate as nextTurn } from 'node:timers/promises'

/** Samples of one channel, or what was made of them. */
export type Signal = Int16Array | Float64Array

/** Sum of the squares of `length` samples from `from` on; what lies outside of the signal is silence. */
export function energyOf(samples: Signal, from = 0, length = samples.length): number {
  const end = Math.min(samples.length, from + length)
  let sum = 0
  for (let index = Math.max(0, from); index < end; index += 1) sum += (samples[index] ?? 0) ** 2
  return sum
}

/** Sum of the products of a pattern and a field under it, from `at` on; what lies outside of the field is silence. */
export function productAt(pattern: Signal, field: Signal, at: number): number {
  const end = Math.min(pattern.length, field.length - at)
  let sum = 0
  for (let index = Math.max(0, -at); index < end; index += 1) sum += (pattern[index] ?? 0) * (field[at + index] ?? 0)
  return sum
}

/** First difference: two voices of like pitch must not look alike for their low tones alone. */
export function whitened(samples: Int16Array): Float64Array {
  const result = new Float64Array(samples.length)
  for (let index = 1; index < samples.length; index += 1) result[index] = (samples[index] ?? 0) - 0.9 * (samples[index - 1] ?? 0)
  return result
}

export interface Match {
  /** Where in the field the pattern begins, in samples. */
  readonly at: number
  /** Normalised cross-correlation, 0..1. */
  readonly score: number
}

/** So long at a time a thread is kept: telephones and whole systems run on it beside. */
const sliceMs = 20
/** The clock is looked at every so many places: about half a millisecond of a pattern of one second. */
const placesPerLook = 64

/** Where from `from` up to `to`, both included, the pattern is most likely. */
export async function bestMatch(pattern: Signal, field: Signal, from: number, to: number): Promise<Match> {
  const patternEnergy = energyOf(pattern)
  const first = Math.max(0, from)
  const last = Math.min(field.length - pattern.length, to)
  let [at, highest] = [first, 0]
  if (patternEnergy === 0 || last < first) return { at, score: 0 }
  let energy = energyOf(field, first, pattern.length)
  let sliceEnd = performance.now() + sliceMs
  for (let here = first; here <= last; here += 1) {
    if (here % placesPerLook === 0 && performance.now() > sliceEnd) {
      await nextTurn()
      sliceEnd = performance.now() + sliceMs
    }
    // A quiet stretch cannot hold the pattern; to divide by its energy would only magnify noise.
    const score = energy > patternEnergy * 1e-4 ? productAt(pattern, field, here) / Math.sqrt(energy * patternEnergy) : 0
    if (score > highest) [at, highest] = [here, score]
    energy += (field[here + pattern.length] ?? 0) ** 2 - (field[here] ?? 0) ** 2
  }
  return { at, score: highest }
}
