import { describe, expect, it } from 'vitest'
import { decodeMuLaw, encodeMuLaw } from '../switch/mu-law.js'
import { correlation } from './correlation.js'
import { whiteNoise } from './levels.js'

/** A voice of a given pitch: harmonics under a slowly changing envelope, with a little breath. */
function voice(pitchHz: number, seed: number, samples = 16_000): Int16Array {
  const breath = whiteNoise(300, seed)
  const drift = whiteNoise(1, seed + 1)
  let phase = 0
  let bend = 0
  return Int16Array.from({ length: samples }, (_, index) => {
    bend += 0.02 * drift() - 0.001 * bend
    phase += (2 * Math.PI * pitchHz * (1 + 0.1 * Math.sin(bend))) / 8_000
    const envelope = 0.5 + 0.5 * Math.sin((2 * Math.PI * index) / (1_500 + 100 * seed) + seed)
    return 3_000 * envelope * (Math.sin(phase) + 0.5 * Math.sin(2 * phase + seed) + 0.3 * Math.sin(3 * phase)) + breath()
  })
}

function overTheLine(samples: Int16Array, delay: number, gain = 1): Int16Array {
  const line = new Int16Array(samples.length + delay + 4_000)
  decodeMuLaw(encodeMuLaw(samples.map((sample) => sample * gain)), line, delay)
  return line
}

describe('correlation of what was sent with what was heard', () => {
  it('is nearly 1 for the same speech, late, quieter and through µ-law', async () => {
    const sent = voice(120, 3)

    expect(await correlation(sent, overTheLine(sent, 9_000, 0.4))).toBeGreaterThan(0.98)
  })

  it('is under 0.3 for another recording', async () => {
    expect(await correlation(voice(120, 3), overTheLine(voice(131, 8), 2_000))).toBeLessThan(0.3)
    expect(await correlation(voice(120, 3), overTheLine(voice(190, 5), 500))).toBeLessThan(0.3)
  })

  it('is 0 where nothing was heard, or nothing sent', async () => {
    expect(await correlation(voice(120, 3), new Int16Array(30_000))).toBe(0)
    expect(await correlation(new Int16Array(8_000), voice(120, 3))).toBe(0)
    expect(await correlation(voice(120, 3), new Int16Array(10))).toBe(0)
  })

  it('compares speech of less than a second whole', async () => {
    const word = voice(140, 2, 4_000)

    expect(await correlation(word, overTheLine(word, 800))).toBeGreaterThan(0.98)
  })

  it('forgives a frame that was lost once, in the loudest second', async () => {
    const sent = voice(120, 3, 24_000)
    sent.subarray(8_000, 16_000).forEach((sample, index, part) => (part[index] = sample * 1.5))
    const whole = overTheLine(sent, 1_000)
    const slipped = Int16Array.from([...whole.subarray(0, 13_000), ...new Int16Array(160), ...whole.subarray(13_000)])

    expect(await correlation(sent, slipped)).toBeGreaterThan(0.97)
  })

  it('falls when half of the speech is missing', async () => {
    const sent = voice(120, 3, 8_000)
    const broken = overTheLine(sent, 1_000)
    for (let start = 0; start < broken.length; start += 1_600) broken.fill(0, start, start + 800)

    expect(await correlation(sent, broken)).toBeLessThan(0.85)
  })
})
