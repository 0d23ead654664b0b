import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { ManualClock } from '../../testing/manual-clock.js'
import { keepRunning } from './keep-running.js'

async function elapse(clock: ManualClock, ms: number): Promise<void> {
  clock.advance(ms)
  await turn()
}

describe('a process that is looked after', () => {
  it('is started again when it is gone, later and later while that fails', async () => {
    const clock = new ManualClock()
    let running = true
    let broken = false
    const restarts: number[] = []
    const failures: unknown[] = []
    const keeper = keepRunning(
      {
        isRunning: () => running,
        restart: async () => {
          restarts.push(clock.now())
          if (broken) throw new Error('no')
          running = true
        },
        failed: (error) => failures.push(error),
      },
      clock,
    )
    await elapse(clock, 500)
    expect(restarts).toHaveLength(0)

    running = false
    await elapse(clock, 500)
    expect(restarts).toHaveLength(1)

    running = false
    broken = true
    for (let look = 0; look < 20; look += 1) await elapse(clock, 500)
    expect(failures).toHaveLength(4)
    broken = false
    await elapse(clock, 10_000)
    expect(running).toBe(true)

    await keeper.release()
    running = false
    await elapse(clock, 10_000)
    expect([running, clock.pending]).toEqual([false, 0])
  })

  it('is released only when a restart under way is done', async () => {
    const clock = new ManualClock()
    const order: string[] = []
    let finish = (): void => undefined
    const keeper = keepRunning(
      {
        isRunning: () => false,
        restart: () => new Promise((resolve) => (finish = () => (order.push('restarted'), resolve()))),
        failed: () => undefined,
      },
      clock,
    )
    clock.advance(500)

    const released = keeper.release().then(() => order.push('released'))
    finish()
    await released

    expect(order).toEqual(['restarted', 'released'])
    expect(clock.pending).toBe(0)
  })
})
