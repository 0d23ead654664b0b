import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { callSceneNames, describeFailure, exploreScene, removals, runScenario, scenarios, turnSceneNames, type Found } from './explore/main.js'

/** Larger depths: npm run explore. */
const turnDepth = 2
const callDepth = 1

const explored = { orders: 0, states: 0 }

async function explores(scene: string, depth: number): Promise<Found> {
  const found = await exploreScene(scene, { depth, mostFailures: 3 })
  explored.orders += found.orders
  explored.states += found.states
  return found
}

describe('in all orders of what may race', () => {
  it.each(turnSceneNames)('the turn machine keeps its promises where %s', async (scene) => {
    const { failures } = await explores(scene, turnDepth)

    expect(failures.map(describeFailure)).toEqual([])
  })

  it.each(callSceneNames)('bridge and runtime keep theirs where %s', async (scene) => {
    const { failures } = await explores(scene, callDepth)

    expect(failures.map(describeFailure)).toEqual([])
  })

  it('many states are met', () => {
    console.info(`${explored.orders} orders, ${explored.states} states`)

    expect(explored.states).toBeGreaterThan(500)
  })
})

describe('a scenario', () => {
  it.each(scenarios)('$name', async (scenario) => {
    expect(await runScenario(scenario)).toEqual([])
  })
})

describe('a guard that can be taken away', () => {
  it.each(removals)('$name', ({ edits }) => {
    for (const { file, text } of edits) {
      const source = readFileSync(new URL(`../${file}`, import.meta.url), 'utf8')
      expect(source.split(text)).toHaveLength(2)
    }
  })
})
