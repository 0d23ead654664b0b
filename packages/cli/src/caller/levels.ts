/** A sample above this is heard: −58 dB of full scale, four steps of µ-law. */
export const audibleSample = 40

export const isAudible = (sample: number): boolean => sample > audibleSample || sample < -audibleSample

/** Index of the first audible sample, or -1. */
export function firstAudible(samples: Int16Array): number {
  return samples.findIndex(isAudible)
}

/** Index of the last audible sample, or -1. */
export function lastAudible(samples: Int16Array): number {
  return samples.findLastIndex(isAudible)
}

/** Amplitude that a gain in decibels multiplies by. */
export const gainOf = (decibels: number): number => 10 ** (decibels / 20)

const blockSamples = 160
/** Speech is what lies at most this far below the loudest block: pauses do not count. */
const activeRangeDb = 30

/** Root mean square of the blocks in which somebody speaks; 0 where nobody does. */
export function speechLevel(recordings: readonly Int16Array[]): number {
  const powers = recordings.flatMap(blockPowers)
  const loudest = powers.reduce((most, power) => Math.max(most, power), 0)
  const active = powers.filter((power) => power > 0 && power >= loudest * 10 ** (-activeRangeDb / 10))
  return active.length === 0 ? 0 : Math.sqrt(active.reduce((sum, power) => sum + power, 0) / active.length)
}

function blockPowers(samples: Int16Array): number[] {
  const powers: number[] = []
  for (let start = 0; start + blockSamples <= samples.length; start += blockSamples) {
    let sum = 0
    for (let index = start; index < start + blockSamples; index += 1) sum += (samples[index] ?? 0) ** 2
    powers.push(sum / blockSamples)
  }
  return powers
}

/** White Gaussian noise of a given root mean square, the same for the same seed. */
export function whiteNoise(rms: number, seed: number): () => number {
  let state = seed >>> 0 || 1
  const uniform = (): number => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 0) + 1) / 4_294_967_297
  }
  return () => rms * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}
