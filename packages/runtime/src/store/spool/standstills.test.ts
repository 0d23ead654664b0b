import { expect, it } from 'vitest'
import { inSteps, ManualClock } from '../../testing/manual-clock.js'
import { Standstills } from './standstills.js'

it('counts each time that nothing ran for longer than half a second, and knows of one as it ends', async () => {
  const clock = new ManualClock()
  const standstills = new Standstills(clock)
  await inSteps(clock)(5_000)
  expect(standstills.count).toBe(0)

  clock.advance(4_600)
  expect(standstills.count).toBe(1)

  await inSteps(clock)(1_000)
  clock.advance(700)
  expect(standstills.count).toBe(2)
  expect(standstills.count).toBe(2)

  standstills.close()
  await inSteps(clock)(200)
  expect(clock.pending).toBe(0)
})
