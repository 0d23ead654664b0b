/** −58 dB of full scale: four steps of µ-law. */
const isAudible = (sample: number): boolean => Math.abs(sample) > 40

export const firstAudible = (samples: Int16Array): number => samples.findIndex(isAudible)
export const lastAudible = (samples: Int16Array): number => samples.findLastIndex(isAudible)

/** A burst of noise that swells and dies within 250 ms, as a cough does. Mono PCM16 at 8 kHz, the same every time. */
export function cough(): Int16Array {
  const samples = new Int16Array(2_000)
  let state = 12_345
  for (let index = 0; index < samples.length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    const swell = Math.min(1, index / 160) * Math.exp(-index / 700)
    samples[index] = Math.round(((state / 2 ** 31) - 1) * 9_000 * swell)
  }
  return samples
}
