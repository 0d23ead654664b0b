import type { DraftDocument, DraftNode, JsonObject } from '@callchart/flow'

/** Nodes of every kind with every optional part of theirs, so that forms show all that they can. */
const nodes: readonly JsonObject[] = [
  { id: 'start', kind: 'start', next: 'say' },
  { id: 'say', kind: 'say', prompt: {} },
  { id: 'ask', kind: 'ask', prompt: {}, branches: [{ on: 'anyReply' }], disambiguation: { prompt: {} } },
  { id: 'menu', kind: 'menu', prompt: {}, choices: [{ digit: '1' }], invalidDigit: {} },
  { id: 'collectDigits', kind: 'collect', prompt: {}, valueType: 'digits', invalid: {}, confirm: { prompt: {} } },
  { id: 'collectChoice', kind: 'collect', prompt: {}, valueType: 'choice', choices: [{ id: 'a' }] },
  { id: 'decide', kind: 'decide', branches: [{ when: 'vip' }] },
  { id: 'set', kind: 'set', assign: [{ variable: 'vip', value: 'true' }] },
  { id: 'request', kind: 'request', method: 'POST', url: 'https://x/', auth: { type: 'basic', user: 'u', secret: 's' } },
  { id: 'knowledge', kind: 'knowledge', prompt: {}, source: 'llm', faq: [{ id: 'a', questions: {}, answer: {} }], branches: [{ on: 'deny' }] },
  { id: 'transfer', kind: 'transfer', queue: 'q', calendar: 'c', maxWaiting: 3, keys: [{ digit: '1' }] },
  { id: 'toExtension', kind: 'transfer', extension: '2001' },
  { id: 'toAddress', kind: 'transfer', sip: 'sip:desk@pbx.example' },
  { id: 'toNumber', kind: 'transfer', number: '+861000', shows: '+862000' },
  { id: 'hours', kind: 'hours', calendar: 'c' },
  { id: 'subflow', kind: 'subflow', flow: 'other' },
  { id: 'voicemail', kind: 'voicemail', prompt: {}, mailbox: 'm' },
  { id: 'record', kind: 'record', action: 'start' },
  { id: 'tag', kind: 'tag', tag: 't' },
  { id: 'jump', kind: 'jump', to: 'say' },
  { id: 'jumpFlow', kind: 'jump', flow: 'other' },
  { id: 'jumpBack', kind: 'jump', back: true },
  { id: 'hangup', kind: 'hangup' },
]

export const everyField: DraftDocument = {
  schemaVersion: 1,
  id: 'every-field',
  name: 'Every field',
  languages: ['zh-CN', 'en-US'],
  variables: { vip: { type: 'boolean' }, city: { type: 'string' } },
  intents: { moving: { name: 'Moving' } },
  keyIntents: { human: {}, complaint: {}, displeasure: {}, doNotCall: {}, end: {}, repeat: {}, goBack: {} },
  auxiliary: [{ intent: 'moving' }],
  pronunciations: { 'zh-CN': [{ text: 'a', say: 'b' }] },
  nodes: nodes.map((node) => ({ name: node.id, ...node }) as unknown as DraftNode),
}
