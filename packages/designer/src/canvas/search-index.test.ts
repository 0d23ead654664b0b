import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { excerpt, searchTexts, textsOf } from './search-index.js'

const flow: DraftDocument = {
  id: 'cards',
  name: 'Card services',
  languages: ['en-US', 'zh-CN'],
  variables: { lastFour: { type: 'string', description: 'Last digits of the card' } },
  intents: { balance: { name: 'Card balance', phrases: { 'en-US': ['what is my balance'] } } },
  keyIntents: { human: { to: 'agent', phrases: { 'en-US': ['operator'] } } },
  notes: { note1: { text: 'Ask legal about the wording', x: 0, y: 0, width: 100, height: 100 } },
  nodes: [
    { id: 'start', kind: 'start', name: 'Start', next: 'question' },
    { id: 'question', kind: 'ask', name: 'How can I help?', prompt: { 'en-US': ['You can check your balance.'], 'zh-CN': ['您可以查询余额。'] }, branches: [{ on: 'balance', to: 'fetch' }] },
    { id: 'fetch', kind: 'request', name: 'Fetch', url: 'endpoint://cards/{{ lastFour }}', save: { balanceDue: 'body.balance' }, next: 'agent' },
    { id: 'agent', kind: 'transfer', name: 'Agent', queue: 'cards' },
  ],
}
const texts = textsOf(flow)
const found = (wish: string) => searchTexts(texts, wish).map(({ owner, sort }) => `${sort} ${'node' in owner ? owner.node : owner.type}`)

it('finds names, prompts in every language, intents, phrases, variables, expressions and addresses', () => {
  expect(found('how can')).toEqual(['name question'])
  expect(found('余额')).toEqual(['prompt question'])
  expect(found('operator')).toEqual(['phrase keyIntent'])
  expect(found('lastfour')).toEqual(['variable variable', 'address fetch'])
  expect(found('body.')).toEqual(['expression fetch'])
  expect(found('balanceDue')).toEqual(['variable fetch'])
  expect(found('legal')).toEqual(['note note'])
  expect(found('endpoint://cards')).toEqual(['address fetch'])
})

it('wants all words, in any order, and tells where a node is only a target', () => {
  expect(found('balance check')).toEqual(['prompt question'])
  expect(found('agent')).toEqual(['name agent', 'id agent'])
  expect(found('nothing like it')).toEqual([])
  expect(found('  ')).toEqual([])
})

it('cuts a long text down to what was found', () => {
  const [before, hit, after] = excerpt(`${'a'.repeat(200)} needle ${'b'.repeat(300)}`, 'NEEDLE')

  expect(hit).toBe('needle')
  expect(before.length).toBeLessThan(40)
  expect(after.endsWith('…')).toBe(true)
})
