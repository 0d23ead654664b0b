/** The stretch that is compared: one second of speech. */
export const comparedSamples = 8_000

/** Other stretches of the same speech arrive within 200 ms of the loudest one's delay. */
const slipSamples = 1_600
const stepSamples = 4_000

/**
 * How surely `sent` is in `heard`: the largest normalised cross-correlation (0..1) of one second of
 * its speech over all delays. The loudest second finds the delay; the others are tried around it, so
 * that a single frame lost on the way costs one second, not the whole. Samples at 8 kHz; a shorter
 * `sent` is compared whole. Takes about 0.3 s.
 */
export function correlation(sent: Int16Array, heard: Int16Array): number {
  const field = whitened(heard)
  const loudest = loudestStretch(sent, comparedSamples)
  const whole = bestMatch(stretch(sent, loudest), field, 0, field.length)
  const others = stretches(sent, loudest.energy / 4).map((start) => {
    const around = whole.delay + start - loudest.start
    return bestMatch(stretch(sent, { start }), field, around - slipSamples, around + slipSamples).score
  })
  return Math.min(1, Math.max(whole.score, ...others))
}

const stretch = (sent: Int16Array, { start }: { readonly start: number }): Float64Array =>
  whitened(sent.subarray(start, start + comparedSamples))

/** Starts of seconds that have enough of the energy to be speech. */
function stretches(sent: Int16Array, leastEnergy: number): number[] {
  const starts: number[] = []
  for (let start = 0; start + comparedSamples <= sent.length; start += stepSamples) {
    let energy = 0
    for (let index = start; index < start + comparedSamples; index += 1) energy += (sent[index] ?? 0) ** 2
    if (energy >= leastEnergy) starts.push(start)
  }
  return starts
}

/** The best delay from `from` on and before `until`. */
function bestMatch(pattern: Float64Array, field: Float64Array, from: number, until: number): { score: number; delay: number } {
  const patternEnergy = energyOf(pattern, 0, pattern.length)
  const first = Math.max(0, from)
  const last = Math.min(field.length - pattern.length, until)
  const best = { score: 0, delay: first }
  if (patternEnergy === 0 || last < first) return best
  let energy = energyOf(field, first, pattern.length)
  for (let delay = first; delay <= last; delay += 1) {
    // Quiet stretches cannot hold the pattern; dividing by their energy would only magnify noise.
    const score = energy > patternEnergy * 1e-4 ? dot(pattern, field, delay) / Math.sqrt(energy * patternEnergy) : 0
    if (score > best.score) Object.assign(best, { score, delay })
    energy += (field[delay + pattern.length] ?? 0) ** 2 - (field[delay] ?? 0) ** 2
  }
  return best
}

/** First difference: two voices of like pitch must not look alike for their low tones alone. */
function whitened(samples: Int16Array): Float64Array {
  const result = new Float64Array(samples.length)
  for (let index = 1; index < samples.length; index += 1) result[index] = (samples[index] ?? 0) - 0.9 * (samples[index - 1] ?? 0)
  return result
}

function loudestStretch(samples: Int16Array, length: number): { start: number; energy: number } {
  let energy = 0
  for (let index = 0; index < Math.min(length, samples.length); index += 1) energy += (samples[index] ?? 0) ** 2
  const loudest = { start: 0, energy }
  for (let index = length; index < samples.length; index += 1) {
    energy += (samples[index] ?? 0) ** 2 - (samples[index - length] ?? 0) ** 2
    if (energy > loudest.energy) Object.assign(loudest, { energy, start: index - length + 1 })
  }
  return loudest
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
