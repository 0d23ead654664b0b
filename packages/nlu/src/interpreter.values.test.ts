import { describe, expect, it } from 'vitest'
import { askerOf, branchOf, pizza, sourceOf } from './testing/ask.js'

const both = ['human', 'complaint'] as const

describe('where a value is expected', () => {
  const ask = askerOf(sourceOf({ lost: { phrases: ['i lost my card', "i don't have my card"] }, menu: { keywords: ['main menu'] } }))
  const digits = {
    value: { type: 'digits', minCount: 4, maxCount: 4 },
    keyIntents: both,
    intents: ['affirm', 'deny', 'lost', 'menu'],
  } as const

  it.each([
    ['four three two one', 'value:"4321"'],
    ['forty three twenty one', 'value:"4321"'],
    ['yes four three two one', 'value:"4321"'],
    ['no it is four three two one', 'value:"4321"'],
    ['four three', 'no-match'],
    ['no', 'deny'],
    ['yes', 'affirm'],
    ['i lost my card', 'lost'],
    ['go to the main menu', 'menu'],
    ['agent', 'key:human'],
    ['speak to an agent', 'key:human'],
    ['banana', 'no-match'],
  ])('understands %j as %s at a question for four digits', (text, branch) => {
    expect(branchOf(ask(text, digits))).toBe(branch)
  })

  it('does not take a yes or no that has no branch', () => {
    expect(branchOf(ask('no', { value: { type: 'digits' }, intents: [] }))).toBe('no-match')
  })

  it.each([
    ['number', 'a party of six', 'value:6'],
    ['money', 'twelve fifty', 'value:{"amount":12.5,"currency":"USD"}'],
    ['date', 'tomorrow', 'value:"2026-03-05"'],
    ['date', 'the third of april', 'value:"2026-04-03"'],
    ['text', 'The blue\u0000 bicycle, with a basket', 'value:"The blue bicycle, with a basket"'],
    ['text', '...', 'no-match'],
    ['text', 'no', 'deny'],
    ['text', 'i want to speak to a human', 'key:human'],
    ['number', 'many', 'no-match'],
  ] as const)('reads a %s from %j as %s', (type, text, branch) => {
    expect(branchOf(ask(text, { value: { type }, keyIntents: both, intents: ['affirm', 'deny'] }))).toBe(branch)
  })

  it('reads dates and money as the language’s region says them', () => {
    const british = askerOf({ ...pizza, language: 'en-GB' })

    expect(branchOf(british('3/4', { value: { type: 'date' } }))).toBe('value:"2026-04-03"')
    expect(branchOf(british('twenty', { value: { type: 'money' } }))).toBe('value:{"amount":20,"currency":"GBP"}')
  })

  it('says which words it read', () => {
    expect(ask('it is four three two one', digits).why).toMatchObject({ by: 'reader', matched: 'four three two one' })
  })
})
