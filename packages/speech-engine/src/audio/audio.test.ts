import { describe, expect, it } from 'vitest'
import { decodeMuLaw, encodeALaw, encodeMuLaw } from './g711.js'
import { borrowResampler } from './resample.js'

const tone = (frequencyHz: number, rateHz: number, seconds: number): Int16Array =>
  Int16Array.from({ length: rateHz * seconds }, (_, index) => Math.round(10_000 * Math.sin((2 * Math.PI * frequencyHz * index) / rateHz)))

/** Power of one frequency in a signal, in its middle half. */
function powerAt(samples: Int16Array, frequencyHz: number, rateHz: number): number {
  let real = 0
  let imaginary = 0
  const from = samples.length >> 2
  const to = samples.length - from
  for (let index = from; index < to; index += 1) {
    const angle = (2 * Math.PI * frequencyHz * index) / rateHz
    real += (samples[index] ?? 0) * Math.cos(angle)
    imaginary += (samples[index] ?? 0) * Math.sin(angle)
  }
  return (4 * (real ** 2 + imaginary ** 2)) / (to - from) ** 2
}

describe('G.711', () => {
  it('has the codes of the standard', () => {
    expect([...encodeMuLaw(Int16Array.of(0, 32_767, -32_768, 1_000, -1_000))]).toEqual([0xff, 0x80, 0x00, 0xce, 0x4e])
    expect([...encodeALaw(Int16Array.of(0, 32_767, -32_768, 1_000, -1_000))]).toEqual([0xd5, 0xaa, 0x2a, 0xfa, 0x7a])
  })

  it('gives every µ-law code back', () => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code)
    // 0x7f and 0xff are both silence.
    expect([...encodeMuLaw(decodeMuLaw(codes))]).toEqual([...codes].map((code) => (code === 0x7f ? 0xff : code)))
  })
})

describe('the resampler', () => {
  it('keeps a tone of the telephone band and drops one above it', async () => {
    const resampler = await borrowResampler(22_050, 8_000)

    const kept = resampler.process(tone(1_000, 22_050, 1))
    resampler.flush()
    const dropped = resampler.process(tone(6_000, 22_050, 1))
    resampler.release()

    expect(Math.sqrt(powerAt(kept, 1_000, 8_000))).toBeCloseTo(10_000, -3)
    expect(Math.max(...dropped.subarray(1_000, 7_000).map(Math.abs))).toBeLessThan(20)
  })

  it('loses nothing over many odd pieces', async () => {
    const resampler = await borrowResampler(22_050, 8_000)
    const input = tone(440, 22_050, 2)
    let samples = 0

    for (let at = 0; at < input.length; at += 777) samples += resampler.process(input.subarray(at, at + 777)).length
    samples += resampler.flush().length
    resampler.release()

    expect(samples).toBeGreaterThanOrEqual(16_000)
    expect(samples).toBeLessThan(16_200)
  })

  it('passes audio through at the same rate', async () => {
    const resampler = await borrowResampler(8_000, 8_000)
    const input = tone(440, 8_000, 1)

    expect(resampler.process(input)).toBe(input)
    expect(resampler.flush()).toHaveLength(0)
  })
})
