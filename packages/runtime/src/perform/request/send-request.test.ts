import type { HttpRequestEffect } from '@callchart/flow'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { ManualClock } from '../../testing/manual-clock.js'
import type { RequestSettings } from './outcome.js'
import { responseCapBytes } from './response.js'
import { sendRequest } from './send-request.js'

const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body))
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

const effect = (change: Partial<HttpRequestEffect> = {}): HttpRequestEffect => ({
  type: 'request.send',
  requestId: 'r1',
  method: 'GET',
  url: 'endpoint://cards/',
  headers: {},
  auth: { type: 'none' },
  timeoutMs: 5_000,
  retryCount: 0,
  idempotent: false,
  ...change,
})

const settings = (port: number, change: Partial<RequestSettings> = {}): RequestSettings => ({
  endpoints: { cards: `http://127.0.0.1:${port}/api/` },
  secrets: { token: 's3cret' },
  allowedHosts: [],
  ...change,
})

/** Pauses between attempts last no time. */
class EagerClock extends ManualClock {
  readonly pauses: number[] = []

  override after(ms: number, run: () => void): () => void {
    if (ms >= 5_000) return super.after(ms, run)
    this.pauses.push(ms)
    return super.after(0, () => undefined) && (queueMicrotask(run), () => undefined)
  }
}

