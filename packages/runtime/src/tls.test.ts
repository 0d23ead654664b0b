import { once } from 'node:events'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { get, type RequestOptions } from 'node:https'
import type { Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { ManualClock } from './testing/manual-clock.js'
import { createApiServer, type TlsFiles } from './tls.js'

const given = (name: string): string => fileURLToPath(new URL(`../../media-bridge/src/testing/tls/${name}.pem`, import.meta.url))
const own: TlsFiles = { certFile: given('server.cert'), keyFile: given('server.key') }
const ca = readFileSync(given('authority.cert'))

let server: Server
afterEach(() => {
  server.close()
  server.closeAllConnections()
})

const start = async (made: Server): Promise<number> => {
  server = made
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
const hello = (_: unknown, response: { end(text: string): void }): void => response.end('hello')
const ask = (port: number, options: RequestOptions = {}): Promise<string> =>
  new Promise((resolve) => {
    get({ host: '127.0.0.1', port, ca, agent: false, ...options }, (response) => void text(response).then(resolve)).on('error', ({ message }) => resolve(message))
  })

it('is served over https, and over no old TLS', async () => {
  const port = await start(createApiServer(hello, own, new ManualClock(), () => undefined))

  expect(await ask(port)).toBe('hello')
  expect(await ask(port, { maxVersion: 'TLSv1.1', minVersion: 'TLSv1' })).not.toBe('hello')
})

it('asks for certificates of one authority where it is named', async () => {
  const port = await start(createApiServer(hello, { ...own, clientCaFile: given('authority.cert') }, new ManualClock(), () => undefined))
  const shown = (name: string) => ({ cert: readFileSync(given(`${name}.cert`)), key: readFileSync(given(`${name}.key`)) })

  expect(await ask(port, shown('client'))).toBe('hello')
  expect(await ask(port, shown('stranger'))).not.toBe('hello')
  expect(await ask(port)).not.toBe('hello')
})

it('takes up a renewed certificate, and keeps the one before it where that cannot be used', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'callchart-tls-'))
  const files = { certFile: join(folder, 'cert'), keyFile: join(folder, 'key') }
  copyFileSync(own.certFile, files.certFile)
  copyFileSync(own.keyFile, files.keyFile)
  const clock = new ManualClock()
  const faults: unknown[] = []
  const port = await start(createApiServer(hello, files, clock, (error) => faults.push(error)))

  copyFileSync(given('own.cert'), files.certFile)
  clock.advance(3_600_000)
  expect(faults).toMatchObject([{ code: 'RUNTIME_TLS_UNUSABLE' }])
  expect(await ask(port)).toBe('hello')

  copyFileSync(given('own.key'), files.keyFile)
  clock.advance(3_600_000)
  expect(await ask(port)).not.toBe('hello')
  expect(await ask(port, { ca: readFileSync(given('own.cert')) })).toBe('hello')
  rmSync(folder, { recursive: true })
})

it('files that cannot be used are told at the start', () => {
  server = createApiServer(hello, undefined, new ManualClock(), () => undefined)

  expect(() => createApiServer(hello, { ...own, keyFile: given('client.key') }, new ManualClock(), () => undefined)).toThrow(expect.objectContaining({ code: 'RUNTIME_TLS_UNUSABLE' }))
})

it.each([
  ['in the middle of its headers', 'POST /v1/calls HTTP/1.1\r\nHost: x\r\nX-Slow: '],
  ['before its body', 'POST /v1/calls HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{'],
])('lets go of a client that stops %s', async (_, said) => {
  const never = (): void => undefined
  const port = await start(createApiServer(never, undefined, new ManualClock(), never, { headersTimeout: 50, requestTimeout: 100, connectionsCheckingInterval: 20 }))
  const socket = connect(port, '127.0.0.1')
  socket.write(said)

  expect(await text(socket)).toMatch(/^HTTP\/1.1 408/)
})
