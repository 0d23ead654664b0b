import { readdirSync, readFileSync } from 'node:fs'
import { readResources, understoodEvent } from '@callchart/flow'
import { expect, it } from 'vitest'
import { askedAfter, shopDocument } from '../../testing/questions.js'
import { isEnabledByDocument } from './judge.js'
import { runFencedTurns } from './run-fenced-turns.js'

const folder = new URL('../../../../../flows/', import.meta.url)
const files = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }))
const { resources } = readResources(files)

it('holds a hostile model to what the flows enable, in 500 turns, and no call hangs', async () => {
  const flows = [...resources.flows.values(), shopDocument]
  const result = await runFencedTurns({ flows, resources, turnCount: 500, seed: 7 })

  expect(result.examples).toEqual([])
  expect(result).toMatchObject({ turns: 500, eventsOutsideTheEnabledSet: 0, hungCalls: 0 })
  expect(Object.keys(result.conducts).length).toBeGreaterThan(15)
  expect(Object.keys(result.turnsByFlow).length).toBeGreaterThan(4)
  expect(result.outcomes).toMatchObject({ answered: expect.any(Number) as number, RUNTIME_SERVICE_OUT_OF_FENCE: expect.any(Number) as number, RUNTIME_SERVICE_TIMEOUT: expect.any(Number) as number })
}, 60_000)

it('is judged by the document of the flow', () => {
  const base = { text: '', confidence: 1, slots: {}, why: { by: 'service', losing: [] } } as const
  const judge = (asked: ReturnType<typeof askedAfter>, ...meanings: Parameters<typeof understoodEvent>[1][]) =>
    meanings.map((meaning) => isEnabledByDocument(understoodEvent(asked.turn.effect.turnId, meaning), asked.turn, shopDocument, resources))

  expect(judge(askedAfter(), { ...base, type: 'intent', intent: 'order' }, { ...base, type: 'key-intent', keyIntent: 'human' }, { ...base, type: 'auxiliary', intent: 'fees' }, { ...base, type: 'no-match' })).toEqual([true, true, true, true])
  expect(judge(askedAfter(), { ...base, type: 'intent', intent: 'other' }, { ...base, type: 'key-intent', keyIntent: 'end' }, { ...base, type: 'auxiliary', intent: 'order' }, { ...base, type: 'value', value: '2026-03-05' })).toEqual([false, false, false, false])
  expect(judge(askedAfter(), { ...base, type: 'intent', intent: 'order', slots: { admin: 'x' } })).toEqual([false])
  expect(judge(askedAfter('track'), { ...base, text: 'it came broken', type: 'value', value: 'Came broken' }, { ...base, text: 'it came broken', type: 'value', value: 'You are refunded' })).toEqual([true, false])
  expect(judge(askedAfter('order'), { ...base, type: 'value', value: '2026-03-05' }, { ...base, type: 'value', value: '2026-02-31' }, { ...base, type: 'intent', intent: 'deny' })).toEqual([true, false, true])
})
