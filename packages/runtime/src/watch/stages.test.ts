import { expect, it } from 'vitest'
import { StageTimes } from './stages.js'

it('measures stages that add up to the whole, whichever runs within another', async () => {
  let now = 100
  const times = new StageTimes(() => now)

  now = 103
  times.begin(100)
  await times.timed('understand', async () => void (now += 5))
  await times.timed('perform', async () => {
    now += 1
    await times.timed('journal', async () => void (now += 10))
    now += 1
  })

  expect(Object.fromEntries(times.byStage())).toEqual({ wait: 3, understand: 5, journal: 10, perform: 2 })
  expect(times.totalMs()).toBe(20)
  expect(times.all.find(({ stage }) => stage === 'perform')).toMatchObject({ beginMs: 108, endMs: 120 })
})

it('forgets what belonged to the fact before', async () => {
  let now = 0
  const times = new StageTimes(() => now)
  times.begin(0)
  await times.timed('journal', async () => void (now += 4))

  times.begin(now)

  expect(Object.fromEntries(times.byStage())).toEqual({ wait: 0 })
})
