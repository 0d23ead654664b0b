/**
 * 16 kHz <-> 8 kHz, and nothing else. A half-band FIR of our own instead of speex-resampler: that one allocates
 * two buffers a frame and offers no way to free a resampler, so every wideband call would leave memory behind.
 */

/** Taps on one side of the centre; every second coefficient of a half-band filter is zero and is not kept. */
const sideTapCount = 20
/** Kaiser window for about 80 dB of stop band (Kaiser 1974): passband to 3.5 kHz. */
const kaiserBeta = 7.86

const besselI0 = (x: number): number => {
  let sum = 1
  let term = 1
  for (let k = 1; k < 40; k += 1) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

/** Coefficients at the odd offsets 1, 3, 5, …; the centre is 0.5. */
const sideTaps = ((): Float32Array => {
  const taps = Float32Array.from({ length: sideTapCount }, (_, index) => {
    const offset = 2 * index + 1
    const window = besselI0(kaiserBeta * Math.sqrt(1 - (offset / (2 * sideTapCount)) ** 2)) / besselI0(kaiserBeta)
    return (Math.sin((Math.PI * offset) / 2) / (Math.PI * offset)) * window
  })
  const gain = taps.reduce((sum, tap) => sum + 2 * tap, 0)
  return taps.map((tap) => (tap * 0.5) / gain)
})()

const clip = (value: number): number => (value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : Math.round(value))

export interface Resampler {
  /** Reads all of `input`, fills all of `output`; keeps what the next frame needs. */
  process(input: Int16Array, output: Int16Array): void
}

/** Mono PCM16, 2n samples at 16 kHz -> n samples at 8 kHz; delays by 2.5 ms. @param inputSamples fixed length of a frame */
export const createHalver = (inputSamples: number): Resampler => {
  const historySamples = 4 * sideTapCount
  const line = new Float32Array(historySamples + inputSamples)
  return {
    process(input, output) {
      line.copyWithin(0, inputSamples)
      line.set(input, historySamples)
      for (let index = 0; index < output.length; index += 1) {
        const centre = 2 * index + historySamples / 2
        let sum = 0.5 * (line[centre] ?? 0)
        for (let tap = 0; tap < sideTapCount; tap += 1) {
          const offset = 2 * tap + 1
          sum += (sideTaps[tap] ?? 0) * ((line[centre - offset] ?? 0) + (line[centre + offset] ?? 0))
        }
        output[index] = clip(sum)
      }
    },
  }
}

/** Mono PCM16, n samples at 8 kHz -> 2n samples at 16 kHz; delays by 2.5 ms. @param inputSamples fixed length of a frame */
export const createDoubler = (inputSamples: number): Resampler => {
  const historySamples = 2 * sideTapCount
  const line = new Float32Array(historySamples + inputSamples)
  return {
    process(input, output) {
      line.copyWithin(0, inputSamples)
      line.set(input, historySamples)
      for (let index = 0; index < inputSamples; index += 1) {
        const centre = index + sideTapCount
        let sum = 0
        for (let tap = 0; tap < sideTapCount; tap += 1) {
          sum += (sideTaps[tap] ?? 0) * ((line[centre - tap] ?? 0) + (line[centre + tap + 1] ?? 0))
        }
        output[2 * index] = line[centre] ?? 0
        output[2 * index + 1] = clip(2 * sum)
      }
    },
  }
}
