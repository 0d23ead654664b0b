import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { problemViewSchema, type CallSummary } from '@callchart/protocol'
import { AnnouncedBridge } from '../testing/announced-bridge.js'
import { deskFlow } from '../testing/flows.js'
import { World } from '../testing/world.js'

let world: World
beforeAll(async () => {
  world = await World.open({ desk: deskFlow, bad: { ...deskFlow, id: 'bad', dnis: [], nodes: [] } })
}, 60_000)
afterAll(() => world.close())

interface Problem {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly errors?: readonly { path: string }[]
}

/** A request with exactly these bytes. */
async function raw(
  method: string,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; type: string | null; body: Problem }> {
  const response = await fetch(`${world.runtime.url}${path}`, { method, body, headers })
  return { status: response.status, type: response.headers.get('content-type'), body: (await response.json()) as Problem }
}

const json = { 'content-type': 'application/json' }

describe('a request that is wrong', () => {
  it.each([
    ['malformed JSON', '{"flow":', json, 400, 'RUNTIME_BODY_MALFORMED'],
    ['a JSON text that is no object', '"desk"', json, 400, 'RUNTIME_BODY_MALFORMED'],
    ['an unknown field', '{"flow":"desk","colour":"red"}', json, 400, 'RUNTIME_BODY_INVALID'],
    ['a field of a wrong type', '{"flow":7}', json, 400, 'RUNTIME_BODY_INVALID'],
    [
      'a variable that is too long',
      JSON.stringify({ flow: 'desk', variables: { a: 'x'.repeat(1_001) } }),
      json,
      400,
      'RUNTIME_BODY_INVALID',
    ],
    [
      'too many variables',
      JSON.stringify({ flow: 'desk', variables: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`v${i}`, 1])) }),
      json,
      400,
      'RUNTIME_BODY_INVALID',
    ],
    ['a body over the cap', JSON.stringify({ flow: 'desk', ani: 'x'.repeat(110_000) }), json, 413, 'RUNTIME_BODY_TOO_LARGE'],
    ['a body of another type', 'flow=desk', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'RUNTIME_MEDIA_TYPE_UNSUPPORTED'],
    ['a body without a type', '{"flow":"desk"}', { 'content-type': '' }, 415, 'RUNTIME_MEDIA_TYPE_UNSUPPORTED'],
    ['an unknown flow', '{"flow":"missing"}', json, 404, 'RUNTIME_FLOW_UNKNOWN'],
    ['a flow that was never good', '{"flow":"bad"}', json, 404, 'RUNTIME_FLOW_UNKNOWN'],
    ['a number that no flow answers', '{"dnis":"+1999"}', json, 404, 'RUNTIME_FLOW_UNKNOWN'],
    ['neither flow nor number', '{}', json, 404, 'RUNTIME_FLOW_UNKNOWN'],
  ])('with %s is answered with a problem document', async (_name, body, headers, status, code) => {
    const answer = await raw('POST', '/v1/calls', body, headers)

    expect(answer).toMatchObject({ status, type: expect.stringContaining('application/problem+json') as string, body: { status, code } })
    expect(answer.body.detail.length).toBeGreaterThan(10)
  })

  it('says where it is wrong', async () => {
    const { body } = await world.asks<Problem>('POST', '/v1/calls', { flow: 'desk', direction: 'sideways' })

    expect(body.errors).toEqual([expect.objectContaining({ path: 'direction' })])
  })

  it.each([
    ['GET', '/v1/nothing', 404, 'RUNTIME_ROUTE_UNKNOWN'],
    ['GET', '/v1/calls/%zz', 404, 'RUNTIME_ROUTE_UNKNOWN'],
    ['GET', '/v1/calls/unknown', 404, 'RUNTIME_CALL_UNKNOWN'],
    ['POST', '/v1/calls/unknown/hangup', 404, 'RUNTIME_CALL_UNKNOWN'],
    ['DELETE', '/v1/calls', 405, 'RUNTIME_METHOD_NOT_ALLOWED'],
    ['GET', '/v1/calls?limit=0', 400, 'RUNTIME_BODY_INVALID'],
    ['GET', '/v1/calls?colour=red', 400, 'RUNTIME_BODY_INVALID'],
  ])('%s %s is answered with %i %s', async (method, path, status, code) => {
    expect(await world.asks(method, path)).toMatchObject({ status, body: { code } })
  })

  it('for a queue with an impossible name is refused', async () => {
    expect(await world.asks('POST', '/v1/queues/a%20b/agents', { name: 'Anna' })).toMatchObject({
      status: 400,
      body: { code: 'RUNTIME_BODY_INVALID' },
    })
    expect(await world.asks('POST', '/v1/queues/cards/agents', { name: '' })).toMatchObject({ status: 400 })
  })

  it('that stops half way harms nobody', async () => {
    const { hostname, port } = new URL(world.runtime.url)
    const half = request({ hostname, port, method: 'POST', path: '/v1/calls', headers: { ...json, 'content-length': '100' } })
    const gone = new Promise((resolve) => half.on('error', resolve))
    half.write('{"flow":')
    half.destroy()
    await gone

    expect((await world.asks('GET', '/healthz')).body).toEqual({ status: 'ok' })
  })
})

