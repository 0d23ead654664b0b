/** Of a telephone line. */
export const lineRateHz = 8_000
/** Speech on a line ends at 3,400 Hz (ITU-T G.712); from here on the filter lets nothing pass, so that what folds back falls above it. */
const stopHz = 4_600
const passHz = 3_400
/** What is let through of it. */
const stopDb = 60

/** Modified Bessel function of the first kind and order 0, by its series. */
function besselI0(x: number): number {
  let [sum, term] = [1, 1]
  for (let k = 1; term > sum * 1e-9; k += 1) {
    term *= (x / (2 * k)) ** 2
    sum += term
  }
  return sum
}

const greatestDivisor = (a: number, b: number): number => (b === 0 ? a : greatestDivisor(b, a % b))

/** A low-pass by Kaiser's window (Kaiser 1974: its length and shape from attenuation and transition band). */
function lowPass(rateHz: number): Float64Array {
  const transition = (2 * Math.PI * (stopHz - passHz)) / rateHz
  const length = Math.ceil((stopDb - 7.95) / (2.285 * transition)) | 1
  const beta = 0.1102 * (stopDb - 8.7)
  const cutoff = (stopHz + passHz) / rateHz
  const middle = (length - 1) / 2
  return Float64Array.from({ length }, (_, index) => {
    const at = index - middle
    const sinc = at === 0 ? cutoff : Math.sin(Math.PI * cutoff * at) / (Math.PI * at)
    return sinc * (besselI0(beta * Math.sqrt(1 - (at / (middle || 1)) ** 2)) / besselI0(beta))
  })
}

/**
 * Between the rate of a sound card and that of the line, in blocks of any length, by a polyphase filter. One of the rates is the line's.
 * Nothing is allocated once blocks have their usual length.
 */
export class Resampler {
  private readonly phaseCount: number
  private readonly stride: number
  private readonly tapCount: number
  /** Coefficients, one phase behind the other. */
  private readonly taps: Float32Array
  /** The last inputs that the filter still looks at, and the new ones behind them. */
  private buffer: Float32Array
  private phase = 0
  /** Of the input that the next output ends at, counted from the first new one. */
  private at = 0

  constructor(fromHz: number, toHz: number) {
    const divisor = greatestDivisor(fromHz, toHz)
    this.phaseCount = toHz / divisor
    this.stride = fromHz / divisor
    const prototype = lowPass(fromHz * this.phaseCount)
    this.tapCount = Math.ceil(prototype.length / this.phaseCount)
    this.taps = this.phasesOf(prototype)
    this.buffer = new Float32Array(this.tapCount + 1_024)
  }

  /** Each phase lets a constant pass as it is. */
  private phasesOf(prototype: Float64Array): Float32Array {
    const { phaseCount, tapCount } = this
    const taps = new Float32Array(phaseCount * tapCount)
    for (let phase = 0; phase < phaseCount; phase += 1) {
      let sum = 0
      for (let tap = 0; tap < tapCount; tap += 1) sum += prototype[phase + tap * phaseCount] ?? 0
      for (let tap = 0; tap < tapCount; tap += 1) taps[phase * tapCount + tap] = (prototype[phase + tap * phaseCount] ?? 0) / sum
    }
    return taps
  }

  /** Inputs that `process` must be given for so many outputs. */
  inputsFor(outputCount: number): number {
    return outputCount === 0 ? 0 : this.at + Math.floor((this.phase + (outputCount - 1) * this.stride) / this.phaseCount) + 1
  }

  /** @returns how many samples of `output` were written; it must have the room */
  process(input: Float32Array, inputCount: number, output: Float32Array): number {
    const { tapCount, phaseCount, stride, taps } = this
    // The next output may still end at the last input of the block before.
    const kept = tapCount
    this.reserve(kept + inputCount)
    const { buffer } = this
    for (let index = 0; index < inputCount; index += 1) buffer[kept + index] = input[index] ?? 0
    let written = 0
    while (this.at < inputCount && written < output.length) {
      const newest = kept + this.at
      const first = this.phase * tapCount
      let sum = 0
      for (let tap = 0; tap < tapCount; tap += 1) sum += (taps[first + tap] ?? 0) * (buffer[newest - tap] ?? 0)
      output[written] = sum
      written += 1
      this.phase += stride
      this.at += Math.floor(this.phase / phaseCount)
      this.phase %= phaseCount
    }
    this.at -= inputCount
    buffer.copyWithin(0, inputCount, inputCount + kept)
    return written
  }

  private reserve(length: number): void {
    if (this.buffer.length >= length) return
    const larger = new Float32Array(2 * length)
    larger.set(this.buffer)
    this.buffer = larger
  }
}
