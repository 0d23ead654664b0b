import { describe, expect, it } from 'vitest'
import type { IntentChoice } from '@callchart/protocol'
import { lexiconFor } from '../lexicon/lexicon-for.js'
import { normaliserOf } from '../text/normalise.js'
import { choicesOf } from './choice.js'
import { compareEvidence } from './evidence.js'

const choiceOf = (first: string, second: string): IntentChoice => [
  { intent: 'one', name: first },
  { intent: 'two', name: second },
]

/** The best reading of an answer, or nothing. */
const chosen = (language: string, text: string, choice: IntentChoice): string => {
  const lexicon = lexiconFor(language)
  const [best] = choicesOf(lexicon).detect(normaliserOf(lexicon).normalise(text), choice).sort(compareEvidence)
  return best?.target.id ?? 'nothing'
}

const cards = choiceOf('blocking your card', 'cancelling your card')

describe('in English', () => {
  it.each([
    ['the first one', 'one'],
    ['The first one, please.', 'one'],
    ['um first', 'one'],
    ['the first card', 'one'],
    ['option one', 'one'],
    ['number 1', 'one'],
    ['the former', 'one'],
    ['i mean the second', 'two'],
    ['no, the second one', 'two'],
    ['the latter', 'two'],
    ['the other one', 'two'],
    ['2', 'two'],
    ['not the first one, the second one', 'two'],
    ['neither', 'deny'],
    ['neither of them', 'deny'],
    ['none of these, thanks', 'deny'],
    ['something else', 'deny'],
    ['both', 'nothing'],
    ['both of them please', 'nothing'],
    ['the first one or the second one', 'nothing'],
    ['not the first one', 'nothing'],
    ['yes', 'nothing'],
    ['first of all i want to complain about all of this', 'nothing'],
    ['the first one that you sent me last week was stolen yesterday', 'nothing'],
  ])('%s: %s', (text, choice) => {
    expect(chosen('en-US', text, cards)).toBe(choice)
  })

  it.each([
    ['blocking your card', 'one'],
    ['blocking', 'one'],
    ['yes the cancelling', 'two'],
    ['not blocking, cancelling', 'two'],
    ['blocking or cancelling', 'nothing'],
    ['your card', 'nothing'],
    ['the weather', 'nothing'],
  ])('by name, %s: %s', (text, choice) => {
    expect(chosen('en-US', text, cards)).toBe(choice)
  })

  it('tells a name from one that has all of its words', () => {
    const nested = choiceOf('a card', 'a card for your partner')

    expect(chosen('en-US', 'a card', nested)).toBe('one')
    expect(chosen('en-US', 'for my partner', nested)).toBe('two')
  })
})

describe('in Chinese', () => {
  it.each([
    ['第一个', 'one'],
    ['前一个', 'one'],
    ['前面那个吧', 'one'],
    ['我要前者', 'one'],
    ['第二个', 'two'],
    ['后面那个', 'two'],
    ['后者', 'two'],
    ['是第二种', 'two'],
    ['不是第一个,是第二个', 'two'],
    ['都不是', 'deny'],
    ['两个都不是', 'deny'],
    ['两个都要', 'nothing'],
    ['是的', 'nothing'],
    ['办理信用卡', 'one'],
    ['我要还款', 'two'],
    ['信用卡', 'nothing'],
  ])('%s: %s', (text, choice) => {
    expect(chosen('zh-CN', text, choiceOf('办理信用卡', '信用卡还款'))).toBe(choice)
  })
})

it('knows names alone in a language without a lexicon', () => {
  const finnish = choiceOf('kortin sulku', 'uusi kortti')

  expect(chosen('fi-FI', 'uusi', finnish)).toBe('two')
  expect(chosen('fi-FI', 'ensimmäinen', finnish)).toBe('nothing')
})
