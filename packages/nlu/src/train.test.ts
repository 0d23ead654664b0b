import { describe, expect, it } from 'vitest'
import { keyIntents } from '@callchart/protocol'
import type { UnderstandingModel } from './index.js'
import { createInterpreter, NluError, trainUnderstanding } from './index.js'
import { atNoon, heard, pizza, sourceOf } from './testing/ask.js'
import { cpuMsSince } from './testing/cpu-time.js'

/** The error a piece of work throws. */
function errorOf(work: () => unknown): NluError {
  try {
    work()
  } catch (error) {
    if (error instanceof NluError) return error
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('trainUnderstanding', () => {
  it('gives the same bytes for the same source', () => {
    expect(JSON.stringify(trainUnderstanding(pizza))).toBe(JSON.stringify(trainUnderstanding(structuredClone(pizza))))
  })

  it('asks again more often where a false accept costs more', () => {
    const thresholdAt = (falseAcceptCost: number): number => (trainUnderstanding({ ...pizza, falseAcceptCost }).classifier as { threshold: number }).threshold

    expect(thresholdAt(10)).toBeGreaterThan(thresholdAt(1))
  })

  it('gives plain JSON: a stored model understands as the fresh one did', () => {
    const fresh = trainUnderstanding(pizza)
    const expectation = { intents: pizza.intents.map(({ id }) => id), keyIntents: ['human'] as const }

    const stored = createInterpreter(JSON.parse(JSON.stringify(fresh)) as UnderstandingModel)

    for (const text of ['has my pizza left yet', 'when are you closing', 'agent', 'six margheritas to go']) {
      expect(stored.interpret([heard(text)], expectation, atNoon)).toEqual(
        createInterpreter(fresh).interpret([heard(text)], expectation, atNoon),
      )
    }
  })

  it.each([['(unclosed'], ['\\1'], ['(?=ahead)'], ['(a{1000}){1000}'], ['x'.repeat(1_001)], ['(?<name>'], ['*']])(
    'refuses the pattern %j, naming the intent',
    (pattern) => {
      const error = errorOf(() => trainUnderstanding(sourceOf({ refund: { patterns: ['fine', pattern] } })))

      expect(error.code).toBe('NLU_BAD_PATTERN')
      expect(error.message).toContain('"refund"')
      expect(error.message).toContain(pattern.slice(0, 80))
      expect(error.fields).toMatchObject({ intent: 'refund' })
    },
  )

  it.each([['(a+)+$'], ['(a|a)*$'], ['(.*)*x'], ['(a?){50}a{50}$']])('matches the hostile pattern %j in linear time', (pattern) => {
    const interpreter = createInterpreter(trainUnderstanding(sourceOf({ trap: { patterns: [pattern] } })))
    const started = process.cpuUsage()

    interpreter.interpret([heard(`${'a'.repeat(9_999)}!`)], { intents: ['trap'], keyIntents: [] }, atNoon)

    expect(cpuMsSince(started)).toBeLessThan(1_000)
  })

  it('takes no empty match of a pattern for a match', () => {
    const interpreter = createInterpreter(trainUnderstanding(sourceOf({ trap: { patterns: ['z*'] } })))

    expect(interpreter.interpret([heard('hello')], { intents: ['trap'], keyIntents: [] }, atNoon).type).toBe('no-match')
    expect(interpreter.interpret([heard('buzz')], { intents: ['trap'], keyIntents: [] }, atNoon).type).toBe('intent')
  })

  it('trains on many intents and phrases in a bounded time', () => {
    const words = ['garden', 'river', 'window', 'pencil', 'copper', 'market', 'winter', 'candle', 'bridge', 'forest']
    const intents = Object.fromEntries(
      words.map((word) => [word, { phrases: words.map((other, index) => `the ${word} near a ${other} number ${index}`) }]),
    )
    const started = process.cpuUsage()

    const model = trainUnderstanding(sourceOf(intents))

    expect(cpuMsSince(started)).toBeLessThan(3_000)
    expect(JSON.stringify(model).length).toBeLessThan(500_000)
  })
})

describe('createInterpreter', () => {
  const model = trainUnderstanding(pizza)
  const classifier = model.classifier as Record<string, unknown>

  it.each([
    ['another format', { ...model, format: 'callchart-nlu-0' }],
    ['no classifier', { ...model, classifier: null }],
    ['a list for a classifier', { ...model, classifier: [] }],
    ['another kind of classifier', { ...model, classifier: { ...classifier, format: 'deep-1' } }],
    ['weights of another length', { ...model, classifier: { ...classifier, weights: 'AAAA' } }],
    ['weights that are no base64', { ...model, classifier: { ...classifier, factors: '*' } }],
    ['a class that it does not name', { ...model, classifier: { ...classifier, classNumbers: [99] } }],
    ['no calibration', { ...model, classifier: { ...classifier, calibration: { margin: 1 } } }],
  ])('refuses a model with %s', (_, stored) => {
    expect(errorOf(() => createInterpreter(stored as UnderstandingModel)).code).toBe('NLU_BAD_MODEL')
  })

  it('goes on with what it was trained on', () => {
    const forgetful = { ...model, source: { ...pizza, intents: pizza.intents.map((intent) => ({ ...intent, phrases: [] })) } }

    expect(createInterpreter(forgetful).interpret([heard('where is my food now')], { intents: ['status', 'order'], keyIntents: [] }, atNoon)).toMatchObject({
      intent: 'status',
      why: { by: 'classifier' },
    })
  })

  it.each([
    ['en-US', ['when will my two large pizzas be here', 'no', 'where is my order', 'no, the fifteenth of may', 'sorry, can you say that again']],
    ['zh-CN', ['请问我的快递什么时候能到', '不用了', '麻烦你再说一遍', '不，下周三下午三点半', '以后不要再给我打电话了']],
  ])('answers in well under a frame of audio in %s, with all that a turn can expect', (language, texts) => {
    const intents = pizza.intents.map((intent) => ({ ...intent, slots: { day: { type: 'date' as const }, hour: { type: 'time' as const } } }))
    const interpreter = createInterpreter(trainUnderstanding({ ...pizza, language, intents }))
    const own = pizza.intents.map(({ id }) => id)
    const value = { type: 'date', current: '2026-05-12' } as const
    const expectation = { intents: [...own.slice(2), 'affirm', 'deny'], auxiliary: own.slice(0, 2), keyIntents, value }
    const ask = () => texts.forEach((text) => interpreter.interpret([heard(text)], expectation, atNoon))
    for (let warm = 0; warm < 200; warm += 1) ask()
    const started = process.cpuUsage()

    for (let round = 0; round < 50; round += 1) ask()

    // 0.4 ms on one core; a machine that does much else at once takes longer for the same.
    expect(cpuMsSince(started) / (50 * texts.length)).toBeLessThan(2)
  })
})
