import { describe, expect, it } from 'vitest'
import { lexiconFor } from '../lexicon/lexicon-for.js'
import { normaliserOf } from './normalise.js'
import { editDistance, similarity } from './similarity.js'
import { spellDigits } from './spell-digits.js'
import { foldText, joinTokens, maxTextLength, wordsOf } from './tokens.js'

describe('normalise', () => {
  const { normalise } = normaliserOf(lexiconFor('en-US'))

  it.each([
    ["I CAN'T hear you!", 'i can not hear you'],
    ['dont', 'do not'],
    ['I’m gonna go', 'i am going to go'],
    ["what's my card's balance", 'what is my card balance'],
    ['two 2 and 22', 'two two and twenty two'],
    ['ｆｕｌｌ　ｗｉｄｔｈ', 'full width'],
    ['a\u0000b\tc\nd', 'a b c d'],
    ['naïve café', 'naïve café'],
    ['covid19', 'covid nineteen'],
    ['', ''],
  ])('brings %j to the words %j', (text, words) => {
    expect(normalise(text).tokens.join(' ')).toBe(words)
  })

  it.each([
    ['um, could you please help me check the balance for me thanks', 'check balance'],
    ["hi there I'd like to uh book a flight today", 'book flight'],
  ])('keeps of %j the core %j', (text, core) => {
    expect(normalise(text).core.join(' ')).toBe(core)
  })

  it.each(['I want to', 'please', 'the', 'hello', 'thank you', 'um'])('keeps something of %j, which is nothing but filler', (text) => {
    expect(normalise(text).core).not.toHaveLength(0)
  })

  it('cuts what is longer than any utterance', () => {
    expect(foldText('x'.repeat(20_000))).toHaveLength(maxTextLength)
  })
})

describe('tokens', () => {
  it('splits Han text into characters and joins them without spaces', () => {
    expect(wordsOf('转人工 now 5g')).toEqual(['转', '人', '工', 'now', '5', 'g'])
    expect(joinTokens(['转', '人', '工', 'now'])).toBe('转人工 now')
    expect(joinTokens([])).toBe('')
  })

  it.each([
    ['0', 'zero'],
    ['07', 'zero seven'],
    ['12', 'twelve'],
    ['40', 'forty'],
    ['99', 'ninety nine'],
    ['300', 'three hundred'],
    ['2000', 'two thousand'],
    ['911', 'nine one one'],
    ['1234', 'one two three four'],
  ])('spells %s as %s', (digits, words) => {
    expect(spellDigits([digits]).join(' ')).toBe(words)
  })
})

describe('similarity', () => {
  it('counts edits, and stops counting at the limit', () => {
    expect(editDistance('kitten', 'sitting', 5)).toBe(3)
    expect(editDistance('kitten', 'sitting', 1)).toBe(2)
    expect(editDistance('a', 'abcdef', 2)).toBe(3)
    expect(editDistance('', '', 0)).toBe(0)
  })

  it('is 1 for the same, less for the near and 0 for the far', () => {
    expect(similarity('order status', 'order status')).toBe(1)
    expect(similarity('', '')).toBe(1)
    expect(similarity('order status', 'ordr status')).toBeGreaterThan(0.9)
    expect(similarity('order status', 'pineapple')).toBe(0)
  })
})
