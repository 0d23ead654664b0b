/** The stretch that is compared: one second of speech. */
export const comparedSamples = 8_000

/**
 * How surely `sent` is in `heard`: the largest normalised cross-correlation (0..1) of its loudest
 * second over all delays. Samples at 8 kHz; a shorter `sent` is compared whole. Takes about 0.2 s.
 */
export function correlation(sent: Int16Array, heard: Int16Array): number {
  const pattern = whitened(loudestStretch(sent, comparedSamples))
  const field = whitened(heard)
  const patternEnergy = energyOf(pattern, 0, pattern.length)
  if (patternEnergy === 0 || field.length < pattern.length) return 0
  let best = 0
  let energy = energyOf(field, 0, pattern.length)
  for (let delay = 0; ; delay += 1) {
    // Quiet stretches cannot hold the pattern; dividing by their energy would only magnify noise.
    if (energy > patternEnergy * 1e-4) best = Math.max(best, dot(pattern, field, delay) / Math.sqrt(energy * patternEnergy))
    if (delay + pattern.length >= field.length) return Math.min(1, best)
    energy += (field[delay + pattern.length] ?? 0) ** 2 - (field[delay] ?? 0) ** 2
  }
}

/** First difference: two voices of like pitch must not look alike for their low tones alone. */
function whitened(samples: Int16Array): Float64Array {
  const result = new Float64Array(samples.length)
  for (let index = 1; index < samples.length; index += 1) result[index] = (samples[index] ?? 0) - 0.9 * (samples[index - 1] ?? 0)
  return result
}

function loudestStretch(samples: Int16Array, length: number): Int16Array {
  if (samples.length <= length) return samples
  let energy = 0
  for (let index = 0; index < length; index += 1) energy += (samples[index] ?? 0) ** 2
  let [most, start] = [energy, 0]
  for (let index = length; index < samples.length; index += 1) {
    energy += (samples[index] ?? 0) ** 2 - (samples[index - length] ?? 0) ** 2
    if (energy > most) [most, start] = [energy, index - length + 1]
  }
  return samples.subarray(start, start + length)
}

function energyOf(samples: Float64Array, start: number, length: number): number {
  let sum = 0
  for (let index = start; index < start + length; index += 1) sum += (samples[index] ?? 0) ** 2
  return sum
}

function dot(pattern: Float64Array, field: Float64Array, delay: number): number {
  let sum = 0
  for (let index = 0; index < pattern.length; index += 1) sum += (pattern[index] ?? 0) * (field[delay + index] ?? 0)
  return sum
}
