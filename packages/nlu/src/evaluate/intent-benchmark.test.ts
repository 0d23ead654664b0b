import { describe, expect, it } from 'vitest'
import { areaUnderCurve } from './area-under-curve.js'
import { measureIntents } from './intent-benchmark.js'

const colours = ['red', 'green', 'blue', 'white', 'black', 'brown']
const textsOf = (intent: string, words: readonly string[], kinds = colours) => kinds.flatMap((kind) => words.map((word) => ({ text: `${word} a ${kind} ${intent}`, intent })))
const train = [...textsOf('balloon', ['inflate', 'buy']), ...textsOf('kettle', ['boil', 'fill'])]
const test = [...textsOf('balloon', ['lose'], ['red', 'pink']), ...textsOf('kettle', ['clean'], ['blue', 'pink'])]
const clock = () => 0

describe('measuring intents', () => {
  it('counts what is right, what is accepted, and what is rejected', () => {
    const result = measureIntents({ language: 'en', train, test, outOfScopeTest: ['who sang the anthem', 'seven sleepy tigers'] }, clock)

    expect(result).toMatchObject({ accuracy: 1, oosRecall: 1, auroc: 1 })
    expect(result.inScopeAccuracy).toBeGreaterThan(0.5)
    expect(result.modelBytes).toBeGreaterThan(100)
  })

  it('has no figures of what it was not given', () => {
    expect(measureIntents({ language: 'en', train, test }, clock)).toMatchObject({ oosRecall: null, auroc: null })
  })

  it('takes the threshold from validation where there is any', () => {
    const validation = [...test, ...test.map(({ text }) => ({ text, intent: 'other' }))]
    const careful = measureIntents({ language: 'en', train, test, validation, falseAcceptCost: 20 }, clock)

    expect(careful.threshold).toBeGreaterThan(measureIntents({ language: 'en', train, test, validation, falseAcceptCost: 1.1 }, clock).threshold)
  })

  it.each([[[], test], [train, []]])('refuses to measure nothing', (some, others) => {
    expect(() => measureIntents({ language: 'en', train: some, test: others }, clock)).toThrow(expect.objectContaining({ code: 'NLU_NOTHING_TO_MEASURE' }) as Error)
  })
})

it.each([
  [[0.9, 0.8], [0.1, 0.2], 1],
  [[0.1], [0.9], 0],
  [[0.5, 0.5], [0.5], 0.5],
  [[0.9, 0.3], [0.5, 0.1], 0.75],
])('the area under the curve of %j over %j is %d', (higher, lower, area) => {
  expect(areaUnderCurve(higher, lower)).toBe(area)
})
