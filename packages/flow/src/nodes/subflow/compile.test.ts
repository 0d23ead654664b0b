import { describe, expect, it } from 'vitest'
import { compileFlow } from '../../compile/compile-flow.js'
import type { FlowDocument, FlowDocumentInput } from '../../document/schema.js'
import { versionIdentity } from '../../identity/version.js'
import type { FlowResources } from '../../resources.js'
import { createFlowMachine } from '../../step/machine.js'
import { persistSnapshot, restoreSnapshot, startSnapshot, statePath, step } from '../../step/step.js'
import { DrivenChart, flowOf, say, type NodeInput } from '../../fixtures/driven-chart.js'

const library = (...flows: FlowDocument[]): FlowResources => ({ flows: new Map(flows.map((flow) => [flow.id, flow])) })

/** Asks for a PIN, and comes back with it. */
const pin = (rest: Partial<FlowDocumentInput> = {}): FlowDocument =>
  flowOf(
    [
      {
        id: 'ask',
        kind: 'ask',
        name: 'Ready?',
        prompt: say('{{ greeting }}, ready?'),
        branches: [{ on: 'ready', to: 'enter' }],
        noInput: { attempts: 0, to: 'done' },
        noMatch: { attempts: 1, prompts: say('Say ready, {{ greeting }}.'), to: 'done' },
      },
      { id: 'enter', kind: 'collect', name: 'PIN', prompt: say('Your PIN?'), variable: 'code', validation: 'value != greeting', noInput: { to: 'gone' }, noMatch: { to: 'done' }, next: 'done' },
      { id: 'gone', kind: 'hangup', name: 'Gone', prompt: say('Goodbye then, {{ call.direction }} {{ greeting }}.') },
      { id: 'done', kind: 'jump', name: 'Done', back: true },
    ],
    {
      id: 'pin',
      variables: { greeting: { type: 'string', initial: 'Hello' }, code: { type: 'string', sensitive: true }, tries: { type: 'number' } },
      intents: { ready: { name: 'Ready', phrases: { 'en-US': ['i am ready'] } } },
      ...rest,
    },
  )

const twice: NodeInput[] = [
  { id: 'first', kind: 'subflow', name: 'First', flow: 'pin', inputs: { greeting: 'name + "!"' }, outputs: { code: 'code' }, next: 'second' },
  { id: 'second', kind: 'subflow', name: 'Second', flow: 'pin', outputs: { other: 'code + greeting' }, next: 'last' },
  { id: 'last', kind: 'ask', name: 'Last', prompt: say('{{ code }} {{ other }}'), branches: [{ on: 'again', to: 'first' }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } },
]
const main = (nodes: readonly NodeInput[] = twice): FlowDocument =>
  flowOf(nodes, {
    id: 'main',
    variables: { name: { type: 'string', initial: 'Ann' }, code: { type: 'string' }, other: { type: 'string' } },
    intents: { again: { name: 'Again' } },
    keyIntents: { human: { to: 'goodbye' } },
  })
const call = () => new DrivenChart(main(), library(pin())).start()

