import { describe, expect, it } from 'vitest'
import { askerOf, branchOf, pizza, sourceOf } from './testing/ask.js'

describe('a flow’s own intents', () => {
  const ask = askerOf(pizza)

  it.each([
    ['I want to order a pizza', 'order'],
    ['um can I order a pizza please', 'order'],
    ['ORDER A PIZZA!!!', 'order'],
    ['i would like to order pizza', 'order'],
    ['where is my order', 'status'],
    ["where's my order", 'status'],
    ['hi where is the order please', 'status'],
    ['wher is my ordr', 'status'],
    ['hello there could you track my delivery for me', 'status'],
    ['has my pizza arrived yet how long will it take', 'status'],
    ['what time are you closing', 'hours'],
    ['i dont want my pizza any more', 'cancel'],
    ['please cancel that thing', 'cancel'],
    ['do you have anything plant-based', 'vegan'],
    ['is the crust Gluten Free', 'vegan'],
  ])('understands %j as %s', (text, intent) => {
    expect(branchOf(ask(text))).toBe(intent)
  })

  it.each([
    'what is the capital of norway',
    'my cat is asleep on the sofa',
    'x',
    'hmm',
    '',
    '   ',
    '?!.',
    '\u0000\u0001\u0007',
    'не понимаю ни слова',
    '我想吃饭',
    '🍕',
    'the the the the',
    'i do not want to order a pizza',
  ])('does not match %j', (text) => {
    const interpretation = ask(text)

    expect(branchOf(interpretation)).toBe('no-match')
    expect(interpretation).toMatchObject({ text, confidence: 0, slots: {} })
  })

  it('only chooses what the turn enables', () => {
    expect(branchOf(ask('where is my order', { intents: ['hours', 'order'] }))).not.toBe('status')
    expect(branchOf(ask('what time do you close', { intents: [] }))).toBe('no-match')
    expect(branchOf(ask('please cancel', { intents: ['noSuchIntent'] }))).toBe('no-match')
  })

  it('says why: what decided, and what lost', () => {
    expect(ask('where is my order').why).toMatchObject({ by: 'phrase', matched: 'where is my order' })
    expect(ask('please cancel that thing').why).toMatchObject({ by: 'keyword', matched: 'cancel' })
    expect(ask('is it vegan').why).toMatchObject({ by: 'pattern', matched: '\\b(vegan|plant[- ]based)\\b' })
    expect(ask('has my pizza arrived yet how long will it take').why.by).toBe('classifier')
    expect(ask('the moon is made of cheese').why.by).toBe('nothing')
  })

  it('lists losers best first, at most five, without the winner', () => {
    const many = sourceOf(
      Object.fromEntries(
        ['red', 'blue', 'green', 'black', 'white', 'brown', 'pink'].map((colour) => [
          colour,
          { phrases: [`the ${colour} shirt`, `show me ${colour} shirts`] },
        ]),
      ),
    )

    const { why } = askerOf(many)('i like shirts in blue')

    expect(why.losing.length).toBeLessThanOrEqual(5)
    expect(why.losing.map(({ intent }) => intent)).not.toContain('blue')
    expect(why.losing.map(({ confidence }) => confidence)).toEqual(
      why.losing.map(({ confidence }) => confidence).toSorted((left, right) => right - left),
    )
  })

  it('prefers a whole sample phrase to a keyword inside it', () => {
    const shop = sourceOf({ returns: { keywords: ['return'] }, label: { phrases: ['print a return label'] } })

    expect(branchOf(askerOf(shop)('print a return label please'))).toBe('label')
    expect(branchOf(askerOf(shop)('i have something to return'))).toBe('returns')
  })

  it('finds an exact phrase among very many that share its words', () => {
    const alike = Array.from({ length: 60 }, (_, index) => `card question number ${index}`)
    const bank = askerOf(sourceOf({ many: { phrases: alike }, one: { phrases: ['card'] } }))

    expect(bank('card')).toMatchObject({ intent: 'one', why: { by: 'phrase' } })
    expect(bank('card question number 42')).toMatchObject({
      intent: 'many',
      why: { by: 'phrase', matched: 'card question number forty two' },
    })
  })

  it('takes the same phrase of two intents to the same one, whatever their order', () => {
    const one = { phrases: ['open an account'] }

    expect(branchOf(askerOf(sourceOf({ savings: one, checking: one }))('open an account'))).toBe('checking')
    expect(branchOf(askerOf(sourceOf({ checking: one, savings: one }))('open an account'))).toBe('checking')
    expect(askerOf(sourceOf({ savings: one, checking: one }))('open an account').why.losing[0]?.intent).toBe('savings')
    expect(branchOf(askerOf(sourceOf({ savings: one, checking: one }))('open an account', { intents: ['savings'] }))).toBe('savings')
  })

  it('copes with an intent without a word and with a source without intents', () => {
    const quiet = askerOf(sourceOf({ nothing: { phrases: ['', '?!'], keywords: [' '] }, parking: { phrases: ['where can i park'] } }))

    expect(branchOf(quiet('where can i park'))).toBe('parking')
    expect(branchOf(askerOf(sourceOf({}))('hello'))).toBe('no-match')
  })

  it('answers an utterance of 10,000 characters, and one without a space', () => {
    expect(branchOf(ask(`please cancel ${'and so on '.repeat(1_000)}`))).toBe('cancel')
    expect(branchOf(ask('a'.repeat(10_000)))).toBe('no-match')
  })
})
