import { expect, it } from 'vitest'
import { createScorer, quantise } from './weight-table.js'

const weights = [Float32Array.from([1, -0.5, 0, 0.001]), Float32Array.from([-0.25, 0.5, 0, 2])]

it('keeps scores within a hundredth in 8 bits, and drops features that no class weighs', () => {
  const table = quantise(weights, 4)
  const score = createScorer(table, 4)

  expect([...table.features]).toEqual([0, 1, 3])
  const [first = 0, second = 0] = score({ indices: [0, 1, 2, 3], values: [1, 1, 1, 0.5], unknownShare: 0 })
  expect(first).toBeCloseTo(0.5005, 1)
  expect(second).toBeCloseTo(1.25, 1)
})

it('leaves out the least important features where there are too many, and scores without them', () => {
  const width = 3_000_001
  const byClass = [new Float32Array(width).fill(0.1), new Float32Array(width).fill(0.1), new Float32Array(width).fill(0.1)]
  byClass[0]?.set([5], 7)

  const table = quantise(byClass, width)

  expect(table.features.includes(7)).toBe(true)
  expect(quantise([], 10).weights).toHaveLength(0)
})
