import { expect, test } from 'vitest'
import { Lateness } from './lateness.js'
import { slope } from './short-calls.js'

test('percentiles of delays are right to a twentieth of a millisecond', () => {
  const lateness = new Lateness()
  for (let ms = 1; ms <= 100; ms += 1) lateness.add(ms - 0.01)

  expect(lateness.percentile(50)).toBeCloseTo(50, 1)
  expect(lateness.percentile(99)).toBeCloseTo(99, 1)
  expect(lateness.max).toBe(99.99)
  lateness.clear()
  expect(lateness.percentile(99)).toBe(0)
})

test('the slope is that of the line through the points, and none of a single one', () => {
  expect(slope([[0, 10], [10, 30], [20, 50]])).toBe(2)
  expect(slope([[0, 10], [10, 12], [20, 8]])).toBe(-0.1)
  expect(slope([[5, 5]])).toBe(0)
})
