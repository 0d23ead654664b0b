import { describe, expect, it } from 'vitest'
import type { Expectation } from '@callchart/protocol'
import { lexiconFor } from './lexicon/lexicon-for.js'
import { builtInsOf } from './match/built-in.js'
import { choicesOf } from './match/choice.js'
import { negationOf } from './match/negation.js'
import { createKeyIntentDetector } from './match/key-intent-detector.js'
import { createKeywordMatcher } from './match/node-intents.js'
import { createPhraseIndex } from './match/phrase-index.js'
import { atNoon, sourceOf } from './testing/ask.js'
import { normaliserOf } from './text/normalise.js'
import { understand, type Matchers, type Understanding } from './understand.js'

const source = sourceOf({ block: { keywords: ['freeze'] }, replace: { slots: { count: { type: 'number' } } }, pay: {} })

/** Everything that looks at an utterance, with a likeness of these confidences. */
const matchersOf = (likeness: Readonly<Record<string, number>>): Matchers => {
  const lexicon = lexiconFor('en-US')
  const normaliser = normaliserOf(lexicon)
  const scores = Object.entries(likeness).map(([classId, confidence]) => ({ classId, confidence }))
  return {
    language: 'en-US',
    normaliser,
    slots: new Map(source.intents.flatMap(({ id, slots }) => (slots === undefined ? [] : [[id, slots] as const]))),
    keyIntents: createKeyIntentDetector(source, lexicon, normaliser),
    keywords: createKeywordMatcher(source, lexicon, normaliser),
    phrases: createPhraseIndex([]),
    builtIns: builtInsOf(lexicon),
    choices: choicesOf(lexicon),
    classifier: { threshold: 0.5, classify: () => scores },
    negation: negationOf(lexicon),
    negativeClasses: new Set(),
  }
}

const intents = ['block', 'replace', 'pay']
const heard = (text: string, likeness: Readonly<Record<string, number>>, rest: Partial<Expectation> = {}): Understanding =>
  understand(text, { intents, keyIntents: ['human'], disambiguates: true, ...rest }, atNoon, matchersOf(likeness))

describe('a question that can ask back', () => {
  it('does not choose between two intents that are about as likely, and keeps what each of them names', () => {
    expect(heard('something with three cards', { block: 0.35, replace: 0.3, pay: 0.1 })).toEqual({
      target: { kind: 'ambiguous', intents: ['block', 'replace'], slotsByIntent: { block: {}, replace: { count: 3 } } },
      confidence: 0.35,
      by: 'classifier',
      matched: 'something with three cards',
      losing: [
        { intent: 'block', confidence: 0.35 },
        { intent: 'replace', confidence: 0.3 },
        { intent: 'pay', confidence: 0.1 },
      ],
    })
  })

  it('takes what was said in so many words', () => {
    expect(heard('please freeze it', { block: 0.3, replace: 0.6 }).target).toEqual({ kind: 'intent', id: 'block' })
    expect(heard('let me speak to an agent', { block: 0.5, replace: 0.5 }).target).toEqual({ kind: 'key-intent', id: 'human' })
  })

  it('asks about a global question too', () => {
    const { target } = heard('about my card', { block: 0.4, hours: 0.4 }, { auxiliary: ['hours'] })

    expect(target).toMatchObject({ kind: 'ambiguous', intents: ['block', 'hours'] })
  })
})

it('is as ever where the question cannot ask back', () => {
  const plain = (likeness: Readonly<Record<string, number>>): Understanding =>
    understand('my card', { intents, keyIntents: [] }, atNoon, matchersOf(likeness))

  expect(plain({ block: 0.6, replace: 0.5 }).target).toEqual({ kind: 'intent', id: 'block' })
  expect(plain({ block: 0.4, replace: 0.4 }).target).toEqual({ kind: 'nothing' })
})

describe('the answer to the question back', () => {
  const answer = (text: string, likeness: Readonly<Record<string, number>> = {}): Understanding['target'] =>
    heard(text, likeness, {
      intents: ['block', 'deny'],
      auxiliary: ['hours'],
      choice: [
        { intent: 'block', name: 'blocking a card' },
        { intent: 'hours', name: 'opening hours' },
      ],
    }).target

  it('is understood by place, by name and by what it is like', () => {
    expect(answer('the first one')).toEqual({ kind: 'intent', id: 'block' })
    expect(answer('the second one please')).toEqual({ kind: 'auxiliary', id: 'hours' })
    expect(answer('blocking')).toEqual({ kind: 'intent', id: 'block' })
    expect(answer('it was stolen', { block: 0.9 })).toEqual({ kind: 'intent', id: 'block' })
  })

  it('may be neither, and is neither yes nor both', () => {
    expect(answer('neither')).toEqual({ kind: 'intent', id: 'deny' })
    expect(answer('no')).toEqual({ kind: 'intent', id: 'deny' })
    expect(answer('no, the first one')).toEqual({ kind: 'intent', id: 'block' })
    expect(answer('yes')).toEqual({ kind: 'nothing' })
    expect(answer('both')).toEqual({ kind: 'nothing' })
  })

  it('may be a key intent', () => {
    expect(answer('speak to an agent')).toEqual({ kind: 'key-intent', id: 'human' })
  })
})
