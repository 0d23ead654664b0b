import type { NumberedFact } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { SeenClock } from './call-clock.js'
import type { CallState } from './state.js'

const answeredAt = 1_000_000

function seen(fromMs = 0) {
  const state = { clockMs: 0, answeredAt, botLeg: { number: 1, fromMs, state: 'connected' } }
  const clock = new SeenClock(state as unknown as CallState)
  /** A fact of this time, which has come so long after its frame. */
  const told = (atMs: number, lateMs: number): void => clock.note({ number: 1, atMs, fact: { type: 'speech.ended' } } as unknown as NumberedFact, answeredAt + fromMs + atMs + lateMs)
  return { state, clock, told }
}

it('begins with the answer as long as nothing was told', () => {
  expect(seen().clock.at(answeredAt + 5_000)).toBe(5_000)
})

it('stands where the fact saw it that came fastest, a frame before that one was over', () => {
  const { clock, told } = seen()
  told(1_000, 55)
  told(2_000, 42)
  told(3_000, 300)

  expect(clock.at(answeredAt + 10_000)).toBe(10_000 - 42 - 20)
})

it('follows a clock that falls behind for frames that did not come', () => {
  const { clock, told } = seen()
  for (let atMs = 1_000; atMs < 5_000; atMs += 1_000) told(atMs, 3)
  for (let atMs = 5_000; atMs < 13_000; atMs += 1_000) told(atMs, 63)

  expect(clock.at(answeredAt + 20_000)).toBe(20_000 - 63 - 20)
})

it('is that of the call, whichever bot leg tells it', () => {
  const { clock, told } = seen(60_000)
  told(500, 12)

  expect(clock.at(answeredAt + 70_000)).toBe(70_000 - 12 - 20)
})

it('is that of the latest bot leg, which began later than was foreseen', () => {
  const { clock, state, told } = seen()
  told(1_000, 3)
  Object.assign(state.botLeg, { number: 2, fromMs: 5_000 })
  clock.note({ number: 1, atMs: 500, fact: { type: 'speech.ended' } } as unknown as NumberedFact, answeredAt + 5_500 + 43)

  expect(clock.at(answeredAt + 10_000)).toBe(10_000 - 43 - 20)
})

it('never goes back behind what a bridge has counted', () => {
  const { clock, state, told } = seen()
  told(1_000, 12)
  state.clockMs = 9_990

  expect(clock.at(answeredAt + 9_000)).toBe(9_990)
})
