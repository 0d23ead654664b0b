import { describe, expect, it } from 'vitest'
import type { IntentChoice, Interpretation } from '@callchart/protocol'
import { createInterpreter, trainUnderstanding } from './index.js'
import { atNoon, heard, sourceOf } from './testing/ask.js'

/** Two phrases that are one letter apart: whoever is misheard between them is like both. */
const source = sourceOf({
  block: { phrases: ['please put a stop on the grey card of mine'] },
  replace: { phrases: ['please put a stop on the gray cart of mine'] },
})
const interpreter = createInterpreter(trainUnderstanding(source))
const between = 'please put a stop on the grey cart of mine'
const ask = (texts: readonly string[], disambiguates = true): Interpretation =>
  interpreter.interpret(
    texts.map((text) => heard(text)),
    { intents: ['block', 'replace'], keyIntents: ['human'], ...(disambiguates ? { disambiguates } : {}) },
    atNoon,
  )

describe('an utterance like two intents', () => {
  it('is ambiguous, with both among what it was like', () => {
    const interpretation = ask([between])

    expect(interpretation).toMatchObject({ type: 'ambiguous', text: between, slots: {}, slotsByIntent: { block: {}, replace: {} } })
    expect(interpretation.why.losing.map(({ intent }) => intent).sort()).toEqual(['block', 'replace'])
  })

  it('is one of them where nobody can be asked', () => {
    expect(ask([between], false).type).toBe('intent')
  })

  it('gives way to an alternative that is clear', () => {
    expect(ask([between, 'please put a stop on the gray cart of mine'])).toMatchObject({ type: 'intent', intent: 'replace' })
    expect(ask([between, 'speak to an agent'])).toMatchObject({ type: 'key-intent' })
  })
})

const choice: IntentChoice = [
  { intent: 'replace', name: 'a new card' },
  { intent: 'block', name: 'blocking' },
]

it.each([
  ['the second one', 'block'],
  ['a new card please', 'replace'],
  ['please put a stop on the grey card of mine', 'block'],
  ['none of them', 'deny'],
])('answers which was meant by "%s"', (text, intent) => {
  expect(interpreter.interpret([heard(text)], { intents: ['replace', 'block', 'deny'], keyIntents: [], choice }, atNoon)).toMatchObject({ type: 'intent', intent })
})
