import { markdownText, vitestText, type FlowTest } from '@callchart/flow'
import { describe, expect, it } from 'vitest'
import { generateTests, runTest, scriptsOfTests } from './conversations.js'
import { inputsOf, judge, testOf } from './kept-conversation.js'
import type { Input } from './moment.js'
import { playInputs } from './session.js'
import { pizza, ready } from './testing/pizza.js'

const flow = ready(pizza)
const start = { direction: 'inbound', variables: {}, answers: {}, at: '2026-11-26T10:00:00.000Z' } as const
const inputs: Input[] = [{ type: 'hours', hours: 'open' }, { type: 'says', text: 'I want a pizza' }, { type: 'presses', keys: '42' }, { type: 'answers', node: 'fetch', answer: { status: 200, body: { size: 3 } } }]
const kept: FlowTest = testOf('A pizza', start, playInputs(flow, start, inputs).moments)
const changed = (id: string, fields: object) => ready({ ...pizza, nodes: pizza.nodes.map((node) => (node.id === id ? { ...node, ...fields } : node)) })

describe('a kept conversation', () => {
  it('holds for the flow as it was', () => {
    expect(inputsOf(kept)).toEqual(inputs)
    expect(runTest(flow, kept).result).toEqual({ outcome: 'passed' })
  })

  it('tells what is said otherwise, and where', () => {
    const { result } = runTest(changed('pin', { prompt: { 'en-US': ['And your pin?'] } }), kept)

    expect(result).toEqual({ outcome: 'failed', at: 2, expected: { hears: ['Your pin?'], path: ['pin'] }, found: { hears: ['And your pin?'], path: ['pin'] } })
  })

  it('tells where it cannot go on', () => {
    const { result } = runTest(changed('wish', { branches: [{ on: 'order', to: 'bye' }] }), kept)

    expect(result).toMatchObject({ outcome: 'failed', at: 2, found: { path: ['bye'] } })
    expect(judge(kept, playInputs(flow, start, inputs).moments.slice(0, 3))).toEqual({ outcome: 'failed', at: 3, expected: { hears: [], path: ['fetch'] } })
  })

  it('is written as a test file and as a script', () => {
    const { paths, leftOut } = scriptsOfTests(flow, [kept, { ...kept, start: { ...kept.start, from: 'pin' } }])

    expect(leftOut).toBe(1)
    expect(vitestText(paths, './pizza.flow.json')).toContain("it('1: A pizza'")
    expect(vitestText(paths, './pizza.flow.json')).toContain("call.says('I want a pizza', { intent: 'order' })")
    expect(markdownText(paths, ['zh'])).toContain('### 1. A pizza')
  })
})

it('makes conversations that cover the flow, and all of them hold', () => {
  const { tests, taken, takeable, leftOut } = generateTests(flow, 'en', start.at)

  expect(tests.length).toBeGreaterThan(2)
  expect(taken.length / takeable).toBeGreaterThan(0.85)
  expect(leftOut).toBeLessThan(tests.length)
  expect(tests.map((test) => runTest(flow, test).result.outcome)).toEqual(tests.map(() => 'passed'))
  expect(new Set(tests.flatMap(({ opening, steps }) => [opening, ...steps].flatMap(({ path }) => path)))).toEqual(new Set(pizza.nodes.map(({ id }) => id)))
})
