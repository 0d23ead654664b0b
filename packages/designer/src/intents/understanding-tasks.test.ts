import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { sourceOf } from './intent-source.js'
import { doTask } from './understanding-tasks.js'

const document = {
  id: 'f',
  name: 'F',
  languages: ['en-US'],
  nodes: [],
  intents: {
    balance: { name: 'Balance', phrases: { 'en-US': ['check my balance', 'what is my balance', 'how much money do I have'] }, patterns: { 'en-US': ['(broken', 'bal+ance'] } },
    lost: { name: 'Lost card', phrases: { 'en-US': ['I lost my card', 'my card was stolen', 'check my balance'] }, slots: { four: { type: 'digits', minCount: 4, maxCount: 4 }, odd: {} } },
    broken: 'no object',
  },
  keyIntents: { human: { phrases: { 'en-US': ['agent please'] } }, end: { enabled: false } },
} as unknown as DraftDocument
const source = sourceOf(document, 'en-US')

it('reads what can be heard out of an unfinished draft', () => {
  expect(source.intents.map(({ id }) => id)).toEqual(['balance', 'lost'])
  expect(source.intents[1]?.slots).toEqual({ four: { type: 'digits', minCount: 4, maxCount: 4 } })
  expect(source.keyIntents).toEqual({ human: ['agent please'] })
})

it('says what a sentence is understood as, although a pattern is broken', () => {
  const tried = (text: string) => doTask({ type: 'try', source, text, now: 0, timeZone: 'UTC' })

  expect(tried('what is my balance')).toMatchObject({ type: 'intent', intent: 'balance' })
  expect(tried('agent please')).toMatchObject({ type: 'key-intent', keyIntent: 'human' })
  expect(tried('qwertz')).toMatchObject({ type: 'no-match' })
})

it('finds phrases that stand in two intents', () => {
  expect(doTask({ type: 'review', sources: [source] })).toMatchObject([{ language: 'en-US' }])
  expect(JSON.stringify(doTask({ type: 'review', sources: [source] }))).toContain('"code":"same-phrase","intents":["balance","lost"]')
})

it('tries a pattern on a text', () => {
  expect(doTask({ type: 'pattern', pattern: 'ba(l+)ance', text: 'My BALLANCE' })).toEqual({ matched: 'BALLANCE' })
  expect(doTask({ type: 'pattern', pattern: 'x', text: 'y' })).toEqual({ matched: null })
  expect(doTask({ type: 'pattern', pattern: '(?=x)', text: 'y' })).toHaveProperty('fault')
})
