import { describe, expect, it } from 'vitest'
import { Resampler } from './resampler.js'

const tone = (hz: number, rateHz: number, count: number): Float32Array => Float32Array.from({ length: count }, (_, index) => Math.sin((2 * Math.PI * hz * index) / rateHz))

/** Through the filter, in blocks of uneven length. */
function resampled(input: Float32Array, fromHz: number, toHz: number, blockSamples = 128): Float32Array {
  const resampler = new Resampler(fromHz, toHz)
  const output: number[] = []
  for (let at = 0; at < input.length; at += blockSamples) {
    const block = input.subarray(at, at + blockSamples)
    const room = new Float32Array(Math.ceil((block.length * toHz) / fromHz) + 2)
    output.push(...room.subarray(0, resampler.process(block, block.length, room)))
  }
  return Float32Array.from(output)
}

/** Root mean square of what is left when the filter has settled. */
const level = (samples: Float32Array): number => {
  const settled = samples.subarray(Math.floor(samples.length / 4))
  return Math.sqrt(settled.reduce((sum, sample) => sum + sample * sample, 0) / settled.length)
}
const decibels = (one: number, other: number): number => 20 * Math.log10(one / other)
const full = Math.SQRT1_2

describe.each([48_000, 44_100, 16_000, 96_000])('between %i Hz and the line', (rateHz) => {
  it.each([300, 1_000, 3_400])('lets %i Hz through as it is, in both directions', (hz) => {
    expect(Math.abs(decibels(level(resampled(tone(hz, rateHz, rateHz), rateHz, 8_000)), full))).toBeLessThan(0.2)
    expect(Math.abs(decibels(level(resampled(tone(hz, 8_000, 8_000), 8_000, rateHz)), full))).toBeLessThan(0.2)
  })

  it.each([4_700, 6_000, 7_500])('lets nothing of %i Hz fold back onto the line', (hz) => {
    expect(decibels(level(resampled(tone(hz, rateHz, rateHz), rateHz, 8_000)), full)).toBeLessThan(-58)
  })

  it('makes as many samples as the rates say, whatever the blocks', () => {
    const input = tone(1_000, rateHz, rateHz)
    const small = resampled(input, rateHz, 8_000, 128)

    expect(Math.abs(small.length - 8_000)).toBeLessThanOrEqual(1)
    expect(resampled(input, rateHz, 8_000, 1_000)).toEqual(small)
  })

  it('says how much it must be given for a block of the sound card', () => {
    const resampler = new Resampler(8_000, rateHz)
    const output = new Float32Array(128)

    for (let block = 0; block < 500; block += 1) {
      const needed = resampler.inputsFor(128)
      expect(resampler.process(new Float32Array(needed), needed, output)).toBe(128)
    }
  })
})

it('leaves no image of the line above it', () => {
  const up = resampled(tone(1_000, 8_000, 8_000), 8_000, 48_000)
  const image = tone(7_000, 48_000, up.length)
  const settled = up.length / 4
  let product = 0
  for (let index = settled; index < up.length; index += 1) product += (up[index] ?? 0) * (image[index] ?? 0)

  expect(Math.abs(product) / (up.length - settled)).toBeLessThan(0.001)
})
