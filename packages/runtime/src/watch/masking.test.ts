import { traceIdOf, type FinishedSpan } from '@callchart/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cardFlow } from '../testing/card-flow.js'
import { ScriptedService } from '../testing/scripted-service.js'
import { World } from '../testing/world.js'

const payFlow = cardFlow('pay', { customer: { type: 'string', sensitive: true }, card: { type: 'string', sensitive: true }, said: { type: 'string', sensitive: true } })

const spans: FinishedSpan[] = []
let world: World
let service: ScriptedService
beforeAll(async () => {
  service = await ScriptedService.open()
  world = await World.open({ pay: payFlow }, { endpoints: { service: service.url }, tracedEndpoints: ['service'], tracing: { sampleRatio: 1, record: (span) => void spans.push(span) } })
}, 60_000)
afterAll(async () => {
  await world.close()
  await service.close()
})

const digits = (count: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((each) => each.join(''))
const word = fc.array(fc.constantFrom(...'bdfghjklmnpqrstvwxz'), { minLength: 9, maxLength: 12 }).map((each) => each.join(''))
const planted = fc.record({ card: digits(16), ani: digits(9).map((rest) => `+1${rest}`), dnis: digits(9).map((rest) => `+4${rest}`), customer: word, words: fc.tuple(word, word).map((each) => `q${each.join(' q')}`) })
type Planted = typeof planted extends fc.Arbitrary<infer Value> ? Value : never

/** Which of the secrets stand in a text; their names, for a failure must not print them. */
const found = (text: string, secrets: Partial<Planted>): string[] => Object.entries(secrets).flatMap(([name, secret]) => (text.includes(secret) ? [name] : []))

async function call({ card, ani, dnis, customer, words }: Planted): Promise<string> {
  const { callId, bridge } = await world.calls({ flow: 'pay', ani, dnis, variables: { customer } })
  const question = await bridge.plays()
  await bridge.hears(question, words)
  const { turnId } = await bridge.plays()
  for (const digit of card) bridge.report({ type: 'digit.pressed', turnId, digit })
  await bridge.fact({ type: 'digits', turnId, digits: card, endedBy: 'max-count' })
  ;(await service.asked()).answer({ error: `card ${card} of ${customer}` }, 500)
  await bridge.plays()
  await bridge.hangsUp()
  await world.logged.take((line) => line.msg === 'call ended' && line.callId === callId)
  return callId
}

const shown = async (path: string): Promise<string> => (await fetch(`${world.runtime.url}${path}`)).text()

/** Whatever an API client gets wrong with secrets in its hands. */
async function problems({ card, ani, dnis, customer }: Planted): Promise<string[]> {
  const asked = [
    ['/v1/calls', JSON.stringify({ flow: 'pay', ani, variables: { customer, unheard: card } })],
    ['/v1/calls', JSON.stringify({ flow: 'nowhere', ani, variables: { customer, card } })],
    ['/v1/calls', JSON.stringify({ flow: 'pay', ani: { number: ani }, variables: [card] })],
    ['/v1/calls', `{"flow": "pay", "variables": {"card": "${card}", "customer": ${customer}`],
    ['/v1/dials', JSON.stringify({ switch: 'none', to: ani, from: dnis, flow: 'pay', variables: { card, customer } })],
  ] as const
  return Promise.all(asked.map(async ([path, body]) => (await fetch(`${world.runtime.url}${path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).text()))
}

describe('what nobody may read of a call', () => {
  it('stands in no log, no label, no span, no view and no problem, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(planted, async (secrets) => {
        const { card, customer } = secrets

        const callId = await call(secrets)
        const refused = await problems(secrets)

        expect(found(JSON.stringify(world.allLogged), secrets), 'log').toEqual([])
        expect(found(await shown('/metrics'), secrets), 'metrics').toEqual([])
        expect(spans.filter(({ traceId }) => traceId === traceIdOf(callId)).length).toBeGreaterThan(5)
        expect(found(JSON.stringify(spans), secrets), 'spans').toEqual([])
        for (const path of [`/v1/calls/${callId}`, `/v1/calls/${callId}/steps`, '/v1/calls']) expect(found(await shown(path), { card, customer }), path).toEqual([])
        for (const [index, problem] of refused.entries()) expect(found(problem, { card, customer }), `problem ${index}`).toEqual([])
      }),
      { numRuns: 6, endOnFailure: true },
    )
  }, 60_000)
})

describe('a log that may tell what was said', () => {
  it('tells it, but for what is sensitive', async () => {
    const lines: string[] = []
    const { pino } = await import('pino')
    const runtime = await world.starts({ endpoints: { service: service.url }, logsPersonal: true, logger: pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) }) })
    const { bridge } = await world.calls({ flow: 'pay', ani: '+15550001', variables: { customer: 'Ottokar' } }, runtime)
    await bridge.hears(await bridge.plays(), 'a question about my bill')
    const { turnId } = await bridge.plays()
    await bridge.fact({ type: 'digits', turnId, digits: '4000123412341234', endedBy: 'max-count' })
    ;(await service.asked()).answer({})
    await bridge.plays()
    await bridge.hangsUp()
    await bridge.ended
    await runtime.close()

    const log = lines.join('')
    expect(log).toContain('"text":"a question about my bill"')
    expect(log).toContain('"ani":"+15550001"')
    expect(log).not.toMatch(/4000123412341234|Ottokar/)
  })
})

describe('every line of a call', () => {
  it('says where the call stands', async () => {
    const { callId, bridge } = await world.calls({ flow: 'pay', variables: { customer: 'Ada' } })
    const question = await bridge.plays()
    await bridge.fact({ type: 'no-input', turnId: question.turnId })
    await bridge.plays()
    await bridge.hangsUp()
    await bridge.ended

    const lines = world.allLogged.filter((line) => line.callId === callId)

    expect(lines.length).toBeGreaterThan(5)
    for (const line of lines) expect(line).toMatchObject({ flowId: 'pay', version: expect.stringMatching(/^[0-9a-f]{12}$/) as string, step: expect.any(Number) as number })
    expect(lines.find(({ msg, outcome }) => msg === 'turn over' && outcome === 'no-input')).toMatchObject({ turnId: question.turnId, totalMs: expect.any(Number) as number })
    expect(new Set(lines.filter(({ msg }) => msg === 'step').map(({ step }) => step)).size).toBeGreaterThan(2)
  })
})
