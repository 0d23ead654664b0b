import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { onTheWayMs } from './call-bridge.js'
import { BridgeRig, turnOf } from './testing/bridge-rig.js'
import { promptOf } from './testing/scripted-speech.js'
import { ScriptedSwitch } from './testing/scripted-switch.js'

let rig: BridgeRig

beforeEach(async () => {
  rig = await BridgeRig.start()
})
afterEach(() => rig.stop())

const restart = async (changes: Parameters<typeof BridgeRig.start>[0]) => {
  await rig.stop()
  rig = await BridgeRig.start(changes)
}

const http = (path: string) => fetch(`${rig.bridge.url.replace('ws:', 'http:')}${path}`)

/** The answer to an upgrade request that is refused. */
const refused = (url: string, options = {}) =>
  new Promise<{ status: number; body: { code: string; status: number } }>((resolve, reject) => {
    const socket = new WebSocket(url, ['media'], options)
    socket.on('error', () => undefined)
    socket.on('open', () => reject(new Error('was accepted')))
    socket.on('unexpected-response', (_, response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) as { code: string; status: number } }))
    })
  })

/** The same once nothing has come that would have told of a leg with this token. */
const refusedAfterNews = async (url: string) => {
  const answer = refused(url)
  await rig.time.elapse((ms) => ms === 250)
  return answer
}

