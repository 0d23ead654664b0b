import { expect, it } from 'vitest'
import { createTicker, systemTime, type TimeSource } from './ticker.js'

const createTime = () => {
  let now = 500
  let timer: { at: number; elapsed: () => void } | undefined
  const time: TimeSource = {
    nowMs: () => now,
    after(ms, elapsed) {
      timer = { at: now + ms, elapsed }
      return () => (timer = undefined)
    },
  }
  const fire = (lateMs = 0) => {
    if (timer === undefined) throw new Error('no timer is set')
    const { at, elapsed } = timer
    timer = undefined
    now = at + lateMs
    elapsed()
  }
  return { time, fire, isIdle: () => timer === undefined, now: () => now }
}

it('ticks every subscriber once in 20 ms, spread over four phases', () => {
  const { time, fire } = createTime()
  const ticker = createTicker({ time })
  const seen: number[][] = [[], [], [], []]
  for (const times of seen) ticker.subscribe((now) => times.push(now))

  for (let step = 0; step < 12; step += 1) fire()

  expect(seen).toEqual([
    [505, 525, 545],
    [510, 530, 550],
    [515, 535, 555],
    [520, 540, 560],
  ])
})

it('stays on its grid when its timer comes late', () => {
  const { time, fire } = createTime()
  const late: number[] = []
  const ticker = createTicker({ time, late: (ms) => late.push(ms) })
  const times: number[] = []
  ticker.subscribe((now) => times.push(now))

  for (let step = 0; step < 12; step += 1) fire(step % 2 === 0 ? 3 : 0)

  expect(times).toEqual([508, 528, 548])
  expect(Math.max(...late)).toBe(3)
})

it('runs each phase once after a stall and says the time', () => {
  const { time, fire } = createTime()
  const ticker = createTicker({ time })
  const seen: number[][] = [[], []]
  for (const times of seen) ticker.subscribe((now) => times.push(now))

  fire(400)

  expect(seen).toEqual([[905], [905]])
})

it('sets no timer while nobody listens', () => {
  const { time, fire, isIdle, now } = createTime()
  const ticker = createTicker({ time })
  expect(isIdle()).toBe(true)

  const leave = ticker.subscribe(() => leave())
  fire()
  leave()

  expect(isIdle()).toBe(true)
  expect(ticker.nowMs()).toBe(now())
})

it('runs on the real clock', async () => {
  const ticker = createTicker({ time: systemTime })

  const times = await new Promise<number[]>((resolve) => {
    const seen: number[] = []
    const leave = ticker.subscribe((now) => {
      seen.push(now)
      if (seen.length < 5) return
      leave()
      resolve(seen)
    })
  })

  expect((times[4] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(60)
})
