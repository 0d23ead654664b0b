import { expect, it } from 'vitest'
import { standingsOf } from './standing.js'

const margins = Float64Array.from([0.2, 0.9, -0.4, 0.6])
const gapsOf = (allowed: readonly number[]) => standingsOf(margins, 0.25, (place) => allowed.includes(place)).map(({ place, gap }) => [place, Math.round(gap * 100) / 100])

it('sets every allowed class against the best other one', () => {
  expect(gapsOf([0, 1, 2, 3])).toEqual([[0, -0.7], [1, 0.3], [2, -1.3], [3, -0.3]])
})

it('counts a class that is not allowed as a rival, but a weaker one', () => {
  expect(gapsOf([0, 2])).toEqual([[0, -0.3], [2, -0.9]])
  expect(gapsOf([3])).toEqual([[3, 0.1]])
})

it('gives a class without any rival the lead that one usually has', () => {
  expect(standingsOf(Float64Array.from([0.1]), 0, () => true)).toEqual([{ place: 0, margin: 0.1, gap: 0.5, unknownShare: 0 }])
  expect(standingsOf(margins, 0, () => false)).toEqual([])
})
