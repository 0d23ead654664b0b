import { expect, it } from 'vitest'
import { inSteps, ManualClock } from '../../testing/manual-clock.js'
import { Standstills } from './standstills.js'

it('knows how long ago nothing ran for longer than half a second, and that it did so as it ends', async () => {
  const clock = new ManualClock()
  const standstills = new Standstills(clock)
  await inSteps(clock)(5_000)
  expect(standstills.awakeMs).toBe(Number.POSITIVE_INFINITY)

  clock.advance(4_600)
  expect(standstills.awakeMs).toBe(0)

  await inSteps(clock)(1_000)
  expect(standstills.awakeMs).toBe(1_000)
  clock.advance(700)
  expect(standstills.awakeMs).toBe(0)

  standstills.close()
  await inSteps(clock)(200)
  expect(clock.pending).toBe(0)
})
