import { describe, expect, it } from 'vitest'
import { compileFlow } from '../../compile/compile-flow.js'
import { bruteForce } from './brute-force.js'
import { chartOf, enteredBy } from './call-point.js'
import { Dice } from './dice.js'
import { keepsOn } from './evidence/keeps-on.js'
import { alone } from './library-flow.js'
import { randomSmallFlow } from './random-small-flow.js'
import { randomWalk } from './random-walk.js'

const seeds = Array.from({ length: 60 }, (_, seed) => seed)

const isRefused = (seed: number): boolean => {
  try {
    compileFlow(randomSmallFlow(seed, { mayBeRefused: true }))
    return false
  } catch {
    return true
  }
}

describe('random small flows', () => {
  it('are good and bad of every sort', () => {
    const results = seeds.map((seed) => bruteForce(randomSmallFlow(seed)))
    const nodes = seeds.map((seed) => randomSmallFlow(seed).nodes.length)

    expect(results.filter(({ complete }) => !complete).length).toBeLessThan(4)
    expect(results.some(({ endless }) => endless !== undefined)).toBe(true)
    expect(results.some(({ endless, failures, stuck }) => endless === undefined && failures.size + stuck.size === 0)).toBe(true)
    expect(results.some(({ stuck }) => stuck.size > 0)).toBe(true)
    expect(results.some(({ failures }) => failures.size > 0)).toBe(true)
    expect([Math.min(...nodes), Math.max(...nodes)]).toEqual([3, 9])
    expect(seeds.some(isRefused)).toBe(true)
  })

  it.each(seeds)('go on for ever where brute force says so (seed %i)', (seed) => {
    const flow = alone(randomSmallFlow(seed))
    const { endless, endlessThoughServed } = bruteForce(flow, { given: 'some' })

    expect([endless, endlessThoughServed].flatMap((round) => (round === undefined ? [] : [keepsOn(chartOf(flow), round)]))).not.toContain(false)
  })

  it.each(seeds.slice(0, 25))('are entered by random calls only where brute force enters them (seed %i)', (seed) => {
    const flow = alone(randomSmallFlow(seed))
    const chart = chartOf(flow)
    const dice = new Dice(seed)
    const { entered, complete } = bruteForce(flow)

    const walked = new Set(Array.from({ length: 60 }, () => randomWalk(chart, dice, 25)).flatMap((walk) => walk.flatMap(enteredBy)))

    expect(complete ? [...walked].filter((node) => !entered.has(node)) : []).toEqual([])
  })
})
