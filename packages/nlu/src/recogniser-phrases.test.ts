import { describe, expect, it } from 'vitest'
import { keyIntents, type Expectation } from '@callchart/protocol'
import { createInterpreter, trainUnderstanding } from './index.js'
import { pizza, sourceOf, travel } from './testing/ask.js'

function phrasesOf(source: typeof pizza, expectation: Partial<Expectation>, limit = 24): string[] {
  return createInterpreter(trainUnderstanding(source)).recogniserPhrases({ intents: [], keyIntents: [], ...expectation }, limit)
}

describe('recogniserPhrases', () => {
  it('gives phrases, then keywords, of the enabled intents only', () => {
    expect(phrasesOf(pizza, { intents: ['cancel'] })).toEqual([
      'cancel my order',
      "i don't want my pizza anymore",
      'stop the delivery',
      'cancel',
    ])
  })

  it('says words as callers do: lower case, no punctuation, digits spelled, short forms kept', () => {
    const shop = sourceOf({
      a: { phrases: ['I’d like Option 2, please!', 'form 1099', 'Open 24/7?', 'call 911'], keywords: ['5 000', '401K'] },
    })

    expect(phrasesOf(shop, { intents: ['a'] })).toEqual([
      "i'd like option two please",
      'form one zero nine nine',
      'open twenty four seven',
      'call nine one one',
      'five zero zero zero',
      'four zero one k',
    ])
  })

  it('gives those of global questions beside those of the node, and behind them where both come to the same', () => {
    expect(phrasesOf(pizza, { intents: ['cancel'], auxiliary: ['hours', 'cancel'], keyIntents: ['human'] }, 7)).toEqual([
      'cancel my order',
      'what time do you close',
      'agent',
      "i don't want my pizza anymore",
      'when do you open',
      'speak to an agent',
      'stop the delivery',
    ])
  })

  it('gives each phrase once, to the first intent that has it', () => {
    const shop = sourceOf({
      a: { phrases: ['open an account', 'Open an account!'] },
      b: { phrases: ['open an account', 'new account'], keywords: ['new account'] },
    })

    expect(phrasesOf(shop, { intents: ['a', 'b', 'a'] })).toEqual(['open an account', 'new account'])
  })

  it('leaves out what has no word, and what is too long to be a phrase', () => {
    const shop = sourceOf({ a: { phrases: ['', ' ?! ', 'word '.repeat(60), 'open'] } })

    expect(phrasesOf(shop, { intents: ['a'] })).toEqual(['open'])
  })

  it('shares fairly among intents when there are too many', () => {
    const shared = phrasesOf(pizza, { intents: ['order', 'status', 'cancel', 'hours'], keyIntents: ['human'] }, 10)

    expect(shared).toEqual([
      'i want to order a pizza',
      'where is my order',
      'cancel my order',
      'what time do you close',
      'agent',
      'place a new order',
      'how long until my pizza arrives',
      "i don't want my pizza anymore",
      'when do you open',
      'speak to an agent',
    ])
  })

  it('gives the most valuable first: a recogniser that takes fewer takes the first of them', () => {
    const every = { intents: ['order', 'status', 'cancel'], auxiliary: ['hours'], keyIntents } as const

    for (const fewer of [1, 5, 12, 24]) expect(phrasesOf(pizza, every, 500).slice(0, fewer)).toEqual(phrasesOf(pizza, every, fewer))
  })

  it('gives what a small intent leaves over to the others', () => {
    const shop = sourceOf({ small: { phrases: ['one'] }, large: { phrases: ['red', 'green', 'blue', 'black'] } })

    expect(phrasesOf(shop, { intents: ['small', 'large'] }, 4)).toEqual(['one', 'red', 'green', 'blue'])
  })

  it('brings few built-in phrases of a key intent, fewer beside the flow’s own', () => {
    expect(phrasesOf(pizza, { keyIntents: ['human'] })).toEqual(['agent', 'speak to an agent', 'representative', 'talk to a person'])
    expect(phrasesOf(travel, { keyIntents: ['human'] })).toEqual(['get me a travel consultant', 'agent', 'speak to an agent'])
  })

  it('leaves most of the room to the node when every key intent and global question is on', () => {
    const shop = sourceOf({
      large: { phrases: Array.from({ length: 40 }, (_, index) => `order item ${index}`) },
      opening: { phrases: ['when are you open', 'opening hours', 'are you open today'] },
    })
    const every = { intents: ['large'], auxiliary: ['opening'], keyIntents }

    expect(phrasesOf(shop, every).filter((phrase) => phrase.startsWith('order'))).toHaveLength(24 - 7 - 2)
    expect(phrasesOf(shop, every).filter((phrase) => !phrase.startsWith('order'))).toEqual([
      'when are you open',
      'agent',
      'make a complaint',
      'stop calling me',
      'say that again',
      'go back',
      'goodbye',
      'opening hours',
      'speak to an agent',
    ])
    expect(phrasesOf(shop, { ...every, intents: [] })).toContain('are you open today')
    expect(phrasesOf(shop, { ...every, intents: [] })).toContain('previous question')
  })

  it('brings the words of yes, no and refusal where they have a branch', () => {
    expect(phrasesOf(pizza, { intents: ['affirm', 'deny'] })).toEqual([
      'yes',
      'no',
      'yeah',
      'nope',
      'correct',
      'no thanks',
      'yes please',
      'wrong',
    ])
    expect(phrasesOf(pizza, { intents: ['refuse'] })).toContain('not interested')
  })

  it('is the same every time, and empty where nothing fits', () => {
    const expectation = { intents: ['order', 'hours', 'affirm'], keyIntents: ['human', 'complaint'] as const }

    expect(phrasesOf(pizza, expectation)).toEqual(phrasesOf(pizza, expectation))
    expect(phrasesOf(pizza, expectation, 0)).toEqual([])
    expect(phrasesOf(pizza, expectation, -1)).toEqual([])
    expect(phrasesOf(pizza, { intents: ['unknown'] })).toEqual([])
  })

  it('brings the words of what may be chosen, one of each option before the synonyms, beside the node’s own', () => {
    const choices = [
      { id: 'window', words: ['by the window', 'window seat'] },
      { id: 'extraLegroom', words: [] },
      { id: 'aisle', words: ['aisle', 'the gangway'] },
    ]
    const slots = { seat: { type: 'choice', choices } } as const
    const flights = sourceOf({ book: { phrases: ['book a flight', 'reserve a seat'], slots }, other: { phrases: ['other'], slots } })

    expect(phrasesOf(flights, { value: { type: 'choice', choices } }, 4)).toEqual(['by the window', 'extra legroom', 'aisle', 'window seat'])
    expect(phrasesOf(flights, { intents: ['book'] }, 4)).toEqual(['book a flight', 'by the window', 'reserve a seat', 'extra legroom'])
    expect(phrasesOf(flights, { value: { type: 'choice', choices }, intents: ['affirm'] }, 4)).toEqual(['by the window', 'yes', 'extra legroom', 'yeah'])
  })

  it('writes Chinese phrases without spaces', () => {
    const shop = sourceOf({ a: { phrases: ['查询 余额。', '办理5G套餐'] } }, { language: 'zh-CN' })

    expect(phrasesOf(shop, { intents: ['a'], keyIntents: ['complaint'] })).toEqual(['查询余额', '投诉', '办理 5 g 套餐', '我要投诉'])
  })
})

it('gives the names and the places of two intents that are to be chosen between, beside their phrases', () => {
  const choice = [
    { intent: 'status', name: 'the state of an order' },
    { intent: 'cancel', name: 'Cancelling' },
  ] as const
  const phrases = phrasesOf(pizza, { intents: ['status', 'cancel', 'deny'], keyIntents, choice })

  expect(phrases[0]).toBe('the state of an order')
  expect(phrases).toEqual(expect.arrayContaining(['cancelling', 'the first one', 'the second one', 'neither', 'where is my order', 'cancel my order', 'no']))
  expect(phrasesOf(pizza, { intents: ['status'] })).not.toContain('neither')
})
