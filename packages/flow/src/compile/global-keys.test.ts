import { describe, expect, it } from 'vitest'
import { compileFlow } from './compile-flow.js'
import type { FlowDocumentInput } from '../document/schema.js'
import { DrivenChart, flowOf, say, type NodeInput } from '../fixtures/driven-chart.js'
import { SimulatedCall } from '../simulate/simulated-call.js'
import { createFlowMachine } from '../step/machine.js'

const keyIntents: FlowDocumentInput['keyIntents'] = { human: { key: '0', to: 'person' }, repeat: { key: '*' } }
const out = { noInput: { to: 'goodbye' }, noMatch: { attempts: 1, prompts: say('Pardon?'), to: 'goodbye' } } as const
const person: NodeInput = { id: 'person', kind: 'hangup', name: 'Person', prompt: say('One moment.') }

const ask: NodeInput = { id: 'ask', kind: 'ask', name: 'Ask', prompt: say('What is it?'), branches: [{ on: 'tea', to: 'goodbye' }], ...out }
const menu: NodeInput = { id: 'menu', kind: 'menu', name: 'Menu', prompt: say('Press 1.'), choices: [{ digit: '1', to: 'goodbye' }], ...out }
const collect = (rest: object = {}): NodeInput => ({ id: 'collect', kind: 'collect', name: 'Collect', prompt: say('Your code?'), variable: 'code', minCount: 4, maxCount: 4, ...out, next: 'goodbye', ...rest })
const knowledge: NodeInput = {
  id: 'knowledge', kind: 'knowledge', name: 'Knowledge', prompt: say('What do you want to know?'),
  faq: [{ id: 'parking', questions: { 'en-US': ['where can I park'] }, answer: say('Behind the house.') }],
  next: 'goodbye', fallback: 'goodbye', ...out, noAnswer: {},
}

const document = (node: NodeInput, rest: Partial<FlowDocumentInput> = {}) =>
  flowOf([node, person], { keyIntents, intents: { tea: { name: 'Tea' } }, variables: { code: { type: 'string' } }, ...rest })
const at = (node: NodeInput, rest: Partial<FlowDocumentInput> = {}): DrivenChart => new DrivenChart(document(node, rest)).start()
const simulated = (flow: ReturnType<typeof document>): SimulatedCall =>
  new SimulatedCall(createFlowMachine(compileFlow(flow)), { interpret: () => { throw new Error('Nobody speaks here.') } })
const keysAt = (node: NodeInput, rest: Partial<FlowDocumentInput> = {}) => at(node, rest).effect('turn.start').listen?.keys

