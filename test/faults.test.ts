import { describe, expect, it } from 'vitest'
import { scenarios } from './faults/scenarios.js'
import { seeded } from './faults/seeded.js'

const calls = 4
/** Beside other tests; alone it takes a third of it. */
const withinMs = 200_000
const seed = Date.now() % 1_000_000

/** The long runs are those of `npm run faults`. */
describe.concurrent('calls go on, and nothing of them is lost or done twice,', () => {
  it.each([
    { name: 'runtime-dies', times: 3 },
    { name: 'bridge-dies', times: 2 },
    { name: 'database-away', times: 1 },
  ])('in $name', async ({ name, times }) => {
    const told: string[] = []
    const scenario = scenarios.find((each) => each.name === name)
    const { figures, failures } = (await scenario?.run({ seed: seeded(seed), times, calls, tell: (line) => told.push(line) })) ?? {}

    expect(failures, `seed ${seed}: ${JSON.stringify(figures)}\n${told.join('\n')}`).toEqual([])
  }, withinMs)
})
