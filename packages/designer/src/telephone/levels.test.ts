import { expect, it } from 'vitest'
import { shownLevel } from './levels.js'

it('shows silence as nothing, the loudest as all, and what is half way between for the ear half way', () => {
  expect([0, 0.0001, 1, 2].map(shownLevel)).toEqual([0, 0, 1, 1])
  expect(shownLevel(10 ** (-30 / 20))).toBeCloseTo(0.5)
})
