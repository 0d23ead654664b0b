import { describe, expect, it } from 'vitest'
import { compileFlow } from '../compile/compile-flow.js'
import { flowOf, say } from '../fixtures/driven-chart.js'
import { everyKind, everyKindResources } from '../fixtures/every-kind.js'
import { coverTransitions, tracesTo } from './cover.js'
import { beginCall, make, type ExploredCall } from './explored-call.js'
import { exploredFlow, type ExploredFlow } from './explored-flow.js'
import { movesOf } from './moves.js'
import { startsOf } from './starts.js'
import { tellMove } from './tell-move.js'

const everything = exploredFlow(compileFlow(everyKind(), everyKindResources()))
const cover = coverTransitions(everything, { mostSteps: 20_000 })

const flowWith = (...args: Parameters<typeof flowOf>): ExploredFlow => exploredFlow(compileFlow(flowOf(...args)))
const inbound = { direction: 'inbound', variables: {} } as const
const deedsOf = (flow: ExploredFlow, call: ExploredCall): string[] => movesOf(flow, call).map(({ deed }) => JSON.stringify(deed))

describe('going through a flow with everything in it', () => {
  it('enters every node', () => {
    const entered = new Set([...cover.traces.values()].flatMap(({ call }) => (call.snapshot as unknown as { context: { node: string } }).context.node))
    const through = new Set([...cover.traces.keys()].map((id) => id.split(' ')[0]?.split('.')[0]))

    expect(everything.compiled.manifest.nodes.map(({ id }) => id).filter((id) => !entered.has(id) && !through.has(id.split('.')[0]))).toEqual([])
  })

  it('takes every branch, key, key intent and global question', () => {
    const byGuard = /"type":"(intent|digit|keyIntent|keyIntentNumber|auxiliary|outcome|isTrue)"/
    const guarded = Object.entries(everything.machine.config.on ?? {}).flatMap(([event, transitions]) =>
      (transitions as unknown[]).flatMap((transition, index) => (byGuard.test(JSON.stringify(transition)) ? [` ${event} ${index}`] : [])),
    )

    expect(guarded.length).toBeGreaterThan(5)
    expect(guarded.filter((id) => !cover.traces.has(id))).toEqual([])
  })

  it('comes by the same moves to the same place', () => {
    const trace = [...cover.traces.values()].at(-1)
    if (trace === undefined) throw new Error('nothing was covered')

    const [, ...steps] = tracesTo(trace)
    const again = steps.reduce((call, { move }) => (move === undefined ? call : make(everything, call, move).call), beginCall(everything, trace.start).call)

    expect(JSON.stringify(again.snapshot)).toBe(JSON.stringify(trace.call.snapshot))
  })

  it('is told in both languages', () => {
    const told = [...cover.traces.values()].flatMap(({ move }) => (move === undefined ? [] : [tellMove(move)]))

    expect(told.filter(({ en, zh }) => en.trim() === '' || zh.trim() === '')).toEqual([])
  })
})

describe('what can happen', () => {
  it('is what the caller can do at a question, and what may go wrong', () => {
    const flow = flowWith(
      [{ id: 'q', kind: 'ask', name: 'Q', prompt: say('Well?'), branches: [{ on: 'pay', to: 'goodbye' }, { on: 'affirm', to: 'goodbye' }], noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' } }],
      { intents: { pay: { name: 'Pay', phrases: { 'en-US': ['i want to pay'] } } } },
    )

    expect(deedsOf(flow, beginCall(flow, inbound).call)).toEqual([
      '{"type":"says","what":"intent","name":"pay","text":"i want to pay"}',
      '{"type":"says","what":"intent","name":"affirm","text":"yes"}',
      '{"type":"says-something-else","text":"something else entirely"}',
      '{"type":"says-something-else","text":""}',
      '{"type":"stays-silent"}', '{"type":"sound-fails"}', '{"type":"hangs-up"}', '{"type":"operator-ends"}',
    ])
  })

  it('has values that are taken, that are not, and those next to what the flow compares', () => {
    const flow = flowWith(
      [{ id: 'n', kind: 'collect', name: 'N', prompt: say('How many?'), variable: 'size', valueType: 'number', input: 'speech', validation: 'value <= 20', noInput: { to: 'goodbye' }, noMatch: { to: 'goodbye' }, next: 'd' },
       { id: 'd', kind: 'decide', name: 'D', branches: [{ when: 'size > 10', to: 'goodbye' }], else: 'goodbye' }],
      { variables: { size: { type: 'number' } } },
    )
    const values = movesOf(flow, beginCall(flow, inbound).call).flatMap(({ deed }) => (deed.type === 'says-value' ? [deed.value] : []))

    expect(values).toEqual(expect.arrayContaining([5, 10, 11, 21]))
  })

  it('has answers with each field that is read, and one without', () => {
    const flow = flowWith(
      [{ id: 'r', kind: 'request', name: 'R', url: 'https://shop.example/', save: { state: 'body.order.state' }, next: 'd', failure: 'goodbye' },
       { id: 'd', kind: 'decide', name: 'D', branches: [{ when: 'state == "paid"', to: 'goodbye' }], else: 'goodbye' }],
      { variables: { state: { type: 'string' } } },
    )
    const bodies = movesOf(flow, beginCall(flow, inbound).call).flatMap(({ deed }) => (deed.type === 'request' && deed.body !== undefined ? [deed.body] : []))

    expect(bodies).toEqual(expect.arrayContaining([{ order: { state: 'paid' } }, {}]))
  })

  it('begins with what the call may bring along', () => {
    const flow = flowWith(
      [{ id: 'd', kind: 'decide', name: 'D', branches: [{ when: 'tier == "gold"', to: 'goodbye' }], else: 'goodbye' }],
      { variables: { tier: { type: 'string' } }, languages: ['en-US'] },
    )

    expect(startsOf(flow).map(({ variables }) => variables.tier)).toContain('gold')
  })

  it('is nothing once the call is over', () => {
    const flow = flowWith([{ id: 's', kind: 'say', name: 'S', prompt: say('Hello.'), next: 'goodbye' }])
    const { call } = beginCall(flow, inbound)
    const gone = movesOf(flow, call).find(({ deed }) => deed.type === 'hangs-up')
    if (gone === undefined) throw new Error('the caller cannot hang up')

    expect(movesOf(flow, make(flow, call, gone).call)).toEqual([])
  })
})
