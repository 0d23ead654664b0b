import { expect, it } from 'vitest'
import type { CallState } from './state.js'
import { masked, noteDeafness } from './transcript.js'

it.each([
  ['You said 4321.', '4321', 'You said ••••.'],
  ['You said 4, 3, 2, 1.', '4321', 'You said ••••.'],
  ['You said 4 3 2 1 and 4321', '4321', 'You said •••• and ••••'],
  ['Press 1 to go on', '1', 'Press 1 to go on'],
  ['您的号码是四三二一。', '4321', '您的号码是••••。'],
  ['号码幺三八，零零零零', '1380000', '号码••••'],
  ['共一千二百五十元四角', '1250.4', '共••••角'],
  ['两千零五元', '2005', '两千零五元'],
  ['Is it Rose Street?', 'rose street', 'Is it ••••?'],
])('%s hides %s', (text, secret, shown) => {
  expect(masked(text, new Set([secret]))).toBe(shown)
})

const callWith = (effect: object): CallState =>
  ({ chapter: 1, turns: new Map([['t1', { effect: { nodeId: 'question', ...effect } }]]), shown: { transcript: [], secrets: new Set() } }) as unknown as CallState
const fact = (turnId: string, cause: string) => ({ type: 'recogniser.unavailable', turnId, cause }) as const

it.each([
  ['keys alone', { listen: { digits: {} }, expect: { intents: [], keyIntents: [] } }, 0],
  ['keys and words', { listen: { digits: {} }, expect: { intents: ['affirm'], keyIntents: [] } }, 1],
  ['keys, and a human at any time', { listen: { digits: {} }, expect: { intents: [], keyIntents: ['human'] } }, 1],
  ['keys, and a global question', { listen: { digits: {} }, expect: { intents: [], keyIntents: [], auxiliary: ['hours'] } }, 1],
  ['a value by keys or voice', { listen: { digits: {} }, expect: { intents: [], keyIntents: [], value: { type: 'digits' } } }, 1],
  ['any words', { listen: {}, expect: { intents: [], keyIntents: [] } }, 1],
])('counts the lines on a caller who was not heard where the question takes %s', (_, effect, lines) => {
  const state = callWith(effect)

  noteDeafness(state, fact('t1', 'no engine'), 100)

  expect(state.shown.transcript).toHaveLength(lines)
})

it('says why the caller was not heard, once a cause', () => {
  const state = callWith({ listen: {} })

  noteDeafness(state, fact('t1', 'No engine is configured for the language "zh-CN".'), 100)
  noteDeafness(state, fact('t2', 'No engine is configured for the language "zh-CN".'), 200)
  noteDeafness(state, fact('t3', 'Engine "embedded": all recognisers are at work.'), 300)

  expect(state.shown.transcript.map(({ who, startMs, text }) => `${who} ${startMs} ${text}`)).toEqual([
    `system 100 The caller's speech is not recognised, keys are taken: No engine is configured for the language "zh-CN".`,
    `system 300 The caller's speech is not recognised, keys are taken: Engine "embedded": all recognisers are at work.`,
  ])
})
