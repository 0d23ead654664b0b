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

  it('believes a reading less where the word that decided was guessed', () => {
    const withWords = (text: string, sure: Readonly<Record<string, number>>) => ({
      ...heard(text, 0.8),
      words: text.split(' ').map((word, at) => ({ text: word, startMs: at * 100, endMs: at * 100 + 90, confidence: sure[word] ?? 0.9 })),
    })
    const ask = (...alternatives: Parameters<typeof interpreter.interpret>[0]) => interpreter.interpret(alternatives, { ...expectation, intents: ['cancel', 'status'] }, atNoon)

    const sure = ask(withWords('please cancel that', {}))
    const guessed = ask(withWords('please cancel that', { cancel: 0.1 }))
    const elsewhere = ask(withWords('please cancel that', { please: 0.1 }))

    expect(guessed).toMatchObject({ type: 'intent', intent: 'cancel' })
    expect(guessed.confidence).toBeLessThan(sure.confidence)
    expect(elsewhere.confidence).toBe(sure.confidence)
    expect(branchOf(ask(withWords('please cancel that', { cancel: 0.1 }), heard('where is my order', 0.8)))).toBe('status')
    expect(branchOf(ask(withWords('please cancel that', {}), heard('where is my order', 0.8)))).toBe('cancel')
  })

  it('takes no word confidences for low ones where the recogniser gives none', () => {
    const words = [{ text: 'yes', startMs: 0, endMs: 100, confidence: 0 }]

    expect(interpreter.interpret([{ ...heard('yes', 0.9), words }], expectation, atNoon)).toEqual(interpreter.interpret([heard('yes', 0.9)], expectation, atNoon))
  })

  it('believes what several alternatives are understood as more than what one is', () => {
    const alone = [heard('order a pizza', 0.7), heard('where is my order', 0.75)]
    const agreeing = [...alone, heard('track my delivery', 0.75), heard('is my food on the way', 0.75)]

    expect(branchOf(interpreter.interpret(alone, expectation, atNoon))).toBe('order')
    expect(branchOf(interpreter.interpret(agreeing, expectation, atNoon))).toBe('status')
    const [once, again] = [[heard('where is my order', 0.8)], [heard('where is my order', 0.8), heard('where is my order', 0.8)]]
    expect(interpreter.interpret(again, expectation, atNoon).confidence).toBe(interpreter.interpret(once, expectation, atNoon).confidence)
  })

  it('believes no later alternative without a confidence more than the first that has one', () => {
    const interpretation = interpreter.interpret([heard('where is my order', 0.1), heard('cancel my order', 0)], { ...expectation, intents: ['status', 'cancel'] }, atNoon)

    expect(branchOf(interpretation)).toBe('status')
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