describe('calls', () => {
  it('are created with a media address, a version and an expiry', async () => {
    const created = await world.creates({ dnis: '+15550001', direction: 'outbound', variables: { code: 'x' } })

    expect(created).toMatchObject({
      flow: 'desk',
      mediaUrl: expect.stringMatching(/^ws:\/\/media\.test\/media\?token=[\w-]{43}$/) as string,
    })
    expect(created.version).toMatch(/^[0-9a-f]{64}$/)
    expect(Number.isNaN(Date.parse(created.expiresAt))).toBe(false)
    expect(await world.view(created.callId)).toMatchObject({
      direction: 'outbound',
      dnis: '+15550001',
      status: 'waiting',
      cdr: [{ legId: 'caller', talkSeconds: 0 }],
    })
  })

  it('are listed the latest first, by status and flow, page by page', async () => {
    const made: string[] = []
    for (let index = 0; index < 5; index += 1) {
      world.clock.advance(10)
      made.unshift((await world.creates({ flow: 'desk' })).callId)
    }

    const pages: string[] = []
    let cursor: string | undefined
    for (let page = 0; page < 3; page += 1) {
      const query = `?limit=2&flow=desk&status=waiting${cursor === undefined ? '' : `&cursor=${cursor}`}`
      const { body } = await world.asks<{ calls: CallSummary[]; nextCursor?: string }>('GET', `/v1/calls${query}`)
      pages.push(...body.calls.map(({ callId }) => callId))
      cursor = body.nextCursor
    }

    expect(pages.slice(0, 5)).toEqual(made)
    expect((await world.asks<{ calls: unknown[] }>('GET', '/v1/calls?flow=other')).body.calls).toEqual([])
    expect((await world.asks('GET', '/v1/calls?cursor=rubbish')).status).toBe(200)
  })

  it('are refused while nobody knows where the media bridge is', async () => {
    const early = await world.starts({ mediaUrl: '' })
    const bridge = new AnnouncedBridge(early.controlAddress, { mediaUrl: 'ws://late.test' })

    expect(await world.asks('POST', '/v1/calls', { flow: 'desk' }, early)).toMatchObject({
      status: 503,
      body: { code: 'RUNTIME_MEDIA_URL_UNKNOWN' },
    })
    expect((await world.asks('GET', '/readyz', undefined, early)).status).toBe(503)
    await bridge.announces()
    expect((await world.asks<{ mediaUrl: string }>('POST', '/v1/calls', { flow: 'desk' }, early)).body.mediaUrl).toContain(
      'ws://late.test/media',
    )
    expect((await world.asks('GET', '/readyz', undefined, early)).status).toBe(200)
    bridge.close()
    await early.close()
  })
})

describe('the runtime', () => {
  it('lists flows with versions and problems', async () => {
    const { body } = await world.asks<{ flows: { flow: string; version?: string; problems: unknown[] }[] }>('GET', '/v1/flows')

    expect(body.flows.find(({ flow }) => flow === 'desk')).toMatchObject({
      problems: [{ code: 'FLOW_HUMAN_UNREACHABLE', severity: 'warning', nodeId: 'code' }], languages: ['en-US'], dnis: ['+15550001'],
    })
    expect(body.flows.find(({ flow }) => flow !== 'desk')?.version).toBeUndefined()
    const bad = body.flows.find(({ flow }) => flow !== 'desk')
    expect(bad?.problems.map((problem) => problemViewSchema.parse(problem).zh.wayOut)).toContainEqual(expect.stringMatching(/^请/))
  })

  it('is described by OpenAPI made from the schemas that it checks with', async () => {
    interface Operation {
      readonly requestBody?: { content: Record<string, { schema: { additionalProperties: boolean } }> }
      readonly parameters?: { name: string; in: string }[]
    }
    const { body } = await world.asks<{ openapi: string; paths: Record<string, Record<string, Operation>> }>('GET', '/openapi.json')

    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/v1/calls',
        '/v1/calls/{callId}',
        '/v1/calls/{callId}/hangup',
        '/v1/flows',
        '/v1/queues/{queue}/agents',
        '/healthz',
      ]),
    )
    expect(body.paths['/v1/calls']?.post?.requestBody?.content['application/json']?.schema.additionalProperties).toBe(false)
    expect(body.paths['/v1/calls']?.get?.parameters?.map(({ name }) => name)).toEqual(['status', 'flow', 'version', 'from', 'to', 'direction', 'disposition', 'tag', 'number', 'node', 'left', 'minSeconds', 'limit', 'cursor'])
    expect(body.paths['/v1/calls/{callId}']?.get?.parameters).toEqual([expect.objectContaining({ name: 'callId', in: 'path' })])
  })

  it('tells its metrics', async () => {
    const text = await (await fetch(`${world.runtime.url}/metrics`)).text()

    for (const name of [
      'calls_started_total{flow="desk"}',
      'calls_active',
      'calls_ended_total',
      'turns_total',
      'journal_append_seconds',
      'requests_total',
      'queue_length',
    ]) {
      expect(text).toContain(`callchart_${name}`)
    }
  })

  it('sends the headers that keep a browser safe', async () => {
    const { headers } = await fetch(`${world.runtime.url}/healthz`)

    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-powered-by')).toBeNull()
  })

  it('says which port is taken, and leaves nothing behind', async () => {
    const port = Number(new URL(world.runtime.url).port)
    const controlPort = Number(world.runtime.controlAddress.split(':')[1])

    await expect(world.starts({ port })).rejects.toMatchObject({ code: 'RUNTIME_PORT_IN_USE', fields: { port } })
    await expect(world.starts({ controlPort })).rejects.toMatchObject({ code: 'RUNTIME_PORT_IN_USE', fields: { port: controlPort } })
  })

  it('says that the database is not there', async () => {
    await expect(world.starts({ databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({
      code: 'RUNTIME_STORE_UNAVAILABLE',
    })
  })
})
