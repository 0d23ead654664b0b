import { expect, it } from 'vitest'
import { adviceOf, evenedOut, measureLevel, waveformParts } from './level.js'

const rate = 16_000
const tone = (ms: number, size: number): Float32Array => Float32Array.from({ length: (rate * ms) / 1_000 }, (_, index) => size * Math.sin(index / 5))
const joined = (...parts: readonly Float32Array[]): Float32Array => Float32Array.from(parts.flatMap((part) => [...part]))
const silence = (ms: number): Float32Array => new Float32Array((rate * ms) / 1_000)

it('measures what is spoken, not the pauses', () => {
  const level = measureLevel(joined(silence(1_000), tone(1_000, 0.14), silence(2_000)), rate)

  expect(level.speechDbFs).toBeCloseTo(-20, 0)
  expect(level.peakDbFs).toBeCloseTo(-17, 0)
  expect([level.durationMs, level.silenceBeforeMs, level.silenceAfterMs]).toEqual([4_000, 1_000, 2_000])
  expect(level.waveform).toHaveLength(waveformParts)
  expect([level.waveform[0], level.waveform.at(-1)]).toEqual([0, 0])
})

it.each([
  ['nothing about a good one', tone(1_000, 0.14), []],
  ['nothing is heard', silence(1_000), ['silent']],
  ['too quiet', tone(1_000, 0.02), ['quiet']],
  ['cut off', tone(1_000, 2).map((sample) => Math.max(-1, Math.min(1, sample))), ['clipping']],
  ['silence around', joined(silence(900), tone(500, 0.14), silence(1_500)), ['silenceBefore', 'silenceAfter']],
  ['no samples', new Float32Array(), ['silent']],
])('says: %s', (_, samples, advice) => {
  expect(adviceOf(measureLevel(samples, rate))).toEqual(advice)
})

it('evens a recording out', () => {
  const even = evenedOut(joined(silence(900), tone(500, 0.01), silence(1_500)), rate)
  const level = measureLevel(even, rate)

  expect(adviceOf(level)).toEqual([])
  expect(level.durationMs).toBe(800)
  expect(Math.max(...evenedOut(joined(tone(500, 0.05), tone(20, 0.9)), rate))).toBeLessThan(0.9)
})
