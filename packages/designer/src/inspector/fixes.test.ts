import { checkFlow, parseFlow, type DraftDocument, type DraftNode, type FlowProblem, type JsonObject } from '@callchart/flow'
import { describe, expect, it } from 'vitest'
import { fixFor } from './fixes.js'

const flowOf = (nodes: readonly JsonObject[], rest: JsonObject = {}): DraftDocument =>
  ({ schemaVersion: 1, id: 'fixed', name: 'Fixed', languages: ['en-US'], nodes: nodes.map((node) => ({ name: 'Node', ...node }) as unknown as DraftNode), ...rest })

const said = { 'en-US': ['Hello'] }
const start = { id: 'start', kind: 'start', next: 'first' }
const bye = { id: 'bye', kind: 'hangup', prompt: said }

const problemsOf = (document: DraftDocument): readonly FlowProblem[] => {
  const parsed = parseFlow(document)
  return 'document' in parsed ? checkFlow(parsed.document) : parsed.problems
}

/** The document after the fix of the first problem of this code, which must be gone then. */
function fixed(document: DraftDocument, code: string): DraftDocument {
  const problem = problemsOf(document).find((each) => each.code === code)
  expect(problem, `${code} is found`).toBeDefined()
  const fix = problem === undefined ? undefined : fixFor(problem, document)
  expect(fix, `${code} has a fix`).toBeDefined()
  const next = fix?.command.apply(document) ?? document
  expect(problemsOf(next).filter((each) => each.code === code)).toEqual([])
  return next
}

const collect = { id: 'first', kind: 'collect', prompt: said, variable: 'pin', noInput: { to: 'bye' }, noMatch: { to: 'bye' }, next: 'bye' }

describe('a fix', () => {
  it('declares a variable of the type that its place gives', () => {
    expect(fixed(flowOf([start, { ...collect, valueType: 'money' }, bye]), 'FLOW_VARIABLE_UNKNOWN').variables).toEqual({ pin: { type: 'number' } })
  })

  it('adds the choice that a prompt speaks of', () => {
    const menu = { id: 'first', kind: 'menu', prompt: { 'en-US': ['Press 1 or press 3.'] }, choices: [{ digit: '1', to: 'bye' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } }

    expect(fixed(flowOf([start, menu, bye]), 'FLOW_SPOKEN_KEY_UNKNOWN').nodes[1]).toMatchObject({ choices: [{ digit: '1' }, { digit: '3' }] })
  })

  it('takes the key from the second of two key intents', () => {
    const keyIntents = { human: { key: '0', to: 'bye' }, end: { key: '0', to: 'bye' } }

    expect(fixed(flowOf([start, { ...collect, variable: 'pin' }, bye], { variables: { pin: { type: 'string' } }, keyIntents }), 'FLOW_GLOBAL_KEY_DUPLICATE').keyIntents).toEqual({ human: { key: '0', to: 'bye' }, end: { to: 'bye' } })
  })

  it('declares the intent of a branch', () => {
    const ask = { id: 'first', kind: 'ask', prompt: said, branches: [{ on: 'moving', to: 'bye' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } }

    expect(fixed(flowOf([start, ask, bye]), 'FLOW_INTENT_UNKNOWN').intents).toEqual({ moving: { name: 'moving' } })
  })

  it('cuts off a way that leads nowhere', () => {
    const next = fixed(flowOf([start, { id: 'first', kind: 'say', prompt: said, next: 'gone' }, bye]), 'FLOW_TARGET_UNKNOWN')

    expect(next.nodes[1]).not.toHaveProperty('next')
  })

  it('swaps bounds that are the wrong way round', () => {
    expect(fixed(flowOf([start, { ...collect, minCount: 9, maxCount: 3 }, bye], { variables: { pin: { type: 'string' } } }), 'FLOW_COUNT_RANGE').nodes[1]).toMatchObject({ minCount: 3, maxCount: 9 })
  })

  it('gives a choice the next free key', () => {
    const menu = { id: 'first', kind: 'menu', prompt: said, choices: [{ digit: '1', to: 'bye' }, { digit: '1', to: 'bye' }], noInput: { to: 'bye' }, noMatch: { to: 'bye' } }

    expect(fixed(flowOf([start, menu, bye]), 'FLOW_DIGIT_DUPLICATE').nodes[1]).toMatchObject({ choices: [{ digit: '1' }, { digit: '2' }] })
  })

  it('lets consent begin as no', () => {
    const record = { id: 'first', kind: 'record', action: 'start', consent: 'agreed', next: 'bye', noConsent: 'bye' }

    expect(fixed(flowOf([start, record, bye], { variables: { agreed: { type: 'boolean', initial: true } } }), 'FLOW_CONSENT_PRESUMED').variables).toEqual({ agreed: { type: 'boolean' } })
  })

  it('makes consent a variable of yes and no', () => {
    const record = { id: 'first', kind: 'record', action: 'start', consent: 'agreed', next: 'bye', noConsent: 'bye' }

    expect(fixed(flowOf([start, record, bye], { variables: { agreed: { type: 'string', initial: 'x' } } }), 'FLOW_VARIABLE_TYPE').variables).toEqual({ agreed: { type: 'boolean' } })
  })

  it('brings a number back between its bounds', () => {
    expect(fixed(flowOf([start, { id: 'first', kind: 'say', prompt: said, bargeInDelayMs: 99_000, next: 'bye' }, bye]), 'FLOW_SCHEMA_INVALID').nodes[1]).toMatchObject({ bargeInDelayMs: 10_000 })
  })

  it('takes a field away that nobody knows', () => {
    expect(fixed(flowOf([start, { id: 'first', kind: 'say', prompt: said, colour: 'red', next: 'bye' }, bye]), 'FLOW_SCHEMA_INVALID').nodes[1]).not.toHaveProperty('colour')
  })

  it('adds a start that leads to the first node', () => {
    expect(fixed(flowOf([{ id: 'first', kind: 'say', prompt: said, next: 'bye' }, bye]), 'FLOW_START_COUNT').nodes.at(-1)).toMatchObject({ kind: 'start', next: 'first' })
  })

  it('is offered for nothing that somebody has to decide', () => {
    const document = flowOf([start, { id: 'first', kind: 'say', prompt: said }, bye])
    const [problem] = problemsOf(document).filter(({ code }) => code === 'FLOW_TARGET_MISSING')

    expect(problem).toBeDefined()
    expect(problem === undefined ? undefined : fixFor(problem, document)).toBeUndefined()
  })
})
