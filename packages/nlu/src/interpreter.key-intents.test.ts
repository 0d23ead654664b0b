import { describe, expect, it } from 'vitest'
import { askerOf, branchOf, sourceOf, travel } from './testing/ask.js'

const both = ['human', 'complaint'] as const

describe('key intents', () => {
  const ask = askerOf(travel)
  const withKeys = { keyIntents: both }

  it.each([
    ['agent', 'key:human'],
    ['Agent!', 'key:human'],
    ['speak to an agent', 'key:human'],
    ['i want to talk to a real person', 'key:human'],
    ['can i please speak with a customer service representative', 'key:human'],
    ['could you put me through to your supervisor', 'key:human'],
    ['transfer me', 'key:human'],
    ['give me a human', 'key:human'],
    ["i don't want to talk to a robot", 'key:human'],
    ["why can't i talk to a person", 'key:human'],
    ["can't i just talk to someone", 'key:human'],
    ["i don't care just get me an agent", 'key:human'],
    ['my suitcase is missing and i want to speak to an agent', 'key:human'],
    ['yes agent', 'key:human'],
    ['no no representative', 'key:human'],
    ['get me a travel consultant', 'key:human'],
    ['i want to make a complaint', 'key:complaint'],
    ["i'd like to file a formal complaint about the crew", 'key:complaint'],
    ['i am calling to complain', 'key:complaint'],
    ['your airline ruined my holiday', 'key:complaint'],
  ])('hears %j as %s', (text, branch) => {
    expect(branchOf(ask(text, withKeys))).toBe(branch)
  })

  it.each([
    ["no i don't want an agent"],
    ["i don't want to speak to an agent"],
    ['i do not need a representative'],
    ["please don't transfer me to an agent"],
    ['never mind the agent'],
    ['without talking to a person'],
    ["i'm not calling to complain"],
    ["i don't want to make a complaint"],
    ['there is no need to talk to a human'],
    ['my travel agent told me to ring you'],
  ])('does not hand over on %j', (text) => {
    expect(ask(text, withKeys).type).not.toBe('key-intent')
    expect(ask(text, { ...withKeys, intents: ['affirm', 'deny', 'book'] }).type).not.toBe('key-intent')
  })

  it('takes "no agent" as a no where a yes-or-no answer is expected, "no, agent" never', () => {
    expect(branchOf(ask('no agent', { ...withKeys, intents: ['affirm', 'deny'] }))).toBe('deny')
    expect(branchOf(ask('no, agent', { ...withKeys, intents: ['affirm', 'deny'] }))).toBe('key:human')
    expect(branchOf(ask('no agent', { ...withKeys, intents: ['book'] }))).toBe('key:human')
  })

  it('listens for none that the turn does not enable', () => {
    expect(branchOf(ask('speak to an agent', { intents: ['change'] }))).toBe('no-match')
    expect(branchOf(ask('make a complaint', { intents: ['change'], keyIntents: ['human'] }))).toBe('no-match')
  })

  it('lets a node’s whole phrase go before a wish found inside it', () => {
    expect(branchOf(ask('talk to an agent about a group booking', withKeys))).toBe('book')
  })

  it('lets a node’s exact phrase go before a key intent that is only classified', () => {
    const office = sourceOf({ visit: { phrases: ['i need somebody to help me at the counter'] } })
    const askOffice = askerOf(office)

    expect(branchOf(askOffice('i need somebody to help me at the counter', withKeys))).toBe('visit')
  })

  it('goes before a node’s keyword', () => {
    expect(branchOf(ask('speak to an agent about my luggage', withKeys))).toBe('key:human')
  })

  it('goes before a node’s phrase that asks for the same', () => {
    const rival = askerOf(sourceOf({ desk: { phrases: ['agent', 'speak to an agent'] } }))

    expect(branchOf(rival('agent', withKeys))).toBe('key:human')
    expect(branchOf(rival('agent'))).toBe('desk')
  })

  it('hears paraphrases by likeness', () => {
    const interpretation = ask('is there some real person over there who could help me', withKeys)

    expect(branchOf(interpretation)).toBe('key:human')
  })
})
