import type { HttpRequestEffect } from '@callchart/flow'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './address.js'
import { composeContent } from './headers.js'
import type { RequestSettings } from './outcome.js'
import { sendRequest } from './send-request.js'
import { findTarget } from './target.js'

const nothing: RequestSettings = { endpoints: {}, secrets: {}, allowedHosts: [] }
const request = (change: Partial<HttpRequestEffect>): HttpRequestEffect => ({
  type: 'request.send',
  requestId: 'r1',
  method: 'GET',
  url: 'http://example.com/',
  headers: {},
  auth: { type: 'none' },
  timeoutMs: 2_000,
  retryCount: 0,
  idempotent: false,
  ...change,
})

describe('addresses', () => {
  it.each([
    '127.0.0.1',
    '127.255.0.9',
    '10.1.2.3',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '224.0.0.1',
    '198.18.0.1',
    '192.0.2.1',
    '::1',
    '::',
    'fe80::1',
    'fc00::1',
    'fd12::1',
    'ff02::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001::1',
    '2001:db8::1',
    '100::1',
    'fec0::1',
    'not an address',
    '',
  ])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  it.each(['8.8.8.8', '172.15.0.1', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1'])(
    '%s is public',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )

  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://0x7f000001/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[0:0:0:0:0:ffff:7f00:1]/',
    'https://10.0.0.1:8443/',
    'http://169.254.169.254/latest/meta-data',
    'http://127.1/',
    'http://0/',
    'http://①②⑦.0.0.1/',
  ])('%s is refused before anything is connected', async (url) => {
    expect(await sendRequest(request({ url }), 'k', nothing)).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_ADDRESS_REFUSED' })
  })
})

describe('names', () => {
  it('of private addresses are refused, however often they change', async () => {
    let reached = 0
    const server = createServer((_request, response) => response.end(String((reached += 1))))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const answers = [
      [{ address: '127.0.0.1', family: 4 }],
      [
        { address: '::1', family: 6 },
        { address: '10.0.0.1', family: 4 },
      ],
      [],
    ]
    const settings: RequestSettings = { ...nothing, resolveHost: async () => answers.shift() ?? [] }

    for (let turn = 0; turn < 3; turn += 1) {
      const outcome = await sendRequest(request({ url: `http://rebinding.example:${port}/`, method: 'POST' }), 'k', settings)
      expect(outcome).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_ADDRESS_REFUSED' })
    }

    expect(reached).toBe(0)
    server.close()
  })

  it('that the admin allows may have private addresses, with or without the port', async () => {
    const server = createServer((_request, response) => response.end('in'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const resolveHost = async () => [{ address: '127.0.0.1', family: 4 }]

    for (const [url, allowed] of [
      [`http://intranet.example:${port}/`, 'Intranet.example'],
      [`http://intranet.example:${port}/`, `intranet.example:${port}`],
      [`http://127.0.0.1:${port}/`, '127.0.0.1'],
      [`http://[::ffff:127.0.0.1]:${port}/`, '::ffff:7f00:1'],
    ] as const) {
      expect(await sendRequest(request({ url }), 'k', { ...nothing, allowedHosts: [allowed], resolveHost })).toMatchObject({
        type: 'succeeded',
        body: 'in',
      })
    }
    const otherPort = await sendRequest(request({ url: `http://intranet.example:${port}/` }), 'k', {
      ...nothing,
      allowedHosts: ['intranet.example:1'],
      resolveHost,
    })
    expect(otherPort).toMatchObject({ cause: 'RUNTIME_REQUEST_ADDRESS_REFUSED' })
    server.close()
  })

  it('that nobody knows are unreachable', async () => {
    const resolveHost = () => Promise.reject(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }))

    expect(await sendRequest(request({}), 'k', { ...nothing, resolveHost })).toMatchObject({
      cause: 'RUNTIME_REQUEST_UNREACHABLE',
      detail: expect.stringContaining('ENOTFOUND') as string,
    })
    expect(await sendRequest(request({}), 'k', { ...nothing, allowedHosts: ['example.com'], resolveHost: async () => [] })).toMatchObject({
      type: 'failed',
    })
  })
})

describe('endpoints', () => {
  const settings: RequestSettings = { ...nothing, endpoints: { cards: 'http://127.0.0.1:9/base', broken: 'no url', ftp: 'ftp://x/' } }
  const hrefOf = (url: string) => {
    const target = findTarget(url, settings)
    return 'url' in target ? target.url.href : target.cause
  }

  it.each([
    ['endpoint://cards/a/b?c=d', 'http://127.0.0.1:9/base/a/b?c=d'],
    ['endpoint://cards', 'http://127.0.0.1:9/base'],
    ['endpoint://cards/../../admin', 'http://127.0.0.1:9/base/admin'],
    ['endpoint://cards/%2e%2e/admin', 'http://127.0.0.1:9/base/admin'],
    ['endpoint://cards/..\\..\\admin', 'http://127.0.0.1:9/base/..%5C..%5Cadmin'],
    ['endpoint://cards//evil.example/', 'http://127.0.0.1:9/base//evil.example/'],
    ['endpoint://nobody/', 'RUNTIME_ENDPOINT_UNKNOWN'],
    ['endpoint://constructor/', 'RUNTIME_ENDPOINT_UNKNOWN'],
    ['endpoint://broken/', 'RUNTIME_ENDPOINT_UNKNOWN'],
    ['endpoint://ftp/', 'RUNTIME_REQUEST_INVALID'],
    ['ftp://example.com/', 'RUNTIME_REQUEST_INVALID'],
    ['file:///etc/passwd', 'RUNTIME_REQUEST_INVALID'],
    ['http://user:password@example.com/', 'RUNTIME_REQUEST_INVALID'],
    ['not a url', 'RUNTIME_REQUEST_INVALID'],
    ['http://example.com/a\r\nb', 'http://example.com/ab'],
  ])('%s leads to %s', (url, href) => {
    expect(hrefOf(url)).toBe(href)
  })
})

describe('headers', () => {
  it.each([
    [{ 'X-A': 'b\r\nInjected: yes' }],
    [{ 'X-A': 'b\nc' }],
    [{ 'X-A': 'b\u0000' }],
    [{ 'X-A': 'naïve' }],
    [{ 'X-A\r\nInjected': 'yes' }],
    [{ '': 'x' }],
    [{ Host: 'elsewhere' }],
    [{ 'Transfer-Encoding': 'chunked' }],
    [{ 'content-length': '0' }],
  ])('%j are refused', (headers) => {
    expect(composeContent(request({ headers }), 'k', nothing)).toMatchObject({ type: 'failed', cause: 'RUNTIME_REQUEST_INVALID' })
  })

  it('do not let a flow choose the key or overrule the credentials', () => {
    const content = composeContent(
      request({ headers: { 'Idempotency-Key': 'mine', Authorization: 'mine' }, auth: { type: 'bearer', secret: 'token' } }),
      'ours',
      { ...nothing, secrets: { token: 't' } },
    )

    expect(content).toMatchObject({ headers: { 'idempotency-key': 'ours', authorization: 'Bearer t' } })
  })

  it.each([[{}], [{ token: 'two\nlines' }]])('need a secret that is set and fits: %j', (secrets) => {
    const content = composeContent(request({ auth: { type: 'bearer', secret: 'token' } }), 'k', { ...nothing, secrets })

    expect(content).toMatchObject({ type: 'failed', cause: 'RUNTIME_SECRET_MISSING' })
    expect(JSON.stringify(content)).not.toContain('two')
  })
})
