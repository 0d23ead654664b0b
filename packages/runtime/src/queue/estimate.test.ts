import { expect, it } from 'vitest'
import { estimateWaitMs } from './estimate.js'

it('shares the talks of all ahead among the humans who are there', () => {
  expect(estimateWaitMs(1, { talkMs: 120_000, seatCount: 1 })).toBe(120_000)
  expect(estimateWaitMs(3, { talkMs: 120_000, seatCount: 1 })).toBe(360_000)
  expect(estimateWaitMs(3, { talkMs: 120_000, seatCount: 2 })).toBe(180_000)
})

it('estimates also where nobody has talked and nobody is there', () => {
  expect(estimateWaitMs(2, { seatCount: 0 })).toBe(360_000)
})
