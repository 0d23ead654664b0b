import { describe, expect, it } from 'vitest'
import { checkFlow } from '../check/check-flow.js'
import { agreementOn } from '../fixtures/defects/agreement.js'
import { randomSmallFlow } from '../fixtures/defects/random-small-flow.js'

/** Small flows, correct or not, of which every call is looked at. */
const flowCount = 1_000

describe('what is said of small flows', () => {
  it('is what all their calls show', () => {
    const compared = Array.from({ length: flowCount }, (_, seed) => {
      const document = randomSmallFlow(seed)
      const agreement = agreementOn(document, checkFlow(document))
      return agreement === undefined ? [] : [{ seed, ...agreement }]
    }).flat()

    const missed = compared.filter(({ isCaught, isSaidToBeCaught }) => isCaught && !isSaidToBeCaught)
    const onlySaid = compared.filter(({ isCaught, isSaidToBeCaught }) => !isCaught && isSaidToBeCaught)

    expect(compared.length).toBeGreaterThan(flowCount * 0.85)
    expect(compared.filter(({ falselyUnreachable }) => falselyUnreachable.length > 0)).toEqual([])
    expect([missed.length + onlySaid.length, missed, onlySaid].slice(0, 1)).toEqual([expect.toSatisfy((count: number) => count <= compared.length / 100)])
  }, 900_000)
})
