import type { Interpretation } from '@callchart/protocol'
import { pino } from 'pino'
import { beforeEach, describe, expect, it } from 'vitest'
import { utteranceOf } from '../bench/fenced-llm/walked-call.js'
import { RuntimeError } from '../errors.js'
import { ManualClock } from '../testing/manual-clock.js'
import { askedAfter } from '../testing/questions.js'
import { defaultGuard, guardUnderstander } from '../understanding/guarded.js'
import type { UnderstandingContext } from '../understanding/understander.js'
import { createPondering, type Pondering } from './pondering.js'
import { understand, type UnderstandingParts } from './understand.js'

const served = (intent: string): Interpretation => ({ type: 'intent', intent, text: 'x', confidence: 0.9, slots: {}, why: { by: 'service', service: 'chat', losing: [] } })

let clock: ManualClock
let asked: UnderstandingContext[]
let answer: () => Promise<Interpretation>
let pondering: Pondering
let sureFrom: number
let parts: UnderstandingParts
beforeEach(() => {
  clock = new ManualClock(Date.UTC(2026, 2, 4, 17))
  asked = []
  pondering = createPondering()
  sureFrom = defaultGuard.sureFrom
  const inner = {
    name: 'chat' as const,
    understand: (_heard: unknown, _expect: unknown, context: UnderstandingContext) => {
      asked.push(context)
      return answer()
    },
  }
  parts = { services: { serviceFor: () => guardUnderstander(inner, { ...defaultGuard, sureFrom }, clock), close: () => undefined }, clock, timeZone: 'UTC', pondering, log: pino({ level: 'silent' }) }
})

const says = (text: string, { call, turn } = askedAfter()) => understand(utteranceOf(turn, text), turn, call.state, parts)

describe('with an outside service, an utterance', () => {
  it('is what the service says', async () => {
    answer = () => Promise.resolve(served('track'))

    expect(await says('order a pizza')).toEqual(served('track'))
    expect(asked[0]).toMatchObject({ flow: 'shop', language: 'en-US', question: 'What would you like?' })
  })

  it('that asks for a person is understood here, whatever the service would say', async () => {
    answer = () => Promise.reject(new Error('nobody asks'))

    expect(await says('I want to speak to a human')).toMatchObject({ type: 'key-intent', keyIntent: 'human', why: { by: 'built-in' } })
    expect(asked).toEqual([])
  })

  it('of which the embedded interpreter is sure enough is understood here', async () => {
    answer = () => Promise.resolve(served('track'))
    sureFrom = 0.9

    expect(await says('order a pizza')).toMatchObject({ type: 'intent', intent: 'order', why: { by: 'phrase' } })
    expect(await says('something with cheese')).toEqual(served('track'))
    expect(asked).toHaveLength(1)
  })

  it('that is sensitive, or empty, never leaves the system', async () => {
    answer = () => Promise.reject(new Error('nobody asks'))
    const pin = askedAfter('refuse')

    expect(await says('four three two one', pin)).toMatchObject({ type: 'value', value: '4321' })
    expect(await says('')).toMatchObject({ type: 'no-match' })
    expect(asked).toEqual([])
  })

  it.each([
    ['refuses', () => Promise.reject(new RuntimeError('RUNTIME_SERVICE_STATUS', 'No.')), 'RUNTIME_SERVICE_STATUS'],
    ['breaks', () => Promise.reject(new TypeError('oops')), 'RUNTIME_INTERNAL'],
    ['throws', () => { throw new TypeError('oops') }, 'RUNTIME_INTERNAL'],
  ])('is understood here when the service %s, and says so', async (_what, conduct, cause) => {
    answer = conduct

    expect(await says('order a pizza')).toMatchObject({ type: 'intent', intent: 'order', why: { by: 'phrase', fellBack: { from: 'chat', cause } } })
  })

  it('is understood here at the deadline', async () => {
    answer = () => new Promise(() => undefined)
    const understood = says('order a pizza')
    clock.advance(1_500)

    expect(await understood).toMatchObject({ intent: 'order', why: { fellBack: { from: 'chat', cause: 'RUNTIME_SERVICE_TIMEOUT' } } })
  })

  it('is understood here at once when something urgent comes meanwhile, or has come already', async () => {
    answer = () => new Promise(() => undefined)
    const understood = says('order a pizza')
    const begun = pondering.urge()

    expect(await understood).toMatchObject({ intent: 'order', why: { fellBack: { cause: 'RUNTIME_SERVICE_CANCELLED' } } })
    expect(await says('order a pizza')).toMatchObject({ why: { fellBack: { cause: 'RUNTIME_SERVICE_CANCELLED' } } })
    begun()
    begun()
    answer = () => Promise.resolve(served('track'))
    expect(await says('order a pizza')).toEqual(served('track'))
  })

  it('of a turn that the chart waits for no more is put to nobody', async () => {
    answer = () => Promise.reject(new Error('nobody asks'))
    const late = askedAfter()
    late.call.take({ type: 'caller.hung-up', cause: 'normal' })

    expect(await says('order a pizza', late)).toMatchObject({ type: 'intent', why: { by: 'phrase' } })
    expect(asked).toEqual([])
  })

  it('that holds a value which only our own readers find is that value', async () => {
    answer = () => Promise.resolve({ type: 'no-match', text: 'x', confidence: 0, slots: {}, why: { by: 'service', service: 'rasa', losing: [] } })

    expect(await says('tomorrow', askedAfter('order'))).toMatchObject({ type: 'value', value: '2026-03-05' })
  })

  it('counts what the call asked, in the fold of its journal', () => {
    const { call, turn } = askedAfter()
    const fellBack = (cause: string): Interpretation => ({ ...served('other'), why: { by: 'phrase', losing: [], fellBack: { from: 'chat', cause } } })
    const heard = utteranceOf(turn, 'x')
    for (const meaning of [served('other'), fellBack('RUNTIME_SERVICE_TIMEOUT'), fellBack('RUNTIME_SERVICE_RESTING'), fellBack('RUNTIME_SERVICE_TURN_LIMIT')]) call.hears(heard, meaning)

    expect(call.state.askedCount).toBe(2)
  })
})
