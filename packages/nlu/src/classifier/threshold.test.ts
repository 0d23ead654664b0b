import { describe, expect, it } from 'vitest'
import { chooseThreshold, type Judged } from './threshold.js'

const many = (count: number, judged: Judged): Judged[] => Array.from({ length: count }, () => judged)
const right = (confidence: number): Judged => ({ confidence, isRight: true, isOutOfScope: false })
const wrong = (confidence: number): Judged => ({ confidence, isRight: false, isOutOfScope: false })
const foreign = (confidence: number): Judged => ({ confidence, isRight: false, isOutOfScope: true })
const costs = { falseAccept: 2, outOfScopeShare: 0.1 }

describe('the threshold', () => {
  it('is what the costs say where nothing was judged', () => {
    expect(chooseThreshold([], costs)).toBe(0.5)
    expect(chooseThreshold([], { ...costs, falseAccept: 1.25 })).toBe(0.2)
  })

  it('lies between what was right and what was not', () => {
    const judged = [...many(500, right(0.8)), ...many(500, wrong(0.3)), ...many(100, foreign(0.4))]

    expect(chooseThreshold(judged, costs)).toBeGreaterThan(0.4)
    expect(chooseThreshold(judged, costs)).toBeLessThanOrEqual(0.8)
  })

  it('rises with what a false accept costs', () => {
    const judged = [0.25, 0.35, 0.45, 0.55, 0.65, 0.75].flatMap((confidence) => [
      ...many(Math.round(confidence * 400), right(confidence)),
      ...many(Math.round((1 - confidence) * 400), wrong(confidence)),
    ])
    const [cheap = 0, usual = 0, dear = 0] = [1.3, 2, 4].map((falseAccept) => chooseThreshold(judged, { ...costs, falseAccept }))

    expect(cheap).toBeLessThan(usual)
    expect(usual).toBeLessThan(dear)
  })

  it('counts what is out of scope by how often callers say it, not by how much of it was judged', () => {
    const few = [...many(1_000, right(0.5)), ...many(10, foreign(0.6))]
    const lots = [...many(1_000, right(0.5)), ...many(1_000, foreign(0.6))]

    expect(chooseThreshold(lots, costs)).toBe(chooseThreshold(few, costs))
  })
})
