import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startDemoServices, type RunningDemo } from './demo-server.js'

let demo: RunningDemo
beforeAll(async () => {
  demo = await startDemoServices()
})
afterAll(() => demo.close())

interface Answered {
  readonly status: number
  readonly body: Record<string, unknown>
}

async function ask(endpoint: string, method: 'GET' | 'POST', path: string, body?: unknown, key?: string): Promise<Answered> {
  const response = await fetch(`${demo.endpoints[endpoint] ?? ''}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(key === undefined ? {} : { 'idempotency-key': key }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

const dayAfter = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

describe('the cards service', () => {
  const balance = (lastFour: string): Promise<Response> => fetch(`${demo.url}/cards/${lastFour}/balance`)
  const block = async (lastFour: string, key?: string): Promise<{ status: number; reference: unknown }> => {
    const response = await fetch(`${demo.url}/cards/${lastFour}/block`, {
      method: 'POST',
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    })
    return { status: response.status, reference: ((await response.json()) as { reference?: unknown }).reference }
  }

  it('tells the balance of a card', async () => {
    const response = await balance('4321')

    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ lastFour: '4321', balance: 1_250.4, currency: 'USD', dueDate: '2026-12-05' })
  })

  it('knows a card for any other four digits, the same every time', async () => {
    const [one, other] = await Promise.all([balance('7310'), balance('7310')])

    expect(one.status).toBe(200)
    expect(await one.json()).toEqual(await other.json())
  })

  it.each(['0000', '123', '12345', 'abcd'])('knows no card %s', async (lastFour) => {
    expect((await balance(lastFour)).status).toBe(404)
    expect((await block(lastFour)).status).toBe(404)
  })

  it('blocks a card once for one key, and again for another', async () => {
    const first = await block('4321', 'k1')

    expect(first).toEqual({ status: 200, reference: 'B-1042' })
    expect(await block('4321', 'k1')).toEqual(first)
    expect((await block('4321', 'k2')).reference).toBe('B-1043')
    expect((await block('4321')).reference).toBe('B-1044')
    expect((await block('4321')).reference).toBe('B-1045')
  })

  it('refuses a key that was used for another card', async () => {
    await block('1234', 'k3')

    expect((await block('5555', 'k3')).status).toBe(422)
  })
})

describe('the survey service', () => {
  it('takes a result once for one key', async () => {
    const result = { reference: 'R-1', score: 4, reason: '' }

    const first = await ask('survey', 'POST', '/results', result, 's1')
    const again = await ask('survey', 'POST', '/results', result, 's1')

    expect(first.status).toBe(201)
    expect(again).toEqual(first)
    expect((await ask('survey', 'GET', '/results')).body).toEqual({ results: [result] })
  })

  it.each([{ reference: 'R-2', score: 0 }, { reference: 'R-2', score: 6 }, { reference: 'R-2', score: '5' }, {}])('refuses %j', async (result) => {
    expect((await ask('survey', 'POST', '/results', result)).status).toBe(422)
  })
})

describe('the clinic', () => {
  it('tells when and with whom, and which days can be booked', async () => {
    const { status, body } = await ask('clinic', 'GET', '/appointments/1001')

    expect(status).toBe(200)
    expect(body).toMatchObject({ reference: '1001', date: dayAfter(3), time: '10:30', doctor: { zh: '王医生', en: 'Doctor Wang' }, earliest: dayAfter(1), latest: dayAfter(60) })
  })

  it.each(['0000', '12', 'abcd'])('knows no appointment %s', async (reference) => {
    expect((await ask('clinic', 'GET', `/appointments/${reference}`)).status).toBe(404)
    expect((await ask('clinic', 'POST', `/appointments/${reference}/cancel`)).status).toBe(404)
  })

  it('moves an appointment, and puts it back when it is cancelled', async () => {
    const slot = { date: dayAfter(5), time: '15:30' }

    expect((await ask('clinic', 'POST', '/appointments/1002/move', slot)).body).toEqual({ reference: '1002', ...slot })
    expect((await ask('clinic', 'GET', '/appointments/1002')).body).toMatchObject(slot)
    expect((await ask('clinic', 'POST', '/appointments/1002/cancel')).body).toEqual({ reference: '1002', state: 'cancelled' })
    expect((await ask('clinic', 'GET', '/appointments/1002')).body).toMatchObject({ time: '10:30' })
  })

  it.each(['08:59', '12:00', '18:00'])('is not free at %s', async (time) => {
    expect((await ask('clinic', 'POST', '/appointments/1003/move', { date: dayAfter(5), time })).status).toBe(409)
  })

  it('refuses what is no date and time', async () => {
    expect((await ask('clinic', 'POST', '/appointments/1003/move', { date: 'friday', time: '15:30' })).status).toBe(422)
  })

  it('confirms', async () => {
    expect((await ask('clinic', 'POST', '/appointments/1004/confirm')).body).toEqual({ reference: '1004', state: 'confirmed' })
  })
})

describe('the help desk', () => {
  it('knows the staff, and sends a link', async () => {
    expect((await ask('helpdesk', 'GET', '/employees/10001')).body).toEqual({ number: '10001', name: 'John Miller' })
    expect((await ask('helpdesk', 'POST', '/employees/10001/password-reset')).body).toEqual({ sent: true })
  })

  it.each(['00000', '1234', 'abcde'])('knows no employee %s', async (number) => {
    expect((await ask('helpdesk', 'GET', `/employees/${number}`)).status).toBe(404)
  })

  it('opens a ticket and knows the state of any', async () => {
    expect(await ask('helpdesk', 'POST', '/tickets', { employee: '10001', topic: 'a laptop' })).toEqual({ status: 201, body: { number: '4701' } })
    expect((await ask('helpdesk', 'GET', '/tickets/4701')).body).toEqual({ number: '4701', state: 'in progress' })
    expect((await ask('helpdesk', 'GET', '/tickets/0000')).status).toBe(404)
    expect((await ask('helpdesk', 'POST', '/tickets', { topic: 'a laptop' })).status).toBe(422)
  })

  it('keeps a log of calls', async () => {
    const call = { employee: '10001', topic: 'a password', resolved: true }

    expect((await ask('helpdesk', 'POST', '/calls', call)).status).toBe(201)
    expect((await ask('helpdesk', 'POST', '/calls', { ...call, resolved: 'yes' })).status).toBe(422)
    expect((await ask('helpdesk', 'GET', '/calls')).body).toEqual({ calls: [call] })
  })
})

it('has no other path, and no other method', async () => {
  for (const path of ['/nowhere', '/cards/4321/block']) expect((await ask('cards', 'GET', path)).status).toBe(404)
  for (const path of ['/results', '/other']) expect((await fetch(`${demo.endpoints.survey}${path}`, { method: 'DELETE' })).status).toBe(404)
  for (const path of ['/employees/10001', '/tickets/4701', '/calls']) expect((await fetch(`${demo.endpoints.helpdesk}${path}`, { method: 'PUT' })).status).toBe(404)
})
