import type { DraftDocument } from '@callchart/flow'
import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import { en } from '../../locale/en.js'
import { callOrder } from '../call-order.js'
import { reviewScript, type ScriptOptions } from './review-script.js'

let options: ScriptOptions
beforeAll(async () => {
  await i18next.init({ lng: 'en', resources: { en }, interpolation: { escapeValue: false } })
  options = { uiLanguage: 'en', t: i18next.getFixedT('en', 'prompts'), date: 'today' }
})

const document = {
  id: 'f',
  name: 'Main <menu>',
  languages: ['en-US'],
  intents: { balance: { name: 'Balance' } },
  nodes: [
    { id: 'stray', kind: 'say', name: 'Stray', prompt: { 'en-US': ['Nobody hears this.'] } },
    { id: 'bye', kind: 'hangup', name: 'Bye' },
    { id: 'menu', kind: 'menu', name: 'Menu', prompt: { 'en-US': ['<script>alert(1)</script>', 'You owe {{ a < b }}'] }, choices: [{ digit: '1', on: 'balance', to: 'bye' }, { digit: '2' }], noInput: { to: 'bye' } },
    { id: 'start', kind: 'start', name: 'Start', next: 'menu' },
  ],
  keyIntents: { human: { to: 'bye' } },
} as unknown as DraftDocument

it('goes through the flow in the order of a call; what nothing leads to comes last', () => {
  expect(callOrder(document).map(({ node, isStray }) => [node.id, isStray])).toEqual([
    ['start', false],
    ['menu', false],
    ['bye', false],
    ['stray', true],
  ])
})

it('says when a call comes to a node, and what it says there, whatever is in it', () => {
  const html = reviewScript(document, options)

  expect(html).toContain('<title>Script: Main &lt;menu&gt;</title>')
  expect(html).toContain('key 1 or the caller says: Balance → 3 Bye')
  expect(html).toContain('from 2 Menu: key 1 or the caller says: Balance')
  expect(html).toContain('leads nowhere yet')
  expect(html).toContain('Nothing leads here.')
  expect(html).toContain('The caller wants a human → 3 Bye')
  expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
  expect(html).toContain('<code>{{ a &lt; b }}</code>')
  expect(html).not.toContain('<script>')
})
