import { describe, expect, it } from 'vitest'
import { keyIntents } from '@callchart/protocol'
import { askerOf, branchOf, sourceOf } from './testing/ask.js'

const ask = askerOf(
  sourceOf({
    unhappy: { phrases: ['i am not happy'], keywords: ['dissatisfied'] },
    parcel: { phrases: ['where is my parcel', 'my parcel has not come'] },
  }),
)
const turn = { intents: ['parcel'], keyIntents }

describe('displeasure', () => {
  it.each([
    ['this is ridiculous', 'key:displeasure'],
    ['shut up', 'key:displeasure'],
    ['this is ridiculous, where is my parcel', 'parcel-or-key'],
    ["i've had enough of this, give me a real person", 'key:human'],
    ['you idiots, take me off your list', 'key:doNotCall'],
    ['this is unacceptable, i want to make a complaint', 'key:complaint'],
    ['this is ridiculous, goodbye', 'key:displeasure'],
    ['what the hell, say that again', 'key:repeat'],
  ])('%j is %s: a wish that is said with it goes first, only the end of the call does not', (text, branch) => {
    const understood = branchOf(ask(text, turn))

    if (branch === 'parcel-or-key') expect(['parcel', 'key:displeasure']).toContain(understood)
    else expect(understood).toBe(branch)
  })

  it('leaves a node its own phrase and keyword', () => {
    expect(branchOf(ask('i am not happy', { intents: ['unhappy'], keyIntents }))).toBe('unhappy')
    expect(branchOf(ask('i am very dissatisfied with your company', { intents: ['unhappy'], keyIntents }))).toBe('unhappy')
    expect(branchOf(ask('i am very dissatisfied with your company', turn))).toBe('key:displeasure')
  })

  it('is heard by the flow’s own phrases', () => {
    const own = askerOf(sourceOf({}, { keyIntents: { displeasure: ['you lot again'] } }))

    expect(branchOf(own('you lot again', { keyIntents }))).toBe('key:displeasure')
  })

  it('is not heard where it is denied, nor where the flow does not enable it', () => {
    expect(branchOf(ask("i'm not angry", turn))).toBe('no-match')
    expect(branchOf(ask('this is ridiculous', { intents: ['parcel'], keyIntents: ['human'] }))).toBe('no-match')
  })

  it('does not take an answer that the caller gives in their own words, a curse alone it does', () => {
    const free = { intents: [], keyIntents, value: { type: 'text' } } as const

    expect(branchOf(ask('the driver was late and your service is a joke', free))).toMatch(/^value:/)
    expect(branchOf(ask('fuck you', free))).toBe('key:displeasure')
  })
})

describe('a bare "back"', () => {
  it('goes back, but not where the caller is asked for their own words', () => {
    expect(branchOf(ask('back', turn))).toBe('key:goBack')
    expect(branchOf(ask('back please', turn))).toBe('key:goBack')
    expect(branchOf(ask('back', { intents: [], keyIntents, value: { type: 'text' } }))).toBe('value:"back"')
    expect(branchOf(ask('go back', { intents: [], keyIntents, value: { type: 'text' } }))).toBe('key:goBack')
  })
})

describe('a louder or slower voice', () => {
  it.each(['speak up please', 'could you speak a bit slower', "i can't hear you", 'slow down'])('%j asks to hear it again', (text) => {
    expect(branchOf(ask(text, turn))).toBe('key:repeat')
  })
})
