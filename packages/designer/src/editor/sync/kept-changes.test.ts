// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { forgetChanges, keepChanges, leftBehind, type KeptChanges } from './kept-changes.js'

const kept = (client: string, at: number): KeptChanges => ({ client, nextSequence: 1, pending: [{ part: 'name', before: 'Old', after: `By ${client}` }], copies: [], at })

beforeEach(() => localStorage.clear())

it('brings back what pages of a flow have left behind, the latest first', async () => {
  keepChanges('bank', kept('one', 1_000))
  keepChanges('bank', kept('two', 2_000))
  keepChanges('bank-2', kept('three', 3_000))

  expect(await leftBehind('bank', 60_000)).toEqual([kept('two', 2_000), kept('one', 1_000)])
})

it('leaves alone what a page may still be working on, where browsers have no locks', async () => {
  keepChanges('bank', kept('one', 55_000))

  expect(await leftBehind('bank', 60_000)).toEqual([])
})

it('forgets what it kept itself, not what the next page has kept since', async () => {
  keepChanges('bank', kept('one', 2_000))
  forgetChanges('bank', 'one', 1_000)
  expect(await leftBehind('bank', 60_000)).toHaveLength(1)

  forgetChanges('bank', 'one', 2_000)
  expect(await leftBehind('bank', 60_000)).toEqual([])
})

it('takes nothing for changes that is none', async () => {
  localStorage.setItem('callchart.unsent.bank.one', 'no JSON')
  localStorage.setItem('callchart.unsent.bank.two', '{"client":2}')

  expect(await leftBehind('bank', 60_000)).toEqual([])
})