describe('the door', () => {
  it('refuses by its code: no token, a wrong one, an overlong one, another path', async () => {
    const { url } = rig.bridge

    expect(await refused(`${url}/media`)).toMatchObject({ status: 401, body: { code: 'MEDIA_TOKEN_MISSING', status: 401 } })
    expect(await refused(`${url}/media?token=wrong`)).toMatchObject({ status: 401, body: { code: 'MEDIA_TOKEN_REFUSED' } })
    expect(await refused(`${url}/media?token=${'x'.repeat(300)}`)).toMatchObject({ status: 401, body: { code: 'MEDIA_TOKEN_REFUSED' } })
    expect(await refused(`${url}/other?token=t-c1`)).toMatchObject({ status: 404, body: { code: 'MEDIA_PATH_UNKNOWN' } })
    expect(rig.runtime.attachments).toEqual(['wrong'])
  })

  it('speaks the subprotocol that the switch offers', async () => {
    const { caller } = await rig.call('c1')

    expect(caller.socket.protocol).toBe('media')
    expect(caller.socket.extensions).toBe('')
  })

  it('asks for credentials where it has some', async () => {
    await restart({ basicAuth: { user: 'switch', password: 'secret' } })

    expect(await refused(rig.mediaUrl('t-c1'))).toMatchObject({ status: 401, body: { code: 'MEDIA_CREDENTIALS_REFUSED' } })
    expect(await refused(rig.mediaUrl('t-c1'), { auth: 'switch:wrong!' })).toMatchObject({ status: 401 })
    const socket = new WebSocket(rig.mediaUrl('t-c1'), ['media'], { auth: 'switch:secret' })
    await new Promise((resolve) => socket.once('open', resolve))
    expect(rig.runtime.attachments).toEqual(['t-c1'])
  })

  it('takes browsers from the pages of the web app alone, which need no password', async () => {
    await restart({ webOrigins: ['http://app.test'], basicAuth: { user: 'switch', password: 'secret' } })
    const from = (origin: string) => new WebSocket(rig.mediaUrl('t-c1'), ['media'], { origin })

    const strange = await new Promise<number>((resolve) => from('http://evil.test').once('unexpected-response', (_, { statusCode }) => resolve(statusCode ?? 0)).on('error', () => undefined))
    expect(strange).toBe(403)
    expect(rig.codes).toContain('MEDIA_ORIGIN_REFUSED')
    expect(rig.runtime.attachments).toEqual([])
    await new Promise((resolve) => from('http://app.test').once('open', resolve))
    expect(rig.runtime.attachments).toEqual(['t-c1'])
  })

  it('refuses a handshake that is none before it asks the runtime', async () => {
    const { port } = new URL(rig.bridge.url)
    const answer = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(
          'GET /media?token=t-c1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 7\r\n\r\n',
        ),
      )
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => resolve(text))
    })

    expect(answer).toContain('400 Bad Request')
    expect(answer).toContain('MEDIA_HANDSHAKE_INVALID')
    expect(rig.runtime.attachments).toEqual([])
  })

  it('tells the runtime when the switch leaves while it waits at the door', async () => {
    rig.runtime.isStalled = true
    const socket = connect(Number(new URL(rig.bridge.url).port), '127.0.0.1', () =>
      socket.write(
        'GET /media?token=t-c1 HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n' +
          'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
      ),
    )
    await rig.runtime.someoneWaits()
    await new Promise<void>((resolve) => socket.on('close', () => resolve()).destroy())
    await http('/healthz')
    rig.runtime.release()

    await rig.runtime.call('c1').next('caller.hung-up')
    expect(rig.runtime.call('c1').types).toEqual(['caller.hung-up'])
  })

  it('reads no sense into an address that has none', async () => {
    const answer = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(Number(new URL(rig.bridge.url).port), '127.0.0.1', () =>
        socket.write('GET // HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n'),
      )
      socket.on('data', (chunk) => (text += chunk.toString()))
      socket.on('close', () => resolve(text))
    })

    expect(answer).toContain('404')
  })

  it('takes no more calls than it may carry, and those of one token once', async () => {
    await restart({ maxCalls: 1 })
    await rig.call('c1')

    expect(await refusedAfterNews(rig.mediaUrl('t-c2'))).toMatchObject({ status: 503, body: { code: 'MEDIA_OVERLOADED' } })
    const metrics = await (await http('/metrics')).text()
    expect(metrics).toContain('callchart_media_active_calls 1')
    expect(metrics).toContain('callchart_media_refused_total{code="MEDIA_OVERLOADED"} 1')
  })

  it('says at once that a call has come or gone, and lets a quarter more in than it says that it takes: several runtimes may have promised the same room', async () => {
    await restart({ maxCalls: 4 })
    const callers = []
    for (const callId of ['c1', 'c2', 'c3', 'c4', 'c5']) callers.push((await rig.call(callId)).caller)

    expect(await refusedAfterNews(rig.mediaUrl('t-c6'))).toMatchObject({ status: 503, body: { code: 'MEDIA_OVERLOADED' } })
    await rig.runtime.hears(({ calls, maxCalls }) => calls === 5 && maxCalls === 4)
    const told = rig.runtime.announced.length
    callers[0]?.socket.close(1_000)
    await rig.runtime.hears(({ calls }, index) => index >= told && calls === 4)
  })

  it('refuses a second connection with the token of a running call', async () => {
    const { caller } = await rig.call('c1')

    expect(await refused(rig.mediaUrl('t-c1'))).toMatchObject({ status: 409, body: { code: 'MEDIA_ALREADY_CONNECTED' } })
    await caller.settled()
    expect(caller.closeCode).toBeUndefined()
  })
})

