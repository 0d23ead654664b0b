import { bestMatch, energyOf, whitened } from './likeness.js'

/** The stretch that is compared: one second of speech. */
export const comparedSamples = 8_000

/** Other stretches of the same speech arrive within 200 ms of the loudest one's delay. */
const slipSamples = 1_600
const stepSamples = 4_000

/**
 * How surely `sent` is in `heard`: the largest normalised cross-correlation (0..1) of one second of
 * its speech over all delays. The loudest second finds the delay; the others are tried around it, so
 * that a single frame lost on the way costs one second, not the whole. Samples at 8 kHz; a shorter
 * `sent` is compared whole. Takes about 0.3 s of CPU.
 */
export async function correlation(sent: Int16Array, heard: Int16Array): Promise<number> {
  const field = whitened(heard)
  const loudest = loudestStretch(sent, comparedSamples)
  const whole = await bestMatch(stretch(sent, loudest), field, 0, field.length)
  let highest = whole.score
  for (const start of stretches(sent, loudest.energy / 4)) {
    const around = whole.at + start - loudest.start
    const { score } = await bestMatch(stretch(sent, { start }), field, around - slipSamples, around + slipSamples)
    highest = Math.max(highest, score)
  }
  return Math.min(1, highest)
}

const stretch = (sent: Int16Array, { start }: { readonly start: number }): Float64Array =>
  whitened(sent.subarray(start, start + comparedSamples))

/** Starts of seconds that have enough of the energy to be speech. */
function stretches(sent: Int16Array, leastEnergy: number): number[] {
  const starts: number[] = []
  for (let start = 0; start + comparedSamples <= sent.length; start += stepSamples) {
    if (energyOf(sent, start, comparedSamples) >= leastEnergy) starts.push(start)
  }
  return starts
}

function loudestStretch(samples: Int16Array, length: number): { start: number; energy: number } {
  let energy = energyOf(samples, 0, length)
  const loudest = { start: 0, energy }
  for (let index = length; index < samples.length; index += 1) {
    energy += (samples[index] ?? 0) ** 2 - (samples[index - length] ?? 0) ** 2
    if (energy > loudest.energy) Object.assign(loudest, { energy, start: index - length + 1 })
  }
  return loudest
}