describe('the key of a key intent', () => {
  it.each([
    ['ask', ask],
    ['menu', menu],
    ['knowledge', knowledge],
    ['collect of words', collect({ valueType: 'text' })],
    ['collect by voice alone', collect({ input: 'speech' })],
  ])('leads where its words lead, at %s', (_kind, node) => {
    expect(keysAt(node)).toBe('0*')
    expect(at(node).presses('0').path).toBe('person.speaking')
    expect(at(node).presses('0').path).toBe(at(node).wants('human').path)
  })

  it('says again what was said, and goes back, as the words do', () => {
    expect(at(menu).presses('*').spoken).toEqual(['Press 1.'])
  })

  it('is told as a key intent that was pressed, without words', () => {
    const call = simulated(document(menu))
    call.presses('0')

    expect(call.events).toContainEqual(expect.objectContaining({ type: 'key-intent.heard', keyIntent: 'human', key: '0', text: '', confidence: 1 }))
  })

  it('works while an answer of the knowledge is awaited', () => {
    const call = at(knowledge).mumbles('where can I park')

    expect(call.path).toMatch(/answering/)
    expect(call.presses('0').path).toBe('person.speaking')
  })

  it('works where the caller is asked which of two things was meant', () => {
    const two: NodeInput = { ...ask, branches: [{ on: 'tea', to: 'goodbye' }, { on: 'water', to: 'goodbye' }], disambiguation: { prompt: say('{{ first }} or {{ second }}?') } }
    const call = at(two, { intents: { tea: { name: 'Tea' }, water: { name: 'Water' } } }).mayMean(['tea', 'water'])

    expect(call.presses('0').path).toBe('person.speaking')
  })

  it('is no answer of a node that counts figures, where only a key beside them means anything else', () => {
    expect(keysAt(collect())).toBe('*')
    expect(at(collect()).presses('0').path).toBe('collect.asking')
    expect(keysAt(collect(), { settings: { terminator: '*' } })).toBeUndefined()
    expect(keysAt(collect({ valueType: 'number' }))).toBeUndefined()
    expect(keysAt(collect({ valueType: 'choice', choices: [{ id: 'red', words: { 'en-US': ['red'] }, digit: '1' }] }))).toBe('0*')
    expect(keysAt(collect({ valueType: 'choice', choices: [{ id: 'red', words: { 'en-US': ['red'] }, digit: '0' }] }))).toBe('*')
  })

  it('is none of the keys that answer a read-back', () => {
    const spoken = collect({ valueType: 'text', confirm: { prompt: say('Right?'), affirmDigit: '0' } })
    const call = at(spoken).gives('something')

    expect(call.path).toBe('collect.confirming')
    expect(call.effect('turn.start').listen?.keys).toBe('*')
    expect(call.presses('0').path).toBe('goodbye.speaking')
  })

  it('yields to a choice of the node with the same key', () => {
    const own: NodeInput = { ...menu, choices: [{ digit: '0', to: 'goodbye' }] }

    expect(keysAt(own)).toBe('*')
    expect(at(own).presses('0').path).toBe('goodbye.speaking')
  })

  it('holds in the questions of a sub-flow, by the keys of the main flow', () => {
    const inner = flowOf([menu], { id: 'inner', keyIntents: { human: { key: '7', to: 'goodbye' } } })
    const site: NodeInput = { id: 'site', kind: 'subflow', name: 'Site', flow: 'inner', next: 'goodbye' }
    const call = new DrivenChart(document(site), { flows: new Map([['inner', inner]]) }).start()

    expect(call.path).toBe('site.menu.asking')
    expect(call.presses('0').path).toBe('person.speaking')
  })

  it('changes nothing where its turn is over', () => {
    const call = at(menu)
    const stale = call.id('turnId')
    call.mumbles()
    call.take({ type: 'key-intent.heard', turnId: stale, text: '', keyIntent: 'human', confidence: 1, key: '0' })

    expect(call.path).toBe('menu.asking')
  })

  it('is not heard in a queue, nor where the key intent is switched off', () => {
    expect(keysAt(menu, { keyIntents: { human: { key: '0', enabled: false, to: 'person' } } })).toBeUndefined()
    const transfer: NodeInput = {
      id: 'queue', kind: 'transfer', name: 'Queue', queue: 'desk', keys: [{ digit: '1', type: 'leave', to: 'goodbye' }],
      next: 'goodbye', busy: 'goodbye', noAnswer: 'goodbye', failed: 'goodbye',
    }
    const call = at(transfer).take({ type: 'transfer.queued', transferId: 'x1', position: 1, estimatedWaitMs: 0 })

    expect(call.effect('turn.start').listen).not.toHaveProperty('keys')
  })
})

describe('keys typed ahead', () => {
  it('are taken by the next question, but not out of a number', () => {
    const hello: NodeInput = { id: 'hello', kind: 'say', name: 'Hello', interruptible: false, prompt: say('Hello.'), next: 'ask' }
    const flow = flowOf([hello, ask, person], { keyIntents, intents: { tea: { name: 'Tea' } } })

    const call = simulated(flow)
    call.presses('12')
    expect(call.statePath).toEqual(['ask', 'asking'])
    call.presses('0')
    expect(call.path).toContain('person')
  })
})

describe('the chart', () => {
  const without = (flow: ReturnType<typeof document>) => JSON.stringify(compileFlow({ ...flow, keyIntents: { human: { enabled: true, phrases: {}, to: 'person' }, repeat: { enabled: true, phrases: {} } } }))

  it('is what it always was where no key intent has a key', () => {
    expect(without(document(menu))).not.toMatch(/"keys"|ownKeys/)
  })

  it('grows by its keys alone, however many nodes it has', () => {
    const nodes = Array.from({ length: 50 }, (_, index): NodeInput => ({ ...menu, id: `menu${index}` }))
    const flow = flowOf([...nodes, person], { keyIntents })

    expect(JSON.stringify(compileFlow(flow)).length - without(flow).length).toBeLessThan(60)
    expect(createFlowMachine(compileFlow(flow)).config).toBeDefined()
  })
})
