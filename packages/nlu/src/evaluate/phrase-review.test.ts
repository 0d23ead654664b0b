import { describe, expect, it } from 'vitest'
import { sourceOf } from '../testing/ask.js'
import { reviewPhrases } from './phrase-review.js'

const order = ['order a pizza', 'I want to order a pizza', 'can I order pizza', 'order pizza please', 'order a large pizza', 'a pizza order']
const track = ['where is my delivery', 'track my delivery', 'is my delivery late', 'when does my delivery come', 'delivery tracking', 'follow my delivery']
const codesOf = (intents: Parameters<typeof sourceOf>[0]) => reviewPhrases(sourceOf(intents)).advice.map(({ code, intents: about }) => [code, ...about])

describe('a review of phrases', () => {
  it('finds nothing to say of intents that are told apart', () => {
    expect(reviewPhrases(sourceOf({ order: { phrases: order }, track: { phrases: track } }))).toMatchObject({
      accuracy: 1,
      intents: [
        { intent: 'order', phraseCount: 6, recall: 1 },
        { intent: 'track', phraseCount: 6, recall: 1 },
      ],
      confusions: [],
      misunderstood: [],
      advice: [],
    })
  })

  it('names a phrase that stands in two intents, however it is written', () => {
    const { advice } = reviewPhrases(sourceOf({ order: { phrases: [...order, 'Track my delivery!'] }, track: { phrases: track } }))

    expect(advice[0]).toMatchObject({ code: 'same-phrase', intents: ['order', 'track'], phrases: ['Track my delivery!', 'track my delivery'] })
    expect(advice[0]?.advice).toMatch(/take it out/)
  })

  it('names two intents that are taken for each other, with the phrases', () => {
    const mixed = ['where is my delivery now', 'please track my delivery', 'my delivery is late', 'delivery when', 'follow the delivery']
    const review = reviewPhrases(sourceOf({ order: { phrases: order }, track: { phrases: track }, complain: { phrases: mixed } }))

    expect(review.confusions.some(({ intent, takenFor }) => intent === 'complain' && takenFor === 'track')).toBe(true)
    expect(review.advice.some(({ code, intents }) => code === 'confused' && intents.includes('complain') && intents.includes('track'))).toBe(true)
  })

  it('asks for phrases where there are few or none', () => {
    expect(codesOf({ order: { phrases: order }, track: { phrases: track }, rare: { phrases: ['once in a blue moon'] }, bare: { keywords: ['x'] } })).toEqual([
      ['few-phrases', 'rare'],
      ['no-phrases', 'bare'],
    ])
  })

  it('has an answer for a flow without phrases', () => {
    expect(reviewPhrases(sourceOf({}))).toMatchObject({ accuracy: null, intents: [], advice: [] })
    expect(reviewPhrases(sourceOf({ only: { phrases: ['one', '???'] } }))).toMatchObject({ accuracy: null, intents: [{ phraseCount: 1, recall: null }] })
  })
})
