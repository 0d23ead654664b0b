import type { Expectation, UnderstandingSource } from '@callchart/protocol'
import { expect, it } from 'vitest'
import { plainInterpreter } from './plain-interpreter.js'

const source: UnderstandingSource = {
  language: 'en-US',
  intents: [
    { id: 'balance', keywords: ['balance'], patterns: [], phrases: ['Check my balance'] },
    { id: 'hours', keywords: [], patterns: [], phrases: ['when are you open'] },
  ],
  keyIntents: { human: ['get me a person'] },
}
const expectation: Expectation = { intents: ['balance', 'affirm', 'deny'], keyIntents: ['human', 'doNotCall'], auxiliary: ['hours'] }
const understand = (words: string, expects: Expectation = expectation, language = 'en-US') => plainInterpreter([source])([{ text: words, confidence: 1, words: [] }], expects, language)

it.each([
  ['check my balance', { type: 'intent', intent: 'balance' }],
  [' Balance ', { type: 'intent', intent: 'balance' }],
  ['yes', { type: 'intent', intent: 'affirm' }],
  ['no', { type: 'intent', intent: 'deny' }],
  ['affirm', { type: 'intent', intent: 'affirm' }],
  ['human', { type: 'key-intent', keyIntent: 'human' }],
  ['get me a person', { type: 'key-intent', keyIntent: 'human' }],
  ['do not call', { type: 'key-intent', keyIntent: 'doNotCall' }],
  ['when are you open', { type: 'auxiliary', intent: 'hours' }],
  ['my balance', { type: 'no-match' }],
  ['complaint', { type: 'no-match' }],
])('takes "%s" for what the flow calls so', (words, meaning) => {
  expect(understand(words)).toMatchObject({ ...meaning, text: words })
})

it('takes other words for the value, where one is asked for', () => {
  const asked = (type: 'digits' | 'number'): Expectation => ({ ...expectation, value: { type } })

  expect(understand('4321', asked('digits'))).toMatchObject({ type: 'value', value: '4321' })
  expect(understand('12.5', asked('number'))).toMatchObject({ type: 'value', value: 12.5 })
  expect(understand('a dozen', asked('number'))).toMatchObject({ type: 'no-match' })
  expect(understand('yes', asked('digits'))).toMatchObject({ type: 'intent', intent: 'affirm' })
})

it('knows no phrases of another language', () => {
  expect(understand('when are you open', expectation, 'zh-CN').type).toBe('no-match')
  expect(understand('balance', expectation, 'zh-CN').type).toBe('intent')
})