describe('a sub-flow', () => {
  it('runs within the state of its site, with its own variables and what it is given', () => {
    const running = call()

    expect(running.path).toBe('first.ask.asking')
    expect(running.spoken).toEqual(['Ann!, ready?'])
    expect(running.effects.flatMap((effect) => (effect.type === 'node.entered' ? [effect.nodeId] : []))).toEqual([
      'start',
      'first',
      'first.start',
      'first.ask',
    ])
    expect(running.effect('turn.start')).toMatchObject({ nodeId: 'first.ask', expect: { intents: ['pin/ready'], keyIntents: ['human'] } })
  })

  it('hears its own intents, asks again with its own words, and keeps its secrets', () => {
    const running = call().mumbles()
    expect(running.spoken).toEqual(['Say ready, Ann!.'])

    running.says('pin/ready')
    expect(running.path).toBe('first.enter.asking')
    expect(running.effect('turn.start').sensitive).toBe(true)
  })

  it('comes back with its outputs, and the same sub-flow begins afresh at another site', () => {
    const running = call().says('pin/ready').presses('1234')

    expect(running.variables).toMatchObject({ name: 'Ann', code: '1234', first__code: '1234', first__greeting: 'Ann!', second__code: '' })
    expect(running.path).toBe('second.ask.asking')
    expect(running.spoken).toEqual(['Hello, ready?'])

    running.says('pin/ready').presses('77')
    expect(running.spoken).toEqual(['1234 77Hello'])
  })

  it('begins afresh whenever its site is entered', () => {
    const running = call().says('pin/ready').presses('1234').keepsSilent()
    expect(running.path).toBe('last.asking')

    running.says('again')
    expect(running.path).toBe('first.ask.asking')
    expect(running.variables).toMatchObject({ first__code: '', first__greeting: 'Ann!' })
  })

  it('may end the call, and lets the key intents of the main flow hold', () => {
    const gone = call().says('pin/ready').keepsSilent().keepsSilent().keepsSilent()

    expect(gone.path).toBe('first.gone.speaking')
    expect(gone.spoken).toEqual(['Goodbye then, inbound Ann!.'])
    expect(call().wants('human').path).toBe('goodbye.speaking')
  })

  it('keeps its variables where the call is brought back to one of its questions from outside', () => {
    const machine = createFlowMachine(compileFlow(main(), library(pin())))
    const config = machine.config as unknown as { states: Record<string, { entry?: unknown; states: Record<string, { entry?: readonly unknown[] }> }> }

    expect(config.states.first?.entry).toBeUndefined()
    expect(JSON.stringify(config.states.first?.states.idle?.entry)).toContain('enterSubflow')
    expect(JSON.stringify(config.states.first).match(/enterSubflow/g)).toHaveLength(1)
  })

  it('is stored and restored in its midst', () => {
    const machine = createFlowMachine(compileFlow(main(), library(pin())))
    const started = step(machine, startSnapshot(machine), { type: 'call.started', at: 0, call: { callId: 'c', direction: 'inbound', variables: {} } })

    const restored = restoreSnapshot(machine, JSON.parse(JSON.stringify(persistSnapshot(machine, started.snapshot))))

    expect(statePath(restored)).toEqual(['first', 'ask', 'asking'])
    const next = { type: 'utterance.understood', at: 1, turnId: 't1', text: 'ready', intent: 'pin/ready', confidence: 1, slots: {} } as const
    expect(step(machine, restored, next)).toEqual(step(machine, started.snapshot, next))
  })

  it('stands in the manifest with its nodes, intents and secrets', () => {
    const { manifest } = compileFlow(main(), library(pin()))

    expect(manifest.nodes.filter(({ id }) => id.startsWith('second.')).map(({ id }) => id)).toEqual([
      'second.ask',
      'second.done',
      'second.enter',
      'second.gone',
      'second.goodbye',
      'second.start',
    ])
    expect(manifest.understanding[0]?.intents.map(({ id }) => id)).toEqual(['again', 'pin/ready'])
    expect(manifest.understanding[0]?.intents[1]?.phrases).toEqual(['i am ready'])
    expect(manifest.sensitive).toEqual(['first__code', 'second__code'])
    expect(manifest.subflows).toEqual(['pin'])
  })

  it('adds its pronunciations to those of the main flow, which hold', () => {
    const outer = { ...main(), pronunciations: { 'en-US': [{ text: 'Reading', say: 'redding' }] } }
    const inner = pin({ pronunciations: { 'en-US': [{ text: 'Reading', say: 'reeding' }, { text: 'PIN', say: 'pin' }] } })

    const context = compileFlow(outer, library(inner)).config.context as { pronunciations: Record<string, { say: string }[]> }

    expect(context.pronunciations['en-US']?.map(({ say }) => say).sort()).toEqual(['pin', 'redding'])
  })

  it('speaks with the voice of the main flow, its own where that has none', () => {
    const voices = (own: Record<string, string>) =>
      new DrivenChart({ ...main(), voices: own }, library(pin({ voices: { 'en-US': 'inner' } }))).start().effect('turn.start').prompts[0]?.voice

    expect([voices({ 'en-US': 'outer' }), voices({})]).toEqual(['outer', 'inner'])
  })
})

describe('a sub-flow within a sub-flow', () => {
  const outer = flowOf(
    [
      { id: 'inner', kind: 'subflow', name: 'Inner', flow: 'pin', inputs: { greeting: 'title', tries: 'size(title)' }, outputs: { title: 'code' }, next: 'done' },
      { id: 'done', kind: 'jump', name: 'Done', back: true },
    ],
    { id: 'outer', variables: { title: { type: 'string', initial: 'Madam' } } },
  )
  const nested = main([
    { id: 'site', kind: 'subflow', name: 'Site', flow: 'outer', outputs: { code: 'title' }, next: 'last' },
    { id: 'last', kind: 'ask', name: 'Last', prompt: say('{{ code }}'), branches: [{ on: 'again', to: 'site' }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } },
  ])

  it('has the path of its sites for a name', () => {
    const running = new DrivenChart(nested, library(outer, pin())).start()

    expect(running.path).toBe('site.inner.ask.asking')
    expect(running.spoken).toEqual(['Madam, ready?'])
    expect(running.variables).toMatchObject({ site__title: 'Madam', site__inner__greeting: 'Madam', site__inner__tries: 5 })

    running.says('pin/ready').presses('9')
    expect(running.spoken).toEqual(['9'])
  })
})

