import { describe, expect, it } from 'vitest'
import { checkFlow } from '../check/check-flow.js'
import { compileFlow } from '../compile/compile-flow.js'
import type { FlowProblem } from '../contract/compiled.js'
import { parseFlow } from '../document/parse.js'
import type { FlowDocument, FlowDocumentInput } from '../document/schema.js'
import { createFlowMachine } from '../step/machine.js'
import { startSnapshot, step, variablesOf } from '../step/step.js'
import { flowOf, say, type NodeInput } from '../fixtures/driven-chart.js'

const human: NodeInput = { id: 'human', kind: 'transfer', name: 'Human', queue: 'shop', next: 'goodbye', busy: 'goodbye', noAnswer: 'goodbye', failed: 'goodbye' }
const intents: FlowDocumentInput['intents'] = {
  order: { name: 'Order', phrases: { 'en-US': ['order'] } },
  open: { name: 'Opening hours', phrases: { 'en-US': ['open'] } },
}

/** A flow in which every question has a way to a human. */
const flow = (nodes: readonly NodeInput[], rest: Partial<FlowDocumentInput> = {}): FlowDocument =>
  flowOf([...nodes, human], { intents, keyIntents: { human: { to: 'human' } }, ...rest })

const ask = (id: string, to: string, rest: object = {}): NodeInput =>
  ({ id, kind: 'ask', name: id, prompt: say('What?'), branches: [{ on: 'order', to }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' }, ...rest })
const tell = (id: string, text: string, next: string): NodeInput => ({ id, kind: 'say', name: id, prompt: say(text), next })
const set = (id: string, variable: string, value: string, next: string): NodeInput => ({ id, kind: 'set', name: id, assign: [{ variable, value }], next })
const decide = (id: string, when: string, to: string, otherwise: string): NodeInput => ({ id, kind: 'decide', name: id, branches: [{ when, to }], else: otherwise })

const codes = (document: FlowDocument): string[] => checkFlow(document).map(({ code, nodeId }) => `${code} ${nodeId ?? ''}`.trim())
const only = (document: FlowDocument): FlowProblem => {
  const [first, ...more] = checkFlow(document)
  expect(more).toEqual([])
  if (first === undefined) throw new Error('nothing was found')
  return first
}

describe('every node', () => {
  const tiers = (value: string) =>
    flow([ask('first', 'gold'), set('gold', 'tier', '"gold"', 'which'), decide('which', `tier == "${value}"`, 'special', 'goodbye'), tell('special', 'Hello.', 'goodbye')], {
      variables: { tier: { type: 'string' } },
    })

  it('is reached, also through its conditions', () => {
    expect(codes(tiers('gold'))).toEqual(['FLOW_WAY_NEVER_TAKEN which'])
    expect(codes(tiers('silver'))).toEqual(['FLOW_NODE_UNREACHABLE special'])
  })

  it('is reached through conditions that stand behind others', () => {
    const node = (when: string): NodeInput => ({ id: 'which', kind: 'decide', name: 'Which?', branches: [{ when: 'count > 3', to: 'goodbye' }, { when, to: 'special' }], else: 'goodbye' })
    const behind = (when: string) => flow([ask('first', 'which'), node(when), tell('special', 'Hello.', 'goodbye')], { variables: { count: { type: 'number' } } })

    for (const open of ['count > 2', 'count == 3', 'count <= 3', 'count < 3.5']) expect(codes(behind(open))).toEqual([])
    for (const shut of ['count > 3', 'count > 5', 'count == 4']) expect(codes(behind(shut))).toEqual(['FLOW_NODE_UNREACHABLE special'])
  })

  it('has no way that is never taken', () => {
    const which = (when: string) => flow([ask('first', 'which'), decide('which', when, 'special', 'goodbye'), tell('special', 'Hello.', 'goodbye')], { variables: { count: { type: 'number' }, flag: { type: 'boolean' } } })

    for (const open of ['count > 3', 'flag', 'count > 3 || flag']) expect(codes(which(open))).toEqual([])
    for (const always of ['true', 'count >= 0 || count < 0', 'flag || !flag']) expect(codes(which(always))).toEqual(['FLOW_WAY_NEVER_TAKEN which'])
  })

  it('may be reached by what the call brings, by what an answer says and by what somebody waits for no more', () => {
    const brought = flow([ask('wish', 'which'), decide('which', 'tier == "silver"', 'special', 'goodbye'), tell('special', 'Hello.', 'goodbye')], { variables: { tier: { type: 'string' } } })
    const request = { id: 'fetch', kind: 'request', name: 'Fetch', url: 'endpoint://shop/x', save: { tier: 'body.tier' }, next: 'gold', failure: 'goodbye' } as const
    const answered = flow([ask('wish', 'fetch'), { ...request, next: 'which' }, decide('which', 'tier == "silver"', 'special', 'goodbye'), tell('special', 'Hello.', 'goodbye')], { variables: { tier: { type: 'string' } } })
    const late = flow(
      [{ ...request, wait: false, failure: undefined }, set('gold', 'tier', '"gold"', 'first'), ask('first', 'which'), decide('which', 'tier == "silver"', 'special', 'goodbye'), tell('special', 'Hello.', 'goodbye')],
      { variables: { tier: { type: 'string' } } },
    )

    for (const document of [brought, answered, late]) expect(codes(document)).toEqual([])
  })
})

describe('every call', () => {
  it('can be ended by the flow, also where a condition leads there', () => {
    const circle = (when: string) => flow([ask('again', 'more', { noInput: { to: 'more' }, noMatch: { to: 'more' } }), set('more', 'done', 'false', 'enough'), decide('enough', when, 'goodbye', 'again')], { variables: { done: { type: 'boolean' } } })

    expect(codes(circle('!done'))).toEqual(['FLOW_WAY_NEVER_TAKEN enough'])
    expect(codes(circle('done'))).toEqual(['FLOW_WAY_NEVER_TAKEN enough', 'FLOW_DEAD_END start', 'FLOW_DEAD_END again', 'FLOW_DEAD_END more', 'FLOW_DEAD_END enough'])
  })

  it('is led back only where it came from', () => {
    const back: NodeInput = { id: 'back', kind: 'jump', name: 'Back', back: true }
    const auxiliary = [{ intent: 'open', to: 'hours' }]
    const [hours, first] = [tell('hours', 'At nine.', 'back'), ask('first', 'hours')]

    expect(codes(flow([first, hours, back], { auxiliary }))).toEqual([])
    expect(checkFlow(flow([hours, first, back], { auxiliary })).find(({ code }) => code === 'FLOW_RETURN_NOWHERE')).toMatchObject({
      severity: 'error',
      nodeId: 'back',
      counterExample: { confirmed: true, path: ['start', 'hours', 'back'] },
    })
  })
})

describe('values and expressions', () => {
  const number = (over: object): NodeInput => ({ id: 'first', kind: 'collect', name: 'First', prompt: say('How many?'), variable: 'size', valueType: 'number', noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' }, next: 'goodbye', ...over })
  const variables = { size: { type: 'number' }, share: { type: 'number' } } as const
  const codesOf = (nodes: readonly NodeInput[]): string[] => checkFlow(flowOf(nodes, { variables })).filter(({ code }) => code !== 'FLOW_WITHOUT_HUMAN').map(({ code }) => code)

  it('are let pass by their validation', () => {
    expect(codesOf([number({ validation: 'value > 10 && value < 5' })])).toEqual(['FLOW_VALUE_NEVER_VALID'])
    expect(codesOf([number({ validation: 'value > 5 && value < 10' })])).toEqual([])
  })

  it('do not fail for what a caller may say', () => {
    const divide: NodeInput = { id: 'divide', kind: 'set', name: 'Divide', assign: [{ variable: 'share', value: '100 / size' }], next: 'goodbye' }

    expect(checkFlow(flowOf([number({ next: 'divide' }), divide], { variables })).find(({ code }) => code === 'FLOW_EXPRESSION_FAILED')).toMatchObject({
      severity: 'error', counterExample: { confirmed: true, text: { en: ['The call begins', 'Caller: “0”'] } },
    })
    expect(codesOf([number({ next: 'divide', validation: 'value > 0' }), divide])).toEqual([])
  })
})

describe('whoever gives nothing usable', () => {
  const again = [ask('first', 'goodbye', { noInput: { to: 'sorry' } }), tell('sorry', 'Sorry.', 'first')]
  const counted = (when: string, value = 'tries + 1', initial = 0) =>
    flow([ask('first', 'goodbye', { noInput: { to: 'count' } }), set('count', 'tries', value, 'enough'), decide('enough', when, 'goodbye', 'first')], { variables: { tries: { type: 'number', initial } } })

  it('is not led round without end, which a call shows', () => {
    const found = only(flow(again))

    expect(found).toMatchObject({ code: 'FLOW_LOOP_UNBOUNDED', severity: 'error', nodeId: 'first', counterExample: { confirmed: true, path: ['start', 'first', 'sorry', 'first'] } })
    expect(found.counterExample?.text.en).toEqual(['The call begins', ...Array<string>(4).fill('Caller stays silent')])
    expect(found.counterExample?.text.zh).toEqual(['通话开始', ...Array<string>(4).fill('客户没有说话')])
    expect(found.zh.message).toContain('“first”（first）')
  })

  it('leaves by a count that a condition looks at', () => {
    expect(codes(counted('tries >= 3'))).toEqual([])
    expect(codes(counted('tries > 40'))).toEqual([])
  })

  it('does not leave by a count that leads nowhere', () => {
    expect(checkFlow(counted('tries < 0'))).toMatchObject([
      { code: 'FLOW_WAY_NEVER_TAKEN', nodeId: 'enough' },
      { code: 'FLOW_LOOP_UNBOUNDED', counterExample: { confirmed: true } },
    ])
  })

  it('does not leave by a count that is set back', () => {
    expect(codes(counted('tries >= 3', '1'))).toContain('FLOW_LOOP_UNBOUNDED first')
  })

  it('leaves a circle of a request that fails', () => {
    const request: NodeInput = { id: 'fetch', kind: 'request', name: 'Fetch', url: 'endpoint://shop/x', next: 'goodbye', failure: 'retry' }
    const first = ask('first', 'fetch')

    expect(codes(flow([first, request, tell('retry', 'Once more.', 'fetch')]))).toEqual(['FLOW_LOOP_UNBOUNDED fetch'])
    expect(codes(flow([first, request, tell('retry', 'Once more.', 'first')]))).toEqual([])
  })

  it('is not given the same transfer again', () => {
    const first = { ...human, busy: 'sorry' } as NodeInput
    const document = flowOf([ask('first', 'human'), first, tell('sorry', 'Sorry.', 'human')], { intents, keyIntents: { human: { to: 'human' } } })

    expect(only(document)).toMatchObject({ code: 'FLOW_TRANSFER_LOOP', nodeId: 'human', severity: 'error', counterExample: { confirmed: true } })
  })

  it('may be asked a question that was gone back to, and not without end', () => {
    const nodes = [
      ask('first', 'mark'),
      set('mark', 'chosen', 'true', 'second'),
      ask('second', 'after', { noInput: { to: 'after' } }),
      decide('after', 'chosen', 'clear', 'back'),
      set('clear', 'chosen', 'false', 'third'),
      ask('third', 'goodbye'),
      { id: 'back', kind: 'jump', name: 'Back', back: true } as NodeInput,
      tell('hours', 'At nine.', 'back'),
    ]
    const document = flow(nodes, { variables: { chosen: { type: 'boolean' } }, keyIntents: { human: { to: 'human' }, goBack: {} }, auxiliary: [{ intent: 'open', to: 'hours' }] })

    expect(only(document)).toMatchObject({ code: 'FLOW_LOOP_UNBOUNDED', nodeId: 'second', counterExample: { confirmed: true } })
    expect(only(document).counterExample?.text.en).toContain('Caller: “go back”')
  })
})

describe('a variable', () => {
  const variables = { name: { type: 'string' } } as const
  const collect = (next: string): NodeInput => ({ id: 'name', kind: 'collect', name: 'Name', prompt: say('Your name?'), variable: 'name', valueType: 'name', noInput: { to: 'goodbye' }, noMatch: { to: 'hello' }, next })
  const hello = (text = 'Hello {{ name }}.') => tell('hello', text, 'goodbye')

  it('is filled on every way before it is said, which a call shows', () => {
    const document = flow([collect('hello'), hello()], { variables })
    const found = only(document)

    expect(found).toMatchObject({ code: 'FLOW_VARIABLE_UNSET', severity: 'warning', nodeId: 'hello', counterExample: { confirmed: true } })

    const machine = createFlowMachine(compileFlow(document))
    const said = (found.counterExample?.steps ?? []).reduce((snapshot, event) => step(machine, snapshot, event).snapshot, startSnapshot(machine))
    expect(variablesOf(said).name).toBe('')
    expect(found.counterExample?.path.at(-2)).toBe('hello')
  })

  it.each([
    ['by another question', flow([collect('hello'), hello()].map((node) => (node.kind === 'collect' ? { ...node, noMatch: { to: 'goodbye' } } : node)), { variables })],
    ['by what it begins with', flow([collect('hello'), hello()], { variables: { name: { type: 'string', initial: 'you' } } })],
    ['by the call', flow([ask('wish', 'hello'), hello()], { variables })],
    ['where a text asks for it', flow([collect('hello'), hello('Hello {{ name == "" ? "you" : name }}.')], { variables })],
    ['where a condition asks for it', flow([collect('known'), decide('known', 'name != ""', 'hello', 'goodbye'), hello()].map((node) => (node.kind === 'collect' ? { ...node, noMatch: { to: 'known' } } : node)), { variables })],
    ['by counting it', flow([ask('wish', 'count'), set('count', 'tries', 'tries + 1', 'hello'), hello('{{ tries }}')], { variables: { tries: { type: 'number' } } })],
  ])('may be said where it is filled %s', (_, document) => {
    expect(codes(document)).toEqual([])
  })

  it('that is filled before a global question is filled after it, however the question is asked elsewhere', () => {
    const nodes = [ask('early', 'name'), collect('late'), ask('late', 'hello'), hello(), tell('hours', 'At nine.', 'back'), { id: 'back', kind: 'jump', name: 'Back', back: true } as NodeInput]
    const safe = nodes.map((node) => (node.kind === 'collect' ? { ...node, noMatch: { to: 'goodbye' } } : node))

    expect(codes(flow(safe, { variables, auxiliary: [{ intent: 'open', to: 'hours' }], keyIntents: { human: { to: 'human' }, goBack: {}, repeat: {} } }))).toEqual([])
  })

  it('is filled before a request sends it, and before a human hears it', () => {
    const fetch: NodeInput = { id: 'fetch', kind: 'request', name: 'Fetch', url: 'endpoint://shop/{{ name }}', next: 'goodbye', failure: 'goodbye' }
    const told = { ...human, whisper: say('{{ name }}') } as NodeInput

    expect(codes(flow([{ ...collect('fetch'), noMatch: { to: 'fetch' } } as NodeInput, fetch], { variables }))).toEqual(['FLOW_VARIABLE_UNSET fetch'])
    expect(codes(flowOf([{ ...collect('human'), noMatch: { to: 'goodbye' } } as NodeInput, told], { variables, intents, keyIntents: { human: { to: 'human' } } }))).toEqual(['FLOW_VARIABLE_UNSET human'])
  })
})

describe('a human', () => {
  it('can be reached from every question', () => {
    const questions = [ask('first', 'second', { noMatch: { to: 'human' } }), ask('second', 'goodbye')]

    expect(codes(flow(questions))).toEqual([])
    expect(codes(flow(questions, { keyIntents: {} }))).toEqual(['FLOW_HUMAN_UNREACHABLE second'])
    expect(codes(flowOf([ask('first', 'goodbye')], { intents }))).toEqual(['FLOW_WITHOUT_HUMAN'])
  })
})

describe('bad input', () => {
  it('is told by its code', () => {
    const many = { ...flow([ask('first', 'goodbye')]), nodes: Array.from({ length: 10_000 }, (_, index) => ({ id: `n${index}`, kind: 'hangup', name: 'N' })) }
    const parsed = parseFlow(many)

    expect('problems' in parsed && parsed.problems.map(({ code }) => code)).toContain('FLOW_SCHEMA_INVALID')
  })
})
