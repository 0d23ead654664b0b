import { describe, expect, it } from 'vitest'
import { firstAudible, gainOf, lastAudible, speechLevel, whiteNoise } from './levels.js'

describe('levels', () => {
  it('find the first and the last audible sample', () => {
    const samples = Int16Array.of(0, 8, -40, 41, 0, -41, 39, 0)

    expect(firstAudible(samples)).toBe(3)
    expect(lastAudible(samples)).toBe(5)
    expect(firstAudible(new Int16Array(10))).toBe(-1)
  })

  it('measure speech without its pauses', () => {
    const speech = new Int16Array(16_000)
    for (let index = 0; index < 8_000; index += 1) speech[index] = index % 2 === 0 ? 1_000 : -1_000

    expect(speechLevel([speech, new Int16Array(8_000)])).toBeCloseTo(1_000)
    expect(speechLevel([new Int16Array(8_000)])).toBe(0)
  })

  it('make noise of the wanted level, the same every time', () => {
    const noise = whiteNoise(500, 1)
    const samples = Array.from({ length: 20_000 }, noise)

    const rms = Math.sqrt(samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length)

    expect(Math.abs(rms - 500)).toBeLessThan(10)
    expect(whiteNoise(500, 1)()).toBe(samples[0])
  })

  it('turn decibels into factors', () => {
    expect(gainOf(-20)).toBeCloseTo(0.1)
    expect(gainOf(0)).toBe(1)
  })
})
