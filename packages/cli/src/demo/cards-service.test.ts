import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCardsService, type RunningDemo } from './cards-service.js'

describe('the cards service', () => {
  let demo: RunningDemo
  beforeAll(async () => {
    demo = await startCardsService()
  })
  afterAll(() => demo.close())
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
