import { describe, expect, it } from 'vitest'
import { confidenceOf, fitCalibration, type Trial } from './calibration.js'
import { createRandom } from './random.js'

const standing = (margin: number, gap = 0.5, unknownShare = 0.2) => ({ margin, gap, unknownShare })

/** Trials of which each is right with the chance that `chanceOf` gives its margin. */
function trialsBy(chanceOf: (margin: number) => number, count: number): Trial[] {
  const random = createRandom(7)
  return Array.from({ length: count }, () => {
    const margin = random() * 2 - 1
    return { ...standing(margin), isRight: random() < chanceOf(margin) }
  })
}

describe('a confidence', () => {
  it('grows with the margin and the lead, and falls with what is unknown', () => {
    const usual = fitCalibration([])

    expect(confidenceOf(usual, standing(0.5))).toBeGreaterThan(confidenceOf(usual, standing(0)))
    expect(confidenceOf(usual, standing(0, 0.8))).toBeGreaterThan(confidenceOf(usual, standing(0, -0.2)))
    expect(confidenceOf(usual, standing(0, 0.5, 1))).toBeLessThan(confidenceOf(usual, standing(0, 0.5, 0)))
  })

  it('comes to be the share that was right', () => {
    const calibration = fitCalibration(trialsBy((margin) => 1 / (1 + Math.exp(-6 * margin)), 3_000))

    expect(confidenceOf(calibration, standing(0))).toBeCloseTo(0.5, 1)
    expect(confidenceOf(calibration, standing(0.5))).toBeCloseTo(0.95, 1)
    expect(confidenceOf(calibration, standing(-0.5))).toBeCloseTo(0.05, 1)
  })

  it('leaves what is usual little where little was tried', () => {
    const [usual, few] = [fitCalibration([]), fitCalibration(trialsBy(() => 0, 3))]

    expect(Math.abs(confidenceOf(few, standing(0.5)) - confidenceOf(usual, standing(0.5)))).toBeLessThan(0.1)
  })
})
