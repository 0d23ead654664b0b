import { expect, it } from 'vitest'
import { bestMatch, energyOf, productAt, whitened } from './likeness.js'

it('counts what lies outside of a signal as silence', () => {
  const signal = Int16Array.of(1, 2, 3)

  expect([energyOf(signal), energyOf(signal, -2, 3), energyOf(signal, 2, 5), energyOf(signal, 5, 2)]).toEqual([14, 1, 9, 0])
  expect([productAt(signal, signal, 0), productAt(signal, signal, 1), productAt(signal, signal, -1), productAt(signal, signal, 9)]).toEqual([14, 8, 8, 0])
})

it('takes away what two neighbours have in common', () => {
  expect([...whitened(Int16Array.of(100, 100, -100))].map(Math.round)).toEqual([0, 10, -190])
})

it('finds where a pattern is, however loud it is there, within the bounds', async () => {
  const pattern = Float64Array.of(1, -2, 3)
  const field = Float64Array.of(0, 0, 0.5, -1, 1.5, 0, 0, 2, -4, 6)

  expect(await bestMatch(pattern, field, 0, 5)).toEqual({ at: 2, score: expect.closeTo(1, 6) as number })
  expect(await bestMatch(pattern, field, 5, 99)).toEqual({ at: 7, score: expect.closeTo(1, 6) as number })
})

it('finds nothing in silence, nor a silent pattern', async () => {
  expect((await bestMatch(Float64Array.of(1, 2), new Float64Array(4), 0, 4)).score).toBe(0)
  expect((await bestMatch(new Float64Array(2), Float64Array.of(1, 2, 3), 0, 3)).score).toBe(0)
})

it('lets whatever else the thread has to do go first', async () => {
  const field = Float64Array.from({ length: 60_000 }, (_, index) => Math.sin(index * index))
  const match = bestMatch(field.slice(50_000, 58_000), field, 0, field.length)
  const other = new Promise((resolve) => setImmediate(resolve, 'what else there is'))

  expect(await Promise.race([match, other])).toBe('what else there is')
  expect((await match).at).toBe(50_000)
})
