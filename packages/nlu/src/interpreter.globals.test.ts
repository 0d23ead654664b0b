import { describe, expect, it } from 'vitest'
import { keyIntents } from '@callchart/protocol'
import { askerOf, branchOf, sourceOf } from './testing/ask.js'

const ask = askerOf(
  sourceOf({
    pay: { phrases: ['pay my bill', 'i want to settle the invoice'], keywords: ['bill'] },
    opening: { phrases: ['when are you open', 'opening hours'], keywords: ['open'], slots: { day: { type: 'date' } } },
    again: { phrases: ['say that again', 'go back'], keywords: ['once more'] },
    done: { keywords: ['bye'] },
  }),
)

describe('intents that hold everywhere', () => {
  const turn = { intents: ['pay'], auxiliary: ['opening'], keyIntents }

  it.each([
    ['when are you open', 'aux:opening'],
    ['are you open on friday', 'aux:opening'],
    ['could you tell me the opening hours', 'aux:opening'],
    ['pay my bill', 'pay'],
    ['agent', 'key:human'],
    ['where is my dog', 'no-match'],
  ])('%j is %s', (text, branch) => {
    expect(branchOf(ask(text, turn))).toBe(branch)
  })

  it('are not heard where the turn does not name them, nor as the node’s own', () => {
    expect(branchOf(ask('when are you open', { intents: ['pay'] }))).toBe('no-match')
    expect(branchOf(ask('when are you open', { intents: ['opening'], auxiliary: ['opening'] }))).toBe('opening')
  })

  it('fill their slots', () => {
    expect(ask('are you open on friday', turn).slots).toEqual({ day: '2026-03-06' })
  })

  it('yield to the node’s exact phrase and keyword, and go before what is only like the node’s', () => {
    const both = askerOf(
      sourceOf({
        node: { phrases: ['the red folder'], keywords: ['folder'] },
        global: { phrases: ['the red folder', 'open the red folder'], keywords: ['red'] },
      }),
    )
    const expectation = { intents: ['node'], auxiliary: ['global'] }

    expect(branchOf(both('the red folder', expectation))).toBe('node')
    expect(branchOf(both('the red folder over there by the door', expectation))).toBe('node')
    expect(branchOf(both('open the red folder', expectation))).toBe('aux:global')
    expect(branchOf(both('something red', expectation))).toBe('aux:global')
  })

  it('yield to the node where both are only alike', () => {
    const twins = { phrases: ['my parcel never came to the house'] }
    const both = askerOf(sourceOf({ a: twins, b: twins }))

    expect(branchOf(both('the parcel never came to my house at all', { intents: ['b'], auxiliary: ['a'] }))).toBe('b')
  })

  it('do not take the value that the node asks for', () => {
    expect(branchOf(ask('friday', { ...turn, intents: [], value: { type: 'date' } }))).toBe('value:"2026-03-06"')
    expect(branchOf(ask('when are you open', { ...turn, intents: [], value: { type: 'date' } }))).toBe('aux:opening')
  })
})

describe('repeat, go back and end beside a node’s own words', () => {
  it('leave them to the node where it has the very words', () => {
    expect(branchOf(ask('say that again', { intents: ['again'], keyIntents }))).toBe('again')
    expect(branchOf(ask('go back', { intents: ['again'], keyIntents }))).toBe('again')
    expect(branchOf(ask('bye', { intents: ['done'], keyIntents }))).toBe('done')
    expect(branchOf(ask('bye', { intents: ['again'], keyIntents }))).toBe('key:end')
  })

  it('take "that is all" for an answer where a no is expected, "goodbye" never', () => {
    expect(branchOf(ask("that's all", { intents: ['affirm', 'deny'], keyIntents }))).toBe('deny')
    expect(branchOf(ask("that's all", { intents: ['pay'], keyIntents }))).toBe('key:end')
    expect(branchOf(ask("that's all, goodbye", { intents: ['affirm', 'deny'], keyIntents }))).toBe('key:end')
  })

  it('are heard near the words of the lexicon, and by the flow’s own phrases', () => {
    const own = askerOf(sourceOf({}, { keyIntents: { goBack: ['rewind it'], repeat: ['play it once more for the deaf'] } }))

    expect(branchOf(own('rewind it please', { keyIntents }))).toBe('key:goBack')
    expect(branchOf(own('play it once more for the deaf', { keyIntents }))).toBe('key:repeat')
    expect(branchOf(own('rewind it please', { keyIntents: ['human'] }))).toBe('no-match')
  })

  it('are not heard by likeness alone', () => {
    expect(branchOf(ask('i want to go back to my old plan', { keyIntents, intents: [] }))).toBe('no-match')
    expect(branchOf(ask('call me back', { keyIntents, intents: [] }))).toBe('no-match')
  })
})
