import type { DraftDocument } from '@callchart/flow'
import { expect, it } from 'vitest'
import { differingFlows, otherFlows, sharingOf, takeIntents } from './shared-intents.js'

const document = {
  id: 'mine',
  name: 'Mine',
  languages: ['en-US'],
  nodes: [],
  intents: { balance: { name: 'Balance', phrases: { 'en-US': ['balance'], 'de-DE': ['Kontostand'] } } },
} as unknown as DraftDocument
const fileOf = (id: string, intents: object) => ({ name: `${id}.flow.json`, text: JSON.stringify({ id, name: id.toUpperCase(), intents }) })
const theirs = { balance: { name: 'Balance', phrases: { 'en-US': ['balance', 'what do I owe'], 'zh-CN': ['余额'] } }, lost: { name: 'Lost card', keywords: { 'en-US': ['lost'] } } }

const [other] = otherFlows({ files: [fileOf('mine', {}), fileOf('cards', theirs), fileOf('empty', {}), { name: 'rules.json', text: '{}' }, { name: 'bad.flow.json', text: '{' }] }, 'mine')

it('lists other flows that have intents', () => {
  expect(other).toMatchObject({ flow: 'cards', name: 'CARDS' })
})

it('tells what is new, the same, and different, in the languages of this flow', () => {
  expect(other && ['balance', 'lost'].map((id) => sharingOf(document, id, other.intents[id] ?? {}))).toEqual(['differs', 'new'])
  expect(sharingOf(document, 'balance', { name: 'Balance', phrases: { 'en-US': ['balance'], 'zh-CN': ['余额'] }, keywords: { 'en-US': [] } })).toBe('same')
})

it('takes them over in one step, and then nothing differs', () => {
  if (other === undefined) throw new Error('no other flow')
  const changed = takeIntents(other, ['balance', 'lost', 'missing']).apply(document)

  expect(changed.intents).toEqual({
    balance: { name: 'Balance', phrases: { 'en-US': ['balance', 'what do I owe'], 'de-DE': ['Kontostand'] } },
    lost: { name: 'Lost card', keywords: { 'en-US': ['lost'] } },
  })
  expect(differingFlows(document, 'balance', [other])).toEqual([other])
  expect(differingFlows(changed, 'balance', [other])).toEqual([])
})
