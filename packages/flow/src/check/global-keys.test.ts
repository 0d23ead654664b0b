import { expect, it } from 'vitest'
import type { FlowDocumentInput } from '../document/schema.js'
import { flowOf, say, type NodeInput } from '../fixtures/driven-chart.js'
import { checkStructure } from './check-flow.js'

const out = { noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } } as const
const menu = (rest: object = {}): NodeInput => ({ id: 'menu', kind: 'menu', name: 'Menu', prompt: say('Press 1, or 0.'), choices: [{ digit: '1', to: 'goodbye' }], ...out, ...rest })
const collect = (rest: object = {}): NodeInput => ({ id: 'code', kind: 'collect', name: 'Code', prompt: say('Your code?'), variable: 'code', ...out, next: 'goodbye', ...rest })
const person: NodeInput = { id: 'person', kind: 'hangup', name: 'Person', prompt: say('One moment.') }

const found = (nodes: readonly NodeInput[], keyIntents: FlowDocumentInput['keyIntents'], settings: FlowDocumentInput['settings'] = {}) =>
  checkStructure(flowOf([...nodes, person], { keyIntents, variables: { code: { type: 'string' } }, settings }))
    .filter(({ code }) => code.startsWith('FLOW_GLOBAL_KEY'))
    .map(({ code, severity, nodeId, path }) => [code, severity, ...(nodeId === undefined ? [] : [nodeId]), path].join(' '))

it('finds nothing wrong with a key of its own for each key intent', () => {
  expect(found([menu()], { human: { key: '0', to: 'person' }, repeat: { key: '*' } })).toEqual([])
})

it('finds one key of two key intents, but not of one that is switched off', () => {
  expect(found([menu()], { human: { key: '0', to: 'person' }, end: { key: '0', to: 'goodbye' } })).toEqual(['FLOW_GLOBAL_KEY_DUPLICATE error keyIntents.end.key'])
  expect(found([menu()], { human: { key: '0', to: 'person' }, end: { key: '0', enabled: false } })).toEqual([])
})

it('finds a key that ends entries', () => {
  const keys = { human: { key: '#', to: 'person' } }

  expect(found([collect()], keys)).toEqual(['FLOW_GLOBAL_KEY_ENDS_ENTRY warning keyIntents.human.key'])
  expect(found([collect()], keys, { terminator: 'none' })).toEqual([])
  expect(found([collect({ valueType: 'name' })], keys)).toEqual([])
})

it('finds a question that takes the key for something else, and none that leads to the same node by it', () => {
  const keys = { human: { key: '0', to: 'person' } }

  expect(found([menu({ choices: [{ digit: '0', name: 'Operator', to: 'goodbye' }] })], keys)).toEqual(['FLOW_GLOBAL_KEY_HIDDEN warning menu choices.0.digit'])
  expect(found([menu({ choices: [{ digit: '0', to: 'person' }] })], keys)).toEqual([])
  expect(found([collect({ confirm: { prompt: say('Right?'), denyDigit: '0' } })], keys)).toEqual(['FLOW_GLOBAL_KEY_HIDDEN warning code confirm.denyDigit'])
})
