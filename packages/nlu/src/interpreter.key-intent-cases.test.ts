import { describe, expect, it } from 'vitest'
import type { BuiltInIntent, Expectation, KeyIntent } from '@callchart/protocol'
import { keyIntents } from '@callchart/protocol'
import { developed, setAside, type CasesOf } from './testing/key-intent-cases/cases.js'
import { chineseCases } from './testing/key-intent-cases/zh.js'
import { englishCases } from './testing/key-intent-cases/en.js'
import { askerOf, branchOf, sourceOf } from './testing/ask.js'

const turns: readonly (readonly [string, Partial<Expectation>])[] = [
  ['an open question', { keyIntents, intents: [] }],
  ['a question for yes or no', { keyIntents, intents: ['affirm', 'deny'] }],
]
const answers: readonly BuiltInIntent[] = ['doNotKnow']

type Meant = KeyIntent | BuiltInIntent

const isAnswer = (meant: Meant): boolean => answers.some((answer) => answer === meant)

/** A built-in answer is heard only where it has a branch. */
const branchFor = (meant: Meant): string => (isAnswer(meant) ? meant : `key:${meant}`)

/** What ends a call only where the turn does not expect it as an answer. */
const answersNo = /^(?:that|i'm (?:done|finished)|no that|没|就|先|行|不聊)/i

function wrongIn(language: string, keyIntent: Meant, cases: readonly string[], means: boolean): string[] {
  const ask = askerOf(sourceOf({}, { language }))
  const own = isAnswer(keyIntent) ? [keyIntent] : []
  return turns.flatMap(([turn, { intents = [], ...rest }]) => {
    const expectation = { ...rest, intents: [...intents, ...own] }
    return cases
      .filter((text) => !(means && keyIntent === 'end' && expectation.intents.includes('deny') && answersNo.test(text)))
      .filter((text) => (branchOf(ask(text, expectation)) === branchFor(keyIntent)) !== means)
      .map((text) => `${text} (${turn})`)
  })
}

const all: readonly (readonly [string, CasesOf])[] = [
  ['en-US', englishCases],
  ['zh-CN', chineseCases],
]

const listed = all.flatMap(([language, cases]) =>
  [...keyIntents, ...answers].flatMap((keyIntent) => {
    const known = cases[keyIntent]
    return known === undefined ? [] : [{ language, keyIntent, means: known.means, doesNot: known.doesNot }]
  }),
)

describe.each(listed)('$keyIntent in $language', ({ language, keyIntent, means, doesNot }) => {
  it('has at least 25 cases either way', () => {
    expect(means.length).toBeGreaterThanOrEqual(25)
    expect(doesNot.length).toBeGreaterThanOrEqual(25)
  })

  it('is heard', () => {
    expect(wrongIn(language, keyIntent, developed(means), true)).toEqual([])
  })

  it('is not heard in what only sounds like it', () => {
    expect(wrongIn(language, keyIntent, developed(doesNot), false)).toEqual([])
  })
})

describe('cases set aside', () => {
  /** Of the cases in both turns. */
  const share = (wrong: readonly string[], all: number): number => 1 - wrong.length / (all * turns.length)

  it('are heard', () => {
    const misses = listed.flatMap(({ language, keyIntent, means }) => wrongIn(language, keyIntent, setAside(means), true))

    expect(share(misses, listed.flatMap(({ means }) => setAside(means)).length)).toBeGreaterThanOrEqual(0.97)
  })

  it('are not heard where they only sound like it', () => {
    const falsely = listed.flatMap(({ language, keyIntent, doesNot }) => wrongIn(language, keyIntent, setAside(doesNot), false))

    expect(share(falsely, listed.flatMap(({ doesNot }) => setAside(doesNot)).length)).toBeGreaterThanOrEqual(0.97)
  })
})
