import type { NumberList, TestNumberResponse } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { World, type Answer } from '../testing/world.js'

const flowNamed = (id: string, dnis: readonly string[] = []) => ({
  schemaVersion: 1, id, name: id, languages: ['en-US'], dnis,
  nodes: [
    { id: 'begin', kind: 'start', name: 'Begin', next: 'bye' },
    { id: 'bye', kind: 'hangup', name: 'Bye', prompt: { 'en-US': ['Goodbye.'] } },
  ],
})

let world: World
beforeAll(async () => {
  world = await World.open({ claims: flowNamed('claims', ['100']), other: flowNamed('other') }, {})
}, 60_000)
afterAll(() => world.close())

interface Refusal {
  readonly code: string
}
const asks = <Body>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<Answer<Body>> => world.asks(method, path, body)
const whoAnswers = async (dnis: string): Promise<TestNumberResponse> => (await asks<TestNumberResponse>('POST', '/v1/numbers/test', { dnis })).body
const overrides = (number: string, override: object | null) => asks<Refusal | undefined>('PUT', `/v1/numbers/overrides/${number}`, { author: 'Anna', override })
const places = (dnis: string) => asks<{ readonly flow: string; readonly callId: string; readonly code: string }>('POST', '/v1/calls', { dnis })

describe('a route', () => {
  it('answers from the next call on, until it is removed', async () => {
    expect(await whoAnswers('200')).toEqual({ answer: { type: 'nobody' }, by: 'nothing' })

    const { status, body } = await asks<{ readonly routeId: string }>('POST', '/v1/numbers/routes', { author: 'Anna', route: { kind: 'prefix', value: '2', flow: 'other', note: 'branch' } })

    expect(status).toBe(201)
    expect(await whoAnswers('200')).toEqual({ answer: { type: 'flow', flow: 'other' }, by: 'route', routeId: body.routeId })
    expect((await places('200')).body.flow).toBe('other')
    expect((await asks<NumberList>('GET', '/v1/numbers')).body).toMatchObject({
      routes: [{ routeId: body.routeId, value: '2', author: 'Anna', isLive: true, note: 'branch' }],
      claimed: [{ number: '100', flow: 'claims' }],
    })
    expect((await asks('DELETE', `/v1/numbers/routes/${body.routeId}`)).status).toBe(204)
    expect((await places('200')).body.code).toBe('RUNTIME_FLOW_UNKNOWN')
  })

  it('is refused where its value says no numbers', async () => {
    const { status, body } = await asks<Refusal>('POST', '/v1/numbers/routes', { author: 'Anna', route: { kind: 'range', value: '9..1', flow: 'other' } })

    expect({ status, code: body.code }).toEqual({ status: 422, code: 'RUNTIME_NUMBER_ROUTE_INVALID' })
    expect((await asks<Refusal>('PUT', '/v1/numbers/routes/none', { author: 'Anna', route: { kind: 'exact', value: '9', flow: 'other' } })).body.code).toBe('RUNTIME_NUMBER_ROUTE_UNKNOWN')
  })
})

describe('an override', () => {
  it('closes a number at once: its calls hear why and end, with a record like any other', async () => {
    expect((await overrides('100', { type: 'closed', announcement: { language: 'en-US', text: 'We are closed {{ today }}.' } })).status).toBe(204)

    const { status, body } = await places('100')

    expect(status).toBe(201)
    expect(body.flow).toBe('number-override')
    expect((await asks<{ readonly callId: string }>('GET', `/v1/calls/${body.callId}`)).status).toBe(200)
    expect((await asks<NumberList>('GET', '/v1/numbers')).body.numbers).toMatchObject([{ number: '100', overriddenBy: 'Anna', override: { type: 'closed' } }])
  })

  it('refuses where there is nothing to be heard', async () => {
    await overrides('100', { type: 'closed' })

    expect(await places('100')).toMatchObject({ status: 409, body: { code: 'RUNTIME_NUMBER_CLOSED' } })
  })

  it('sends callers straight to a human', async () => {
    await overrides('100', { type: 'transfer', target: { type: 'extension', extension: '2001' } })

    expect((await places('100')).body.flow).toBe('number-override')
    expect((await whoAnswers('100')).by).toBe('override')
  })

  it('holds for every runtime, those that begin later too, until it is ended', async () => {
    await overrides('100', { type: 'closed' })
    const later = await world.starts()
    const answerOf = async (): Promise<string> => {
      const { body } = await world.asks<{ readonly code?: string; readonly flow?: string }>('POST', '/v1/calls', { dnis: '100' }, later)
      return body.code ?? body.flow ?? ''
    }
    expect(await answerOf()).toBe('RUNTIME_NUMBER_CLOSED')

    await overrides('100', null)

    expect((await places('100')).body.flow).toBe('claims')
    await world.until(async () => (await answerOf()) === 'claims')
    await later.close()
  })
})

describe('a number of ours', () => {
  it('is listed with its name, and the business answers what nobody else does', async () => {
    await asks('PUT', '/v1/numbers/own/+862112345678', { author: 'Bo', name: 'Head office', isOwn: true })
    await asks('PUT', '/v1/numbers/default-flow', { author: 'Bo', flow: 'other' })

    expect((await asks<NumberList>('GET', '/v1/numbers')).body).toMatchObject({ defaultFlow: { flow: 'other', isLive: true, author: 'Bo' } })
    expect((await asks<NumberList>('GET', '/v1/numbers')).body.numbers).toContainEqual(expect.objectContaining({ number: '+862112345678', name: 'Head office', isOwn: true, author: 'Bo' }))
    expect(await whoAnswers('999')).toEqual({ answer: { type: 'flow', flow: 'other' }, by: 'default' })
    expect((await asks('DELETE', '/v1/numbers/own/+862112345678')).status).toBe(204)
    expect((await asks<Refusal>('DELETE', '/v1/numbers/own/777')).body.code).toBe('RUNTIME_NUMBER_UNKNOWN')
  })
})
