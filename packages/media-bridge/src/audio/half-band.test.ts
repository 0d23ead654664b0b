import { expect, it } from 'vitest'
import { createDoubler, createHalver, type Resampler } from './half-band.js'

const tone = (hz: number, rateHz: number, samples: number) =>
  Int16Array.from({ length: samples }, (_, n) => Math.round(10_000 * Math.sin((2 * Math.PI * hz * n) / rateHz)))

const inFrames = (pcm: Int16Array, frame: number, outFrame: number, resampler: Resampler) => {
  const out = new Int16Array((pcm.length / frame) * outFrame)
  for (let index = 0; index * frame < pcm.length; index += 1)
    resampler.process(pcm.subarray(index * frame, (index + 1) * frame), out.subarray(index * outFrame, (index + 1) * outFrame))
  return out
}

const rms = (pcm: Int16Array) => Math.sqrt(pcm.subarray(640).reduce((sum, sample) => sum + sample * sample, 0) / (pcm.length - 640))

const halve = (pcm: Int16Array) => inFrames(pcm, 320, 160, createHalver(320))
const double = (pcm: Int16Array) => inFrames(pcm, 160, 320, createDoubler(160))

it('keeps the telephone band when halving and when doubling', () => {
  for (const hz of [300, 1_000, 2_500, 3_400]) {
    expect(rms(halve(tone(hz, 16_000, 16_000))) / 7_071).toBeCloseTo(1, 1)
    expect(rms(double(tone(hz, 8_000, 8_000))) / 7_071).toBeCloseTo(1, 1)
  }
})

it('lets nothing above 4.5 kHz fold into the telephone band', () => {
  for (const hz of [4_600, 5_500, 7_000]) expect(rms(halve(tone(hz, 16_000, 16_000))) / 7_071).toBeLessThan(0.001)
})

it('gives the same audio back, delayed, after doubling and halving', () => {
  const sent = tone(700, 8_000, 8_000)

  const got = halve(double(sent))

  const delay = [...Array(60).keys()].find((shift) =>
    Array.from({ length: 400 }, (_, n) => Math.abs((got[2_000 + n + shift] ?? 0) - (sent[2_000 + n] ?? 0))).every((error) => error < 60),
  )
  expect(delay).toBeDefined()
})

it('clips instead of wrapping around', () => {
  const square = Int16Array.from({ length: 320 }, (_, n) => (Math.floor(n / 80) % 2 === 0 ? 32_767 : -32_768))

  const doubled = double(square)

  expect(Math.max(...doubled)).toBe(32_767)
  for (let at = 1; at < doubled.length; at += 1) expect(Math.abs((doubled[at] ?? 0) - (doubled[at - 1] ?? 0))).toBeLessThan(45_000)
})
