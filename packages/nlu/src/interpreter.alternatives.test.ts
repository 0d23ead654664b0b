import { describe, expect, it } from 'vitest'
import { createInterpreter, trainUnderstanding } from './index.js'
import { atNoon, branchOf, heard, pizza } from './testing/ask.js'

const both = ['human', 'complaint'] as const

describe('alternatives', () => {
  const interpreter = createInterpreter(trainUnderstanding(pizza))
  const expectation = { intents: ['order', 'status', 'affirm', 'deny'], keyIntents: both }

  it('takes a later alternative where the first means nothing', () => {
    const interpretation = interpreter.interpret(
      [heard('wear whiz mai hoarder', 0.6), heard('where is my order', 0.5)],
      expectation,
      atNoon,
    )

    expect(interpretation).toMatchObject({ type: 'intent', intent: 'status', text: 'where is my order' })
  })

  it('keeps the first where both mean something, and shows the other as a loser', () => {
    const interpretation = interpreter.interpret([heard('where is my order', 0.8), heard('order a pizza', 0.8)], expectation, atNoon)

    expect(interpretation).toMatchObject({ type: 'intent', intent: 'status' })
    expect(interpretation.why.losing[0]?.intent).toBe('order')
  })

  it('believes an alternative less, the less the recogniser does', () => {
    const sure = interpreter.interpret([heard('yes', 0.95)], expectation, atNoon)
    const unsure = interpreter.interpret([heard('yes', 0.3)], expectation, atNoon)

    expect(unsure.type).toBe('intent')
    expect(unsure.confidence).toBeLessThan(sure.confidence)
  })

  it('copes with recognisers that give no confidence, and with no alternative at all', () => {
    expect(branchOf(interpreter.interpret([heard('yes', 0)], expectation, atNoon))).toBe('affirm')
    expect(interpreter.interpret([], expectation, atNoon)).toEqual({
      type: 'no-match',
      text: '',
      confidence: 0,
      slots: {},
      why: { by: 'nothing', losing: [] },
    })
  })

  it('gives the same answer every time', () => {
    const again = createInterpreter(trainUnderstanding(pizza))
    const alternatives = [heard('is my pizza coming soon', 0.7), heard('is my visa coming soon', 0.6)]

    expect(again.interpret(alternatives, expectation, atNoon)).toEqual(interpreter.interpret(alternatives, expectation, atNoon))
  })
})
