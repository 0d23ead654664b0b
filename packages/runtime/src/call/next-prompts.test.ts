import { compileFlow, parseFlow } from '@callchart/flow'
import { expect, it } from 'vitest'
import { connected, FoldDriver } from '../testing/fold-driver.js'
import { deskFlow } from '../testing/flows.js'
import { makeReady } from './make-ready.js'
import { nextPrompts } from './next-prompts.js'
import { wireTurnId } from './state.js'

const node = (id: string, more: object): object => ({ id, name: id, ...more })
const say = (text: string) => ({ 'en-US': [text] })

/** A call at the first turn of the flow, and what it may say after it. */
function callOf(flow: object) {
  const parsed = parseFlow(flow)
  if ('problems' in parsed) throw new Error(JSON.stringify(parsed.problems))
  const call = new FoldDriver(makeReady({ version: 'v1', document: parsed.document, compiled: compileFlow(parsed.document), models: [] }))
  call.fact(connected)
  const [turnId = ''] = [...call.state.turns.keys()]
  const next = (most = 8): string[] => nextPrompts(call.state, wireTurnId(call.state.chapter, turnId), call.at, most).map(({ text }) => text)
  return { call, turnId, next }
}

const flowOf = (variables: object, ...nodes: object[]): object => ({ schemaVersion: 1, id: 'f', name: 'F', languages: ['en-US'], variables, nodes: [node('start', { kind: 'start', next: 'first' }), ...nodes] })

it('tells what each branch of a question, a human, silence and anything else would lead to, each once', () => {
  expect(callOf(deskFlow).next()).toEqual(['Goodbye.', 'Type your code.', 'I will get somebody.', 'How can I help?'])
})

it('tells no more than was wanted, the likelier first', () => {
  expect(callOf(deskFlow).next(2)).toEqual(['Goodbye.', 'Type your code.'])
})

it('puts in what the call knows by then', () => {
  const { next } = callOf(
    flowOf(
      { step: { type: 'number' } },
      node('first', { kind: 'ask', prompt: say('Go on?'), branches: [{ on: 'affirm', to: 'count' }, { on: 'deny', to: 'bye' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } }),
      node('count', { kind: 'set', assign: [{ variable: 'step', value: 'step + 2' }], next: 'told' }),
      node('told', { kind: 'say', prompt: say('Step {{ step }}.'), next: 'bye' }),
      node('bye', { kind: 'hangup', prompt: say('Goodbye.') }),
    ),
  )

  expect(next().slice(0, 2)).toEqual(['Step 2.', 'Goodbye.'])
})

it('knows what comes after a turn that only speaks, and nothing of one that is over', () => {
  const { call, turnId, next } = callOf(flowOf({}, node('first', { kind: 'say', prompt: say('Hello.'), interruptible: false, next: 'bye' }), node('bye', { kind: 'hangup', prompt: say('Goodbye.') })))
  expect(next()).toEqual(['Goodbye.'])

  call.fact({ type: 'turn.finished', turnId: wireTurnId(call.state.chapter, turnId) })
  expect(next()).toEqual([])
})

it('keeps to itself what nobody may know', () => {
  const { next } = callOf(
    flowOf(
      { pin: { type: 'string', sensitive: true } },
      node('first', { kind: 'ask', prompt: say('Read it back?'), branches: [{ on: 'affirm', to: 'set' }, { on: 'deny', to: 'bye' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } }),
      node('set', { kind: 'set', assign: [{ variable: 'pin', value: '"471188"' }], next: 'told' }),
      node('told', { kind: 'say', prompt: say('It is {{ pin }}.'), next: 'bye' }),
      node('bye', { kind: 'hangup', prompt: say('Goodbye.') }),
    ),
  )

  expect(next()).not.toContain('It is 471188.')
})

it('changes nothing of the call', () => {
  const { call, next } = callOf(deskFlow)
  const before = JSON.stringify(call.again())

  next()

  expect(JSON.stringify(call.again())).toBe(before)
})
