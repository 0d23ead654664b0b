import { connect } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { muLawToPcm } from './audio/g711.js'
import { BridgeRig, turnOf } from './testing/bridge-rig.js'
import { ScriptedAudioSocket } from './testing/scripted-audio-socket.js'
import { ScriptedFork } from './testing/scripted-fork.js'
import type { ScriptedPeer } from './testing/scripted-peer.js'
import { levelOf, promptOf } from './testing/scripted-speech.js'
import { ScriptedTelnyx, ScriptedTwilio } from './testing/scripted-stream.js'

let rig: BridgeRig

beforeEach(async () => {
  rig = await BridgeRig.start({ audioSocketPort: 0 })
})
afterEach(() => rig.stop())

type Peer = ScriptedPeer & { start(token: string): void; speak(bytes: Buffer): void; press(digit: string): void; hangUp(): void }

const callId = '0f8fad5b-d9cb-469f-a165-70867728950e'
const ulaw = (frame: Buffer) => muLawToPcm[frame[80] ?? 0xff] ?? 0
const linear = (frame: Buffer) => frame.readInt16LE(160)

const rows: readonly (readonly [string, { connect: () => Promise<Peer>; level: (frame: Buffer) => number; loud: Buffer; token: string }])[] = [
  ['twilio', { connect: () => ScriptedTwilio.connect(rig.bridge.url), level: ulaw, loud: Buffer.alloc(160, 0x4e), token: `t-${callId}` }],
  ['telnyx', { connect: () => ScriptedTelnyx.connect(rig.bridge.url), level: ulaw, loud: Buffer.alloc(160, 0x4e), token: `t-${callId}` }],
  ['fork', { connect: () => ScriptedFork.connect(rig.bridge.url), level: linear, loud: Buffer.from('18fc'.repeat(160), 'hex'), token: `t-${callId}` }],
  [
    'audiosocket',
    { connect: () => ScriptedAudioSocket.connect(rig.bridge.audioSocketPort ?? 0), level: linear, loud: Buffer.from('18fc'.repeat(160), 'hex'), token: callId },
  ],
]

describe.each(rows)('a call by %s', (dialect, { connect: connectPeer, level, loud, token }) => {
  const begin = async () => {
    const caller = await connectPeer()
    caller.start(token)
    const call = rig.runtime.call(callId)
    await caller.settled()
    while (!call.types.includes('call.connected')) await rig.pass(20, [caller])
    return { caller, call }
  }
  const near = (letter: string) => (frame: Buffer) => Math.abs(level(frame) - levelOf(letter)) <= 20 + levelOf(letter) / 30

  it('begins, is heard and spoken to in full', async () => {
    const { caller, call } = await begin()
    expect(call.facts[0]?.fact).toMatchObject({ type: 'call.connected', dialect })
    expect(JSON.stringify(call.facts)).not.toContain(token)
    call.send(turnOf('t1', [promptOf('ab')]))
    await call.when(() => call.types.includes('prompt.started'))

    while (!call.types.includes('turn.finished')) await rig.pass(20, [caller], () => caller.speak(loud))
    await caller.when(() => caller.heard.filter(near('b')).length === 5)

    expect(caller.heard.filter(near('a'))).toHaveLength(5)
    expect(rig.turns[0]?.frames.filter((sample) => Math.abs(sample + 1_000) < 30).length).toBeGreaterThan(5)
    expect(rig.codes).toEqual([])
  })

  it('is interrupted by a key, and lets nothing queued be heard', async () => {
    const { caller, call } = await begin()
    call.send(turnOf('t1', [promptOf('aaaaaaaaaa')]))
    await call.next('prompt.started')
    await rig.pass(200, [caller])

    caller.press('5')
    await call.next('prompt.interrupted')
    await caller.settled()
    await rig.pass(300, [caller])

    expect(caller.cutCount).toBe(dialect === 'audiosocket' ? 0 : 1)
    expect(caller.heard.filter(near('a')).length).toBeLessThan(20)
    expect(call.types.slice(1)).toEqual(['prompt.started', 'digit.pressed', 'prompt.interrupted'])
  })

  it('ends when the caller hangs up', async () => {
    const { caller, call } = await begin()
    caller.hangUp()

    expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'normal' })
    expect(rig.codes).toEqual([])
  })

  it('ends when we hang up, with the last word heard', async () => {
    const { caller, call } = await begin()
    call.send(turnOf('t1', [promptOf('a')]))
    call.send({ type: 'call.hang-up', cause: 'normal' })

    while (caller.closeCode === undefined) await rig.pass(20, [caller])

    expect(await call.next('caller.hung-up')).toEqual({ type: 'caller.hung-up', cause: 'normal' })
    expect(caller.heard.filter(near('a'))).toHaveLength(5)
  })
})