describe('bad input on a running call', () => {
  it('is named once by its code and harms neither the call nor another one', async () => {
    const [one, other] = [await rig.call('c1'), await rig.call('c2')]

    one.caller.socket.send('not for us')
    one.caller.socket.send('{"event":')
    one.caller.socket.send('{"event":')
    one.caller.socket.send('x'.repeat(100_000))
    one.caller.speak(Buffer.alloc(80, 0xff))
    one.caller.send({ event: 'MEDIA_START', format: 'ulaw' })
    one.call.send(turnOf('t1', [promptOf('a')]))
    other.call.send(turnOf('t1', [promptOf('b')]))
    await Promise.all([one.call.next('prompt.started'), other.call.next('prompt.started')])
    await rig.pass(200, [one.caller, other.caller])

    await Promise.all([one.call.next('turn.finished'), other.call.next('turn.finished')])
    expect(rig.codes).toEqual(['MEDIA_MALFORMED_MESSAGE', 'MEDIA_OVERSIZED_MESSAGE', 'MEDIA_PARTIAL_FRAME', 'MEDIA_OUT_OF_ORDER'])
  })

  it('over the hard cap ends that call alone', async () => {
    const [one, other] = [await rig.call('c1'), await rig.call('c2')]

    one.caller.speak(Buffer.alloc(300_000))

    expect(await one.call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'media-error' })
    expect(await one.caller.closed()).toBe(1_009)
    await other.caller.settled()
    expect(other.caller.closeCode).toBeUndefined()
    expect(rig.codes).toEqual(['MEDIA_OVERSIZED_MESSAGE'])
  })

  it('in the form of an unknown codec ends the call with its code', async () => {
    const caller = await ScriptedSwitch.connect(rig.mediaUrl('t-c1'), { format: 'opus' })
    caller.start()

    expect(await rig.runtime.call('c1').next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'media-error' })
    expect(rig.codes).toEqual(['MEDIA_UNKNOWN_CODEC'])
    expect(caller.commands).toEqual(['HANGUP'])
  })

  it('in the form of a switch that never starts ends the call after 5 s', async () => {
    const caller = await ScriptedSwitch.connect(rig.mediaUrl('t-c1'))
    await caller.settled()

    rig.ticker.advance(5_020)

    expect(await rig.runtime.call('c1').next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'media-error' })
    expect(rig.codes).toEqual(['MEDIA_START_MISSING'])
  })

  it('in the form of a socket that breaks is a media error', async () => {
    const { caller, call } = await rig.call('c1')

    caller.socket.terminate()

    expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'media-error' })
  })

  it('honours XOFF', async () => {
    const { caller, call } = await rig.call('c1')
    caller.send({ event: 'MEDIA_XOFF', channel_id: '1.5' })
    await caller.settled()
    call.send(turnOf('t1', [promptOf('a')]))
    await rig.pass(200, [caller])
    expect(caller.heard).toEqual([])

    caller.send({ event: 'MEDIA_XON', channel_id: '1.5' })
    while (!call.types.includes('turn.finished')) await rig.pass(20, [caller])
  })
})

describe('the house', () => {
  it('says that it is well, and nothing at other addresses', async () => {
    await rig.call('c1')

    expect(await (await http('/healthz')).json()).toEqual({ status: 'ok', calls: 1 })
    expect((await http('/nothing')).status).toBe(404)
  })

  it('says by its code that its port is in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))

    await expect(BridgeRig.start({ port: (other.address() as AddressInfo).port })).rejects.toMatchObject({ code: 'MEDIA_PORT_IN_USE' })
    await new Promise((resolve) => other.close(resolve))
  })

  it('takes who is on the way when it is to close, then nobody, and hangs up what is left', async () => {
    const { caller, call } = await rig.call('c1')
    const closed = rig.bridge.close({ waitMs: 5_000 })
    const late = await rig.call('c3')
    late.caller.socket.close(1_000)
    await rig.time.elapse((ms) => ms === onTheWayMs)
    expect(await refused(rig.mediaUrl('t-c2.r1'))).toMatchObject({ status: 503, body: { code: 'MEDIA_DRAINING' } })
    expect(await refusedAfterNews(rig.mediaUrl('t-c2'))).toMatchObject({ status: 503, body: { code: 'MEDIA_DRAINING' } })

    await rig.time.elapse((ms) => ms === 5_000 - onTheWayMs)
    expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'drain' })
    await closed
    expect(caller.commands.at(-1)).toBe('HANGUP')
  })

  it('closes as soon as its last call is over', async () => {
    const { caller } = await rig.call('c1')
    const closed = rig.bridge.close({ waitMs: 60_000 })
    await rig.time.elapse((ms) => ms === onTheWayMs)

    caller.socket.close(1_000)

    await closed
  })
})
