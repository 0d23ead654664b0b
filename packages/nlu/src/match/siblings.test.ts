import { describe, expect, it } from 'vitest'
import { ranks, type Evidence } from './evidence.js'
import { ambiguousTarget, doubtedConfidence, siblingsOf } from './siblings.js'

const guess = (id: string, confidence: number, rest: Partial<Evidence> = {}): Evidence => ({
  target: { kind: 'intent', id },
  by: 'classifier',
  matched: 'what was said',
  confidence,
  rank: ranks.likeness,
  ...rest,
})
const human = (confidence: number): Evidence => guess('human', confidence, { target: { kind: 'key-intent', id: 'human' } })
const global = (confidence: number): Evidence => guess('hours', confidence, { target: { kind: 'auxiliary', id: 'hours' } })

const least = 0.5
/** What understanding does: the first that is sure enough wins. */
const between = (...evidence: Evidence[]): string | undefined =>
  siblingsOf(evidence, evidence.find(({ confidence }) => confidence >= least), least)
    ?.map(({ target }) => target.id)
    .join(' or ')

describe('two intents', () => {
  it('are told apart where the second is less than half as likely', () => {
    expect(between(guess('block', 0.6), guess('replace', 0.29))).toBeUndefined()
    expect(between(guess('block', 0.6), guess('replace', 0.3))).toBe('block or replace')
  })

  it('that are not sure enough alone are asked for where the two together are', () => {
    expect(between(guess('block', 0.3), guess('replace', 0.25))).toBe('block or replace')
    expect(between(guess('block', 0.3), guess('replace', 0.15))).toBeUndefined()
  })

  it('are told apart where one is heard very well, unless both are', () => {
    expect(between(guess('block', 0.9, { by: 'phrase' }), guess('replace', 0.7, { by: 'phrase' }))).toBeUndefined()
    expect(between(guess('block', 0.9, { by: 'phrase' }), guess('replace', 0.85, { by: 'phrase' }))).toBe('block or replace')
  })

  it('may be of the node or hold everywhere', () => {
    expect(between(guess('block', 0.4), global(0.38))).toBe('block or hours')
  })

  it('are needed: one alone is as it was', () => {
    expect(between(guess('block', 0.4))).toBeUndefined()
    expect(between()).toBeUndefined()
  })
})

describe('nobody is asked back', () => {
  it.each([
    ['a keyword', guess('block', 0.9, { by: 'keyword', rank: ranks.keyword })],
    ['an exact phrase', guess('block', 0.97, { by: 'phrase', rank: ranks.exactPhrase })],
    ['a yes', guess('affirm', 0.75, { by: 'built-in' })],
    ['a key intent', human(0.8)],
    ['a doubtful key intent', human(0.45)],
  ])('where the best is %s', (_what, best) => {
    expect(between(best, guess('replace', 0.4), guess('cancel', 0.4))).toBeUndefined()
  })

  it('where the second is a key intent or a yes, and no other intent comes near', () => {
    expect(between(guess('block', 0.6), human(0.5), guess('replace', 0.2))).toBeUndefined()
    expect(between(guess('block', 0.6), guess('affirm', 0.55, { by: 'built-in' }))).toBeUndefined()
  })

  it('where something behind the best one wins', () => {
    expect(siblingsOf([guess('block', 0.45), guess('replace', 0.44), human(0.42)], human(0.42), least)).toBeUndefined()
  })
})

it('keeps what the utterance names for each of the two', () => {
  const target = ambiguousTarget([guess('pay', 0.4), guess('order', 0.4)], (intent) => (intent === 'pay' ? { amount: 12 } : { size: 'twelve' }))

  expect(target).toEqual({ kind: 'ambiguous', intents: ['pay', 'order'], slotsByIntent: { pay: { amount: 12 }, order: { size: 'twelve' } } })
})

it('believes the first no more than one of two can be believed', () => {
  expect(doubtedConfidence([guess('pay', 0.4), guess('order', 0.35)])).toBe(0.4)
  expect(doubtedConfidence([guess('pay', 0.9), guess('order', 0.9)])).toBe(0.5)
})
