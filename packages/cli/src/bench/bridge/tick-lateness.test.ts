import { expect, test } from 'vitest'
import { readTickCounts, tickLatenessMs } from './tick-lateness.js'

const metrics = (counts: readonly number[]): string =>
  ['0.001', '0.002', '0.005', '+Inf'].map((le, index) => `callchart_media_tick_lateness_seconds_bucket{le="${le}"} ${counts[index]}`).join('\n')

test('the lateness of ticks between two readings lies within its bucket', () => {
  const before = readTickCounts(metrics([100, 100, 100, 100]))
  const after = readTickCounts(`# HELP more\n${metrics([150, 190, 199, 200])}`)

  expect(tickLatenessMs(before, after, 50)).toBe(1)
  expect(tickLatenessMs(before, after, 90)).toBe(2)
  expect(tickLatenessMs(before, after, 95)).toBeCloseTo(3.667, 2)
  expect(tickLatenessMs(before, after, 100)).toBe(5)
})

test('it is not known where nothing is counted', () => {
  expect(tickLatenessMs(new Map(), readTickCounts('nothing 1'), 99)).toBeNaN()
})
