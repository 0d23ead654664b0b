import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { startSystem, type RunningSystem } from '@callchart/cli'
import type { CreateCallResponse } from '@callchart/protocol'
import { pino } from 'pino'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { createCallControlClient } from '../packages/media-bridge/src/control/call-control-client.js'
import type { MutualTlsFiles } from '../packages/media-bridge/src/tls-files.js'
import { startControlServer, type ControlParts, type ControlServer } from '../packages/runtime/src/control/control-server.js'
import { RuntimeError } from '../packages/runtime/src/errors.js'
import { startMessage } from './driver/raw-switch.js'
import { greeting } from './driver/flows.js'

const given = (name: string): string => join(import.meta.dirname, '..', 'packages', 'media-bridge', 'src', 'testing', 'tls', `${name}.pem`)
const pair = (name: string) => ({ certFile: given(`${name}.cert`), keyFile: given(`${name}.key`) })
const caFile = given('authority.cert')
const ca = readFileSync(caFile)

describe('between bridge and runtime', () => {
  let server: ControlServer | undefined
  afterEach(() => server?.close())

  /** What becomes of a bridge that attaches with a token that nobody gave. */
  const attach = async (files: MutualTlsFiles | undefined): Promise<string> => {
    server = await startControlServer({ host: '127.0.0.1', port: 0, tls: { ...pair('server'), clientCaFile: caFile }, logger: pino({ level: 'silent' }) }, {
      attach: () => Promise.reject(new RuntimeError('RUNTIME_TOKEN_REFUSED', 'The token is unknown.')),
    } as unknown as ControlParts)
    const client = createCallControlClient(server.address, files)
    const stream = client.attach()
    const failed = once(stream, 'error') as Promise<[Error]>
    stream.on('data', () => undefined)
    stream.write({ hello: { token: 't', bridgeId: 'b', mediaUrl: 'ws://127.0.0.1:1/media', lastCommandNumber: 0, epoch: 0 } })
    const [error] = await failed
    client.close()
    return error.message
  }

  it('both show certificates of an authority that the other knows', async () => {
    expect(await attach({ ...pair('client'), caFile })).toMatch(/RUNTIME_TOKEN_REFUSED/)
  })

  it.each<[string, MutualTlsFiles | undefined]>([
    ['the certificate of a stranger', { ...pair('stranger'), caFile }],
    ['nothing', undefined],
    ['its own, and does not know the authority of the runtime', { ...pair('client'), caFile: given('own.cert') }],
  ])('a bridge that shows %s is not heard', async (_, files) => {
    expect(await attach(files)).not.toMatch(/RUNTIME_TOKEN_REFUSED/)
  })
})

describe('a system that is encrypted throughout', () => {
  const folder = mkdtempSync(join(tmpdir(), 'callchart-encrypted-'))
  let system: RunningSystem | undefined
  afterAll(async () => {
    await system?.close()
    rmSync(folder, { recursive: true })
  })

  const asks = async (url: URL, body?: object): Promise<unknown> => {
    const options = { ca, hostname: url.hostname, port: url.port, path: url.pathname, ...(body !== undefined && { method: 'POST', headers: { 'content-type': 'application/json' } }) }
    const asked = request(options)
    asked.end(body === undefined ? undefined : JSON.stringify(body))
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    return json(response)
  }

  it('takes a call', async () => {
    writeFileSync(join(folder, 'greeting.flow.json'), JSON.stringify(greeting('greeting')))
    system = await startSystem({ flowsDir: folder, logger: pino({ level: 'silent' }), logLevel: 'silent', apiTls: pair('server'), mediaTls: pair('server'), controlTls: { ...pair('node'), caFile } })
    const { url, mediaUrl: base } = system
    expect([url, base].map((each) => new URL(each).protocol)).toEqual(['https:', 'wss:'])

    const { mediaUrl } = (await asks(new URL('/v1/calls', url), { flow: 'greeting' })) as CreateCallResponse
    const socket = new WebSocket(mediaUrl, ['media'], { ca })
    await once(socket, 'open')
    const heard = once(socket, 'message')
    socket.send(startMessage())

    // The runtime has taken the leg by its bridge, and has told it what to say.
    await heard
    socket.close(1_000)
  })
})
