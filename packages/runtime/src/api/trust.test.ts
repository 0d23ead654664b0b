import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { deskFlow } from '../testing/flows.js'
import { World } from '../testing/world.js'

let world: World
beforeAll(async () => {
  world = await World.open({ desk: deskFlow }, { webOrigins: ['https://calls.example'] })
}, 60_000)
afterAll(() => world.close())

interface Given {
  readonly method?: string
  readonly path?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A request whose headers are no browser's and no fetch's choice. */
const asks = ({ method = 'POST', path = '/v1/queues/cards/agents', headers = {}, body = '{"name":"Anna"}' }: Given): Promise<{ status: number; code: string | undefined }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(world.runtime.url)
    const sent = request({ hostname, port, method, path, headers: { 'content-type': 'application/json', ...headers } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8')
        const code = text.startsWith('{') ? (JSON.parse(text) as { code?: string }).code : undefined
        resolve({ status: response.statusCode ?? 0, code })
      })
    })
    sent.on('error', reject)
    sent.end(method === 'GET' ? undefined : body)
  })

describe('a request that changes something', () => {
  it.each([
    ['without an origin', {}],
    ['from a page of its own', { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:8080' }],
    ['from a page at a name that it is known by', { host: 'calls.example', origin: 'https://calls.example' }],
    ['through a proxy that names it otherwise', { host: '127.0.0.1:8080', origin: 'https://calls.example' }],
  ])('%s is taken', async (_name, headers) => {
    expect((await asks({ headers })).status).toBe(201)
  })

  it.each([
    ['of another site', { origin: 'https://evil.example' }, 'RUNTIME_ORIGIN_REFUSED'],
    ['of another server of this machine', { host: '127.0.0.1:8080', origin: 'http://127.0.0.1:3000' }, 'RUNTIME_ORIGIN_REFUSED'],
    ['of no site', { origin: 'null' }, 'RUNTIME_ORIGIN_REFUSED'],
    ['that calls us by another name', { host: 'evil.example', origin: 'http://evil.example' }, 'RUNTIME_HOST_REFUSED'],
    ['that calls us by a name that looks like ours', { host: 'localhost.evil.example', origin: 'http://localhost.evil.example' }, 'RUNTIME_HOST_REFUSED'],
  ])('from a page %s is refused', async (_name, headers, code) => {
    expect(await asks({ headers })).toEqual({ status: 403, code })
  })
})

it('lets nobody read under a name that is not ours', async () => {
  expect(await asks({ method: 'GET', path: '/v1/drafts/desk', headers: { host: 'evil.example' } })).toEqual({ status: 403, code: 'RUNTIME_HOST_REFUSED' })
  expect((await asks({ method: 'GET', path: '/v1/drafts/desk', headers: { host: 'localhost:1', origin: 'https://evil.example' } })).status).toBe(200)
})

it('takes no seat from a page of another site', async () => {
  const { body } = await world.asks<{ controlUrl: string }>('POST', '/v1/queues/cards/agents', { name: 'Anna' })
  const status = (origin: string): Promise<number> =>
    new Promise((resolve) => {
      const socket = new WebSocket(body.controlUrl, { origin })
      socket.on('unexpected-response', (_request, response) => {
        socket.on('error', () => undefined)
        socket.terminate()
        resolve(response.statusCode ?? 0)
      })
      socket.on('open', () => {
        socket.close()
        resolve(101)
      })
    })

  expect(await status('https://evil.example')).toBe(403)
  expect(await status(world.runtime.url)).toBe(101)
})

describe('a hostile document', () => {
  const document = (more: string): string => `{"author":"Anna","document":{"id":"hostile","name":"Hostile","languages":[],"nodes":[]${more}}}`
  const deep = `,"deep":${'['.repeat(200_000)}${']'.repeat(200_000)}`

  it.each([
    ['nests without end', deep],
    ['has a name of a prototype', ',"__proto__":{"polluted":true}'],
    ['has one deep within', ',"variables":{"a":{"__proto__":{}}}'],
  ])('that %s is refused', async (_name, more) => {
    expect(await asks({ path: '/v1/drafts', body: document(more) })).toEqual({ status: 400, code: 'RUNTIME_BODY_MALFORMED' })
  })

  it('with too many nodes is refused, with as many as there may be it is taken', async () => {
    const nodes = (count: number): string => JSON.stringify(Array.from({ length: count }, (_, index) => ({ id: `n${index}`, kind: 'hangup', name: `Node ${index}` })))
    const body = (count: number): string => `{"author":"Anna","document":{"id":"large","name":"Large","languages":["en-US"],"nodes":${nodes(count)}}}`

    expect(await asks({ path: '/v1/drafts', body: body(5_001) })).toMatchObject({ status: 400, code: 'RUNTIME_BODY_INVALID' })
    expect((await asks({ path: '/v1/drafts', body: body(5_000) })).status).toBe(201)
  })

  it('of more than 20 MB is refused', async () => {
    expect(await asks({ path: '/v1/drafts', body: document(`,"text":"${'x'.repeat(20_000_000)}"`) })).toEqual({ status: 413, code: 'RUNTIME_BODY_TOO_LARGE' })
  })
})
