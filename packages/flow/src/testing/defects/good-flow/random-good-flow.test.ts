import { describe, expect, it } from 'vitest'
import { nodeKinds } from '../../../nodes/kinds.js'
import { bruteForce } from '../brute-force.js'
import { impatient } from '../impatient.js'
import { randomGoodFlow } from './random-good-flow.js'

const seeds = Array.from({ length: 12 }, (_, index) => index)

describe('a random good flow', () => {
  it.each(seeds)('has no node that is never entered, no circle without the caller and no failing step (seed %i)', (seed) => {
    const flow = impatient(randomGoodFlow(seed, 24 + (seed % 4) * 4))

    const { complete, entered, stuck, endless, endlessThoughServed, failures } = bruteForce({ ...flow, document: { ...flow.document, keyIntents: { ...flow.document.keyIntents, goBack: undefined } } }, { given: false })

    expect(complete).toBe(true)
    expect(flow.document.nodes.map(({ id }) => id).filter((id) => !entered.has(id))).toEqual([])
    expect({ stuck: [...stuck], endless, endlessThoughServed, failures: [...failures] }).toEqual({ stuck: [], endless: undefined, endlessThoughServed: undefined, failures: [] })
  })

  it('is the same for the same seed', () => {
    expect(JSON.stringify(randomGoodFlow(3, 40).document)).toBe(JSON.stringify(randomGoodFlow(3, 40).document))
  })

  it('has every node kind where it is large', () => {
    const kinds = new Set(seeds.flatMap((seed) => randomGoodFlow(seed, 90, { hasLibrary: true }).document.nodes.map(({ kind }) => kind)))

    expect(nodeKinds.filter((kind) => !kinds.has(kind))).toEqual([])
  })
})
