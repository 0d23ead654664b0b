import { sampleRateHz } from '@callchart/protocol'
import { isQuiet } from './level.js'

/** 12.75 ms: its bins are narrow enough to part the eight tones at 8 kHz and short enough for a 40 ms digit (ITU-T Q.24). */
const blockSamples = 102
/** ITU-T Q.23. */
const lowHz = [697, 770, 852, 941] as const
const highHz = [1_209, 1_336, 1_477, 1_633] as const
const keypad = ['123A', '456B', '789C', '*0#D'] as const

/** Of one tone in a block, as mean power of PCM16: about -36 dBm0. */
const minPower = 9_000
/** ITU-T Q.24: the high group may be 4 dB stronger or 8 dB weaker. */
const maxForwardTwist = 2.5
const maxReverseTwist = 6.3
/** The two tones hold this part of the block's energy at least: speech spreads over more. */
const minEnergyRatio = 0.6
/** The strongest of a group stands this far above the next. */
const minPeakRatio = 6.3

const coefficientsOf = (frequencies: readonly number[]): Float64Array =>
  Float64Array.from(frequencies, (hz) => 2 * Math.cos((2 * Math.PI * hz) / sampleRateHz))
const lowCoefficients = coefficientsOf(lowHz)
const highCoefficients = coefficientsOf(highHz)

/** On the scale of the mean square of the block. */
const powerOf = (s1: number, s2: number, coefficient: number): number => (2 * (s1 * s1 + s2 * s2 - coefficient * s1 * s2)) / (blockSamples * blockSamples)

/** Powers of four frequencies by Goertzel's recursion: each step waits for the one before it alone, so that four together take little longer than one. */
const findPowers = (block: Int16Array, coefficients: Float64Array, powers: Float64Array): void => {
  const c0 = coefficients[0] ?? 0
  const c1 = coefficients[1] ?? 0
  const c2 = coefficients[2] ?? 0
  const c3 = coefficients[3] ?? 0
  let [p1, p2, q1, q2, r1, r2, s1, s2] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let index = 0; index < blockSamples; index += 1) {
    const sample = block[index] ?? 0
    const p0 = sample + c0 * p1 - p2
    const q0 = sample + c1 * q1 - q2
    const r0 = sample + c2 * r1 - r2
    const s0 = sample + c3 * s1 - s2
    p2 = p1
    p1 = p0
    q2 = q1
    q1 = q0
    r2 = r1
    r1 = r0
    s2 = s1
    s1 = s0
  }
  powers[0] = powerOf(p1, p2, c0)
  powers[1] = powerOf(q1, q2, c1)
  powers[2] = powerOf(r1, r2, c2)
  powers[3] = powerOf(s1, s2, c3)
}

const meanSquare = (block: Int16Array): number => {
  let sum = 0
  for (let index = 0; index < blockSamples; index += 1) sum += (block[index] ?? 0) ** 2
  return sum / blockSamples
}

export interface DtmfDetector {
  /** Mono PCM16 at 8 kHz, any length; calls back once for every key, when it is sure. */
  hear(pcm: Int16Array): void
  /** A key is held down, or was let go no more than two blocks ago. */
  readonly isPressed: boolean
}

interface Peak {
  index: number
  power: number
}

/** Two hits in a row make a key, two misses end it. For switches that report no digits themselves. */
export const createDtmfDetector = (pressed: (digit: string) => void): DtmfDetector => {
  const block = new Int16Array(blockSamples)
  let filled = 0
  let lastHit = ''
  let current = ''
  let missCount = 0
  const low: Peak = { index: 0, power: 0 }
  const high: Peak = { index: 0, power: 0 }
  const powers = new Float64Array(4)

  /** Fills `peak`. @returns false when a second tone is too near. */
  const findPeak = (coefficients: Float64Array, peak: Peak): boolean => {
    let second = 0
    peak.power = -1
    findPowers(block, coefficients, powers)
    for (let index = 0; index < 4; index += 1) {
      const power = powers[index] ?? 0
      if (power > peak.power) {
        second = peak.power
        peak.power = power
        peak.index = index
      } else if (power > second) second = power
    }
    return peak.power >= minPeakRatio * second
  }

  const hitOf = (): string => {
    const energy = meanSquare(block)
    if (energy < 2 * minPower) return ''
    if (!findPeak(lowCoefficients, low) || !findPeak(highCoefficients, high)) return ''
    if (low.power < minPower || high.power < minPower) return ''
    if (high.power > low.power * maxForwardTwist || low.power > high.power * maxReverseTwist) return ''
    if (low.power + high.power < minEnergyRatio * energy) return ''
    return keypad[low.index]?.[high.index] ?? ''
  }

  const judge = (): void => {
    const hit = hitOf()
    if (hit !== '' && hit === lastHit && hit !== current) {
      current = hit
      pressed(hit)
    }
    missCount = hit === current ? 0 : missCount + 1
    if (missCount >= 2) current = ''
    lastHit = hit
  }

  return {
    get isPressed() {
      return current !== ''
    },
    hear(pcm) {
      // Two tones of a key are louder than that together: most frames of a call need no more than this look.
      if (current === '' && lastHit === '' && isQuiet(pcm)) {
        filled = 0
        return
      }
      for (let index = 0; index < pcm.length; index += 1) {
        block[filled] = pcm[index] ?? 0
        filled += 1
        if (filled < blockSamples) continue
        filled = 0
        judge()
      }
    },
  }
}