describe('the door of a switch whose token comes late', () => {
  it('closes on a wrong token, naming why', async () => {
    const caller = await ScriptedTwilio.connect(rig.bridge.url)
    caller.start('wrong')

    expect(await caller.closed()).toBe(1_008)
    expect(rig.codes).toEqual(['MEDIA_TOKEN_REFUSED'])
  })

  it('closes when nothing comes within 5 s, over the WebSocket and over TCP', async () => {
    const caller = await ScriptedTwilio.connect(rig.bridge.url)
    await rig.time.elapse((ms) => ms === 5_000)
    expect(await caller.closed()).toBe(1_008)
    const other = await ScriptedAudioSocket.connect(rig.bridge.audioSocketPort ?? 0)
    await rig.time.elapse((ms) => ms === 5_000)
    await other.closed()

    expect(rig.codes).toEqual(['MEDIA_TOKEN_MISSING', 'MEDIA_TOKEN_MISSING'])
    expect(rig.runtime.attachments).toEqual([])
  })

  it('keeps what comes while the runtime is asked', async () => {
    rig.runtime.isStalled = true
    const caller = await ScriptedTwilio.connect(rig.bridge.url)
    caller.start('t-c1')
    caller.press('7')
    await rig.runtime.someoneWaits()
    await caller.settled()
    rig.runtime.release()

    expect(await rig.runtime.call('c1').next('digit.pressed')).toMatchObject({ digit: '7' })
  })

  it('tells the runtime when the switch leaves while it is asked', async () => {
    rig.runtime.isStalled = true
    const caller = await ScriptedTwilio.connect(rig.bridge.url)
    caller.start('t-c1')
    await rig.runtime.someoneWaits()
    caller.hangUp()
    await caller.closed()
    rig.runtime.release()

    await rig.runtime.call('c1').next('caller.hung-up')
    expect(rig.runtime.call('c1').types).toEqual(['caller.hung-up'])
  })

  it('asks a fork for credentials and Twilio for none', async () => {
    await rig.stop()
    rig = await BridgeRig.start({ basicAuth: { user: 'switch', password: 'secret' } })

    await expect(ScriptedFork.connect(rig.bridge.url)).rejects.toThrow('401')
    const fork = await ScriptedFork.connect(rig.bridge.url, 'audio.drachtio.org', 'switch:secret')
    expect(fork.socket.protocol).toBe('audio.drachtio.org')
    await ScriptedTwilio.connect(rig.bridge.url)
  })

  it('lets a fork bring its token in the address', async () => {
    const socket = new WebSocket(`${rig.bridge.url}/media/fork?token=t-c1`, ['audio.jambonz.org'])
    const fork = new ScriptedFork(socket)
    await new Promise((resolve) => socket.once('open', resolve))
    fork.start('', { team: 'cards' })

    expect(await rig.runtime.call('c1').next('call.connected')).toMatchObject({ variables: { team: 'cards' } })
  })

  it('refuses an AudioSocket that begins with something else, and one whose call is taken', async () => {
    const audio = await ScriptedAudioSocket.connect(rig.bridge.audioSocketPort ?? 0)
    audio.speak(Buffer.alloc(320))
    await audio.closed()
    expect(audio.wasHungUp).toBe(true)
    const stranger = connect(rig.bridge.audioSocketPort ?? 0, '127.0.0.1')
    stranger.resume().write('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.padEnd(20_000, 'x'))
    await new Promise((resolve) => stranger.on('error', () => undefined).on('close', resolve))
    const one = await ScriptedAudioSocket.connect(rig.bridge.audioSocketPort ?? 0)
    one.start(callId)
    await rig.runtime.call(callId).when(() => rig.runtime.call(callId).hellos.length === 1)
    const other = await ScriptedAudioSocket.connect(rig.bridge.audioSocketPort ?? 0)
    other.start(callId)
    await other.closed()

    expect(rig.codes).toEqual(['MEDIA_TOKEN_MISSING', 'MEDIA_TOKEN_MISSING', 'MEDIA_ALREADY_CONNECTED'])
  })
})