describe('a request of a flow', () => {
  it('reaches its endpoint with its body, its key and its credentials', async () => {
    const seen: { url?: string | undefined; headers?: IncomingMessage['headers']; body?: string } = {}
    const port = await serve((request, response) => {
      void textOf(request).then((body) => {
        Object.assign(seen, { url: request.url, headers: request.headers, body })
        json(response, { balance: 12.5 })
      })
    })

    const outcome = await sendRequest(
      effect({
        method: 'POST',
        url: 'endpoint://cards/cards/4321?full=yes',
        body: { digits: '4321' },
        headers: { 'X-Flow': 'a' },
        auth: { type: 'bearer', secret: 'token' },
      }),
      'call:3:0',
      settings(port),
    )

    expect(outcome).toEqual({ type: 'succeeded', status: 200, body: { balance: 12.5 } })
    expect(seen).toMatchObject({
      url: '/api/cards/4321?full=yes',
      body: '{"digits":"4321"}',
      headers: {
        'idempotency-key': 'call:3:0',
        authorization: 'Bearer s3cret',
        'content-type': 'application/json',
        'x-flow': 'a',
        'content-length': '17',
      },
    })
  })

  it('sends text as text and basic credentials', async () => {
    const port = await serve((request, response) => {
      void textOf(request).then((body) =>
        json(response, { body, type: request.headers['content-type'], credentials: request.headers.authorization }),
      )
    })

    const outcome = await sendRequest(
      effect({ method: 'PUT', body: 'hello', auth: { type: 'basic', user: 'anna', secret: 'token' } }),
      'k',
      settings(port),
    )

    expect(outcome).toMatchObject({
      body: { body: 'hello', type: 'text/plain; charset=utf-8', credentials: `Basic ${Buffer.from('anna:s3cret').toString('base64')}` },
    })
  })

  it.each([
    ['text', 'text/plain', 'open', 'open'],
    ['nothing', 'application/json', '', null],
    ['a JSON dialect', 'application/problem+json', '[1]', [1]],
  ])('reads %s', async (_name, type, text, body) => {
    const port = await serve((_request, response) => response.writeHead(200, { 'content-type': type }).end(text))

    expect(await sendRequest(effect(), 'k', settings(port))).toEqual({ type: 'succeeded', status: 200, body })
  })

  it.each<[string, RequestListener, object]>([
    ['an error status', (_request, response) => json(response, {}, 404), { cause: 'RUNTIME_REQUEST_STATUS', status: 404 }],
    [
      'a redirect, which is not followed',
      (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
      { cause: 'RUNTIME_REQUEST_REDIRECTED', status: 302 },
    ],
    [
      'broken JSON',
      (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{'),
      { cause: 'RUNTIME_RESPONSE_INVALID', status: 200 },
    ],
    [
      'a packed body',
      (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
      { cause: 'RUNTIME_RESPONSE_INVALID' },
    ],
    [
      'a body over the cap',
      (_request, response) => response.end(Buffer.alloc(responseCapBytes + 1)),
      { cause: 'RUNTIME_RESPONSE_TOO_LARGE', status: 200 },
    ],
    ['a broken connection', (request) => request.socket.destroy(), { cause: 'RUNTIME_REQUEST_UNREACHABLE' }],
  ])('fails by code on %s', async (_name, listener, failure) => {
    const port = await serve(listener)

    expect(await sendRequest(effect(), 'k', settings(port))).toMatchObject({ type: 'failed', ...failure })
  })

  it('takes a body of exactly the cap', async () => {
    const port = await serve((_request, response) => response.end(Buffer.alloc(responseCapBytes, 'a')))

    expect(await sendRequest(effect(), 'k', settings(port))).toMatchObject({ type: 'succeeded' })
  })
})

describe('attempts', () => {
  it('repeat a GET after passing failures, with longer and longer pauses and the same key', async () => {
    const keys: unknown[] = []
    const port = await serve((request, response) => {
      keys.push(request.headers['idempotency-key'])
      if (keys.length === 1) request.socket.destroy()
      else if (keys.length === 2) json(response, {}, 503)
      else json(response, 'ok')
    })
    const clock = new EagerClock()

    expect(await sendRequest(effect({ retryCount: 3 }), 'k', settings(port, { clock }))).toMatchObject({ type: 'succeeded', body: 'ok' })
    expect(keys).toEqual(['k', 'k', 'k'])
    expect(clock.pauses).toEqual([200, 400])
  })

  it('stop at the retry count', async () => {
    let count = 0
    const port = await serve((_request, response) => json(response, {}, 500 + (count++ && 3)))

    const outcome = await sendRequest(effect({ retryCount: 2 }), 'k', settings(port, { clock: new EagerClock() }))

    expect(outcome).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_STATUS', status: 503 })
    expect(count).toBe(3)
  })

  it('repeat a POST only where the receiver de-duplicates', async () => {
    let count = 0
    const port = await serve((_request, response) => json(response, {}, (count++, 503)))
    const post = effect({ method: 'POST', retryCount: 2 })

    expect(await sendRequest(post, 'k', settings(port, { clock: new EagerClock() }))).toMatchObject({ type: 'failed', status: 503 })
    expect(count).toBe(1)
    await sendRequest({ ...post, idempotent: true }, 'k', settings(port, { clock: new EagerClock() }))
    expect(count).toBe(4)
  })

  it('do not repeat what another attempt cannot mend', async () => {
    let count = 0
    const port = await serve((_request, response) => json(response, {}, (count++, 422)))

    await sendRequest(effect({ retryCount: 3 }), 'k', settings(port))

    expect(count).toBe(1)
  })

  it('repeat even a POST that never left: nobody listened', async () => {
    const clock = new EagerClock()

    const outcome = await sendRequest(effect({ method: 'POST', retryCount: 1 }), 'k', settings(1, { clock }))

    expect(outcome).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_UNREACHABLE' })
    expect(clock.pauses).toEqual([200])
  })
})

describe('an answer that does not come', () => {
  it('fails a GET at its timeout', async () => {
    const clock = new ManualClock()
    const port = await serve(() => clock.advance(5_000))

    expect(await sendRequest(effect(), 'k', settings(port, { clock }))).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_TIMEOUT' })
    expect(clock.pending).toBe(0)
  })

  it('fails at the timeout in the middle of the body too', async () => {
    const clock = new ManualClock()
    const port = await serve((_request, response) => {
      response.writeHead(200)
      response.write('half', () => clock.advance(5_000))
    })

    expect(await sendRequest(effect(), 'k', settings(port, { clock }))).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_TIMEOUT' })
  })

  it.each<[string, (request: IncomingMessage, clock: ManualClock) => void]>([
    ['times out', (_request, clock) => clock.advance(5_000)],
    ['breaks', (request) => request.socket.destroy()],
  ])('leaves the outcome of a POST unknown when it %s, and sends it once', async (_name, answer) => {
    const clock = new ManualClock()
    let count = 0
    const port = await serve((request) => {
      count += 1
      answer(request, clock)
    })

    expect(await sendRequest(effect({ method: 'POST', body: {}, retryCount: 3 }), 'k', settings(port, { clock }))).toMatchObject({
      type: 'outcome-unknown',
    })
    expect(count).toBe(1)
  })

  it('leaves the outcome of a repeated POST unknown when no attempt was answered', async () => {
    const port = await serve((request) => request.socket.destroy())

    const outcome = await sendRequest(
      effect({ method: 'POST', idempotent: true, retryCount: 2 }),
      'k',
      settings(port, { clock: new EagerClock() }),
    )

    expect(outcome).toMatchObject({ type: 'outcome-unknown' })
  })
})

describe('a flow that goes on without the answer', () => {
  it('cancels a GET as failed and a sent POST as unknown', async () => {
    for (const [method, type] of [
      ['GET', 'failed'],
      ['POST', 'outcome-unknown'],
    ] as const) {
      const cancel = new AbortController()
      const port = await serve(() => cancel.abort())

      expect(await sendRequest(effect({ method, retryCount: 2 }), 'k', settings(port), cancel.signal)).toMatchObject({ type })
    }
  })

  it('sends nothing when it is cancelled before, and no further attempt when cancelled in the pause', async () => {
    let count = 0
    const port = await serve((_request, response) => json(response, {}, (count++, 503)))
    const cancel = new AbortController()
    class CancellingClock extends ManualClock {
      override after(ms: number, run: () => void): () => void {
        if (ms === 200) queueMicrotask(() => cancel.abort())
        return super.after(ms, run)
      }
    }

    const outcome = await sendRequest(effect({ retryCount: 3 }), 'k', settings(port, { clock: new CancellingClock() }), cancel.signal)

    expect(outcome).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_CANCELLED' })
    expect(count).toBe(1)
    expect(await sendRequest(effect(), 'k', settings(port), AbortSignal.abort())).toMatchObject({ cause: 'RUNTIME_REQUEST_CANCELLED' })
    expect(count).toBe(1)
  })
})

describe('an encrypted receiver', () => {
  it('that does not speak TLS is unreachable, and nothing was sent', async () => {
    const plain = createTcpServer((socket) => socket.end('no TLS here'))
    plain.listen(0, '127.0.0.1')
    await once(plain, 'listening')
    const { port } = plain.address() as AddressInfo

    const outcome = await sendRequest(
      effect({ method: 'POST' }),
      'k',
      settings(port, { endpoints: { cards: `https://127.0.0.1:${port}` } }),
    )

    expect(outcome).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_UNREACHABLE' })
    plain.close()
  })
})
