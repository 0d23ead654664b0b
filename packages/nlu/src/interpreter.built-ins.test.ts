import { describe, expect, it } from 'vitest'
import { askerOf, branchOf, pizza, sourceOf } from './testing/ask.js'

describe('yes, no and refusal', () => {
  const ask = askerOf(pizza)
  const yesNo = { intents: ['affirm', 'deny', 'hours', 'order'] }

  it.each([
    ['yes', 'affirm'],
    ['yeah', 'affirm'],
    ['Yes, please.', 'affirm'],
    ["that's right", 'affirm'],
    ["yep that's correct", 'affirm'],
    ['uh yes', 'affirm'],
    ['sure', 'affirm'],
    ['ok', 'affirm'],
    ['of course', 'affirm'],
    ['why not', 'affirm'],
    ['no problem', 'affirm'],
    ['uh huh', 'affirm'],
    ['yes the one on the left side', 'affirm'],
    ['no', 'deny'],
    ['nope', 'deny'],
    ['no thank you', 'deny'],
    ["no that's wrong", 'deny'],
    ["that's not right", 'deny'],
    ['not correct', 'deny'],
    ["i don't think so", 'deny'],
    ['yeah no', 'deny'],
    ['not interested', 'deny'],
    ["no i don't", 'deny'],
    ['do not do it', 'deny'],
    ["don't go ahead", 'deny'],
    ['that is not really right', 'deny'],
    ['ok no', 'deny'],
    ['ok yes', 'affirm'],
    ['i said yes', 'affirm'],
    ['i said no', 'deny'],
    ['never mind', 'deny'],
    ['cancel', 'deny'],
    ['not sure that is right', 'no-match'],
    ["i'm not sure", 'no-match'],
    ["i don't know", 'no-match'],
    ['no idea', 'no-match'],
    ['yes what time do you close', 'hours'],
    ['no where is the red one', 'deny'],
  ])('understands %j as %s', (text, branch) => {
    expect(branchOf(ask(text, yesNo))).toBe(branch)
  })

  it.each([
    ["i'm not interested", 'refuse'],
    ['stop calling me', 'refuse'],
    ["i'd rather not", 'refuse'],
    ['none of your business', 'refuse'],
    ['no', 'deny'],
  ])('tells refusal from denial: %j is %s', (text, branch) => {
    expect(branchOf(ask(text, { intents: ['affirm', 'deny', 'refuse'] }))).toBe(branch)
  })

  it('takes a plain no as refusal where only refusal has a branch', () => {
    expect(branchOf(ask('no thanks', { intents: ['affirm', 'refuse'] }))).toBe('refuse')
    expect(branchOf(ask('no', { intents: ['affirm'] }))).toBe('no-match')
  })

  it('is surer of a bare yes than of a yes with a no beside it', () => {
    expect(ask('yes', yesNo).confidence).toBeGreaterThan(ask('no yes', yesNo).confidence)
  })

  it('lets a flow add its own words to a built-in', () => {
    const own = askerOf(sourceOf({ affirm: { phrases: ['make it so'] } }))

    expect(branchOf(own('make it so', { intents: ['affirm', 'deny'] }))).toBe('affirm')
    expect(branchOf(own('yes', { intents: ['affirm', 'deny'] }))).toBe('affirm')
  })
})