describe('compiling refuses', () => {
  const site = (flow: string, rest: object = {}): NodeInput => ({ id: 'site', kind: 'subflow', name: 'Site', flow, next: 'goodbye', ...rest })
  const runs = (id: string, flow: string): FlowDocument => flowOf([site(flow), { id: 'done', kind: 'jump', name: 'Done', back: true }], { id })

  it.each([
    ['an unknown sub-flow', 'nowhere', [], 'FLOW_SUBFLOW_UNKNOWN'],
    ['an unknown sub-flow of a sub-flow', 'a', [runs('a', 'nowhere')], 'FLOW_SUBFLOW_UNKNOWN'],
    ['a flow that runs itself', 'main', [], 'FLOW_SUBFLOW_CYCLE'],
    ['a circle', 'a', [runs('a', 'b'), runs('b', 'a')], 'FLOW_SUBFLOW_CYCLE'],
    ['six in one another', 'a', [runs('a', 'b'), runs('b', 'c'), runs('c', 'd'), runs('d', 'e'), runs('e', 'f'), flowOf([], { id: 'f' })], 'FLOW_SUBFLOW_DEPTH'],
  ] as const)('%s', (_name, flow, flows, code) => {
    const top = main([site(flow)])

    expect(() => compileFlow(top, library(top, ...flows))).toThrow(expect.objectContaining({ code }) as Error)
  })

  it('names the circle', () => {
    expect(() => compileFlow(main([site('a')]), library(runs('a', 'b'), runs('b', 'a')))).toThrow(/a -> b -> a/)
  })

  it('more nodes than a chart may have, at once', () => {
    const many = (id: string, flow: string): FlowDocument =>
      flowOf(Array.from({ length: 30 }, (_, index) => ({ ...site(flow), id: `site${index}` })), { id })
    const flows = [many('a', 'b'), many('b', 'c'), many('c', 'd'), many('d', 'e'), flowOf([], { id: 'e' })]

    expect(() => compileFlow(main([site('a')]), library(...flows))).toThrow(expect.objectContaining({ code: 'FLOW_TOO_LARGE' }) as Error)
  })

  it('a library that would grow without bound, at once', () => {
    const many = (id: string, flow: string): FlowDocument =>
      flowOf(Array.from({ length: 30 }, (_, index) => ({ ...site(flow), id: `site${index}` })), { id })
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
    const flows = [...ids.map((id, index) => many(id, ids[index + 1] ?? 'j')), flowOf([], { id: 'j' })]

    expect(() => compileFlow(main([site('a')]), library(...flows))).toThrow(expect.objectContaining({ code: 'FLOW_SUBFLOW_DEPTH' }) as Error)
  })

  it('five in one another it takes', () => {
    const flows = [runs('a', 'b'), runs('b', 'c'), runs('c', 'd'), runs('d', 'e'), flowOf([], { id: 'e' })]

    expect(new DrivenChart(main([site('a')]), library(...flows)).start().path).toBe('site.site.site.site.site.goodbye.speaking')
  })

  it('a version that is not at hand, and takes the one that is pinned', () => {
    const old = pin({ name: 'Old' })
    const resources = { ...library(pin()), versions: new Map() as Map<string, FlowDocument> }
    const version = versionIdentity(old)
    const pinned = main([site('pin', { version })])

    expect(() => compileFlow(pinned, resources)).toThrow(expect.objectContaining({ code: 'FLOW_SUBFLOW_VERSION' }) as Error)
    resources.versions.set(version, pin({ name: 'Forged' }))
    expect(() => compileFlow(pinned, resources)).toThrow(expect.objectContaining({ code: 'FLOW_SUBFLOW_VERSION' }) as Error)
    resources.versions.set(version, old)
    expect(compileFlow(pinned, resources).manifest.nodes.length).toBeGreaterThan(3)
    expect(compileFlow(main([site('pin', { version: versionIdentity(pin()) })]), library(pin())).manifest.subflows).toEqual(['pin'])
  })
})
