import { readWav } from '@callchart/protocol'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { BridgeRig } from '../testing/bridge-rig.js'

const origin = 'http://127.0.0.1:8080'
let rig: BridgeRig

beforeEach(async () => {
  rig = await BridgeRig.start({ webOrigins: [origin] })
})
afterEach(() => rig.stop())

const asks = (body: unknown, headers: Record<string, string> = { origin }, method = 'POST') =>
  fetch(`${rig.bridge.url.replace('ws:', 'http:')}/v1/preview`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(method === 'POST' && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })

it('speaks a prompt as calls hear it, once for all who ask', async () => {
  const response = await asks({ language: 'en-US', text: 'ab', voice: 'x' })

  expect([response.status, response.headers.get('access-control-allow-origin'), response.headers.get('content-type')]).toEqual([200, origin, 'audio/wav'])
  expect(readWav(new Uint8Array(await response.arrayBuffer()))).toMatchObject({ sampleRateHz: 8_000, audio: { length: 3_200 } })
  await asks({ language: 'en-US', text: 'ab', voice: 'x' })
  expect(rig.synthesiser.spoken).toEqual(['ab'])
})

it('answers the question that a browser asks first', async () => {
  const response = await asks('', { origin, 'access-control-request-method': 'POST' }, 'OPTIONS')

  expect([response.status, response.headers.get('access-control-allow-methods'), response.headers.get('access-control-allow-headers')]).toEqual([204, 'POST', 'content-type'])
})

it.each<[string, Record<string, string>]>([
  ['another origin', { origin: 'https://evil.example' }],
  ['none', {}],
])('refuses a page of %s', async (_, headers) => {
  const response = await asks({ language: 'en-US', text: 'ab' }, headers)

  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([403, null])
  expect(await response.json()).toMatchObject({ code: 'MEDIA_ORIGIN_REFUSED' })
  expect(rig.synthesiser.spoken).toEqual([])
})

it.each<[string, unknown]>([
  ['no JSON', '{'],
  ['nothing to say', { language: 'en-US', text: ' ' }],
  ['no language', { text: 'ab' }],
  ['a text that is too long', { language: 'en-US', text: 'x'.repeat(5_001) }],
  ['a field that nobody knows', { language: 'en-US', text: 'ab', shell: 'rm' }],
  ['more than one prompt can be', { language: 'en-US', text: 'x'.repeat(70_000) }],
])('refuses %s', async (_, body) => {
  const response = await asks(body)

  expect(response.status).toBe(400)
  expect(await response.json()).toMatchObject({ code: 'MEDIA_PREVIEW_INVALID' })
})

it('says when no engine can speak it', async () => {
  const response = await asks({ language: 'en-US', text: 'a!' })

  expect(response.status).toBe(502)
  expect(await response.json()).toMatchObject({ code: 'MEDIA_SYNTHESIS_FAILED' })
})

it('speaks so many in a short time, and more after a while', async () => {
  const statuses: number[] = []
  for (let count = 0; count < 42; count += 1) statuses.push((await asks({ language: 'en-US', text: 'a' })).status)
  expect(statuses.filter((status) => status === 429)).toHaveLength(2)

  rig.ticker.advance(2_000)
  expect((await asks({ language: 'en-US', text: 'a' })).status).toBe(200)
})

it('is not there for a bridge that names no origin', async () => {
  await rig.stop()
  rig = await BridgeRig.start()

  expect((await asks({ language: 'en-US', text: 'a' })).status).toBe(404)
})
