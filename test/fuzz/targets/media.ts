import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { asteriskDialect } from '../../../packages/media-bridge/src/dialect/asterisk.js'
import { AudioSocketLeg } from '../../../packages/media-bridge/src/dialect/audio-socket.js'
import { AudioSocketReader, audioSocketKinds, writeAudioSocketFrame } from '../../../packages/media-bridge/src/dialect/audio-socket-frame.js'
import type { Dialect } from '../../../packages/media-bridge/src/dialect/call-audio.js'
import { dialects } from '../../../packages/media-bridge/src/dialect/dialects.js'
import { forkDialect } from '../../../packages/media-bridge/src/dialect/fork.js'
import { telnyxDialect } from '../../../packages/media-bridge/src/dialect/telnyx.js'
import { twilioDialect } from '../../../packages/media-bridge/src/dialect/twilio.js'
import { readMediaRequest } from '../../../packages/media-bridge/src/server/admission.js'
import { ManualTicker } from '../../../packages/media-bridge/src/testing/manual-ticker.js'
import { createSinkLog, FakeSocket, openLeg } from '../../../packages/media-bridge/src/testing/opened-leg.js'
import { telnyxMedia, telnyxStart, twilioMedia, twilioStart } from '../../../packages/media-bridge/src/testing/scripted-stream.js'
import { binaryLike, cutUp, jsonLike, piecesLike, readPieces, textLike } from '../inputs.js'
import { mayRefuse, mustHold, type FuzzTarget } from '../target.js'

const audio = Buffer.alloc(160, 0xff).toString('base64')
const frames = binaryLike([Buffer.alloc(160, 0xd5), Buffer.alloc(320, 1), Buffer.alloc(640, 0xff)])

/** A whole leg of a dialect on a socket that says what the input says, and that goes on or is ended, and never anything else. */
function dialectTarget(dialect: Dialect, samples: readonly object[], plain: readonly string[] = []): FuzzTarget {
  const words = samples.flatMap((sample) => Object.keys(sample)).concat(plain)
  const text = plain.length === 0 ? jsonLike(samples, words) : textLike([...plain, ...samples.map((sample) => JSON.stringify(sample))], words)
  const [opening = {}] = samples
  return {
    name: `media-${dialect.name}`,
    inputs: piecesLike(text, frames, JSON.stringify(opening)),
    take(input) {
      const leg = openLeg(dialect)
      for (const { isBinary, bytes } of readPieces(input)) {
        if (!isBinary) mayRefuse(() => dialect.tokenOf?.(bytes.toString('utf8')))
        leg.socket.emit('message', bytes, isBinary)
        leg.audio.mark(1)
        leg.audio.send(new Int16Array(160))
        leg.ticker.advance(40)
        leg.audio.clear()
      }
      leg.audio.hangUp()
      leg.socket.emit('close', 1_000)
      mustHold(leg.log.starts.length <= 1, 'a leg starts once')
      mustHold(leg.log.stops.length === 1, 'a leg stops once')
      mustHold(leg.log.frames.every((frame) => frame.length === 160), 'a frame has 160 samples')
      mustHold(/^[0-9A-D*#]*$/.test(leg.log.digits), 'a digit is a key of a telephone')
      mustHold(leg.ticker.subscriberCount === 0, 'a leg that is over is ticked no more')
    },
  }
}

const asteriskStart = { event: 'MEDIA_START', connection_id: 'c', channel: 'WebSocket/1', channel_id: '1.1', format: 'ulaw', optimal_frame_size: 160, ptime: 20, channel_variables: { __CALL: '1', DNIS: '+15550100' } }
const asteriskTexts = ['MEDIA_START connection_id:c channel:WebSocket/1 format:ulaw optimal_frame_size:160', 'MEDIA_START format:slin16', 'DTMF_END digit:5 duration_ms:90', 'MEDIA_XOFF', 'MEDIA_XON', 'MEDIA_MARK_PROCESSED correlation_id:m1', 'QUEUE_DRAINED', 'ERROR error_text:no']
const asteriskJson = [asteriskStart, { ...asteriskStart, format: 'slin16' }, { event: 'DTMF_END', channel_id: '1.1', digit: '#', duration_ms: 80 }, { event: 'MEDIA_XOFF', channel_id: '1.1' }, { event: 'MEDIA_MARK_PROCESSED', correlation_id: 'm1' }, { event: 'ERROR', error_text: 'no' }]

const asterisk = dialectTarget(asteriskDialect, asteriskJson, asteriskTexts)

const twilio = dialectTarget(twilioDialect, [
  twilioStart({ token: 't', other: 'x' }),
  twilioMedia(audio),
  { event: 'connected', protocol: 'Call', version: '1.0.0' },
  { event: 'mark', streamSid: 'MZ1', sequenceNumber: '4', mark: { name: 'm1' } },
  { event: 'dtmf', streamSid: 'MZ1', sequenceNumber: '5', dtmf: { track: 'inbound_track', digit: '1' } },
  { event: 'stop', streamSid: 'MZ1', sequenceNumber: '9', stop: { accountSid: 'AC1', callSid: 'CA1' } },
])

const telnyx = dialectTarget(telnyxDialect, [
  telnyxStart({ token: 't', spokenCodec: 'PCMA/8000' }),
  telnyxMedia(audio, 2),
  telnyxMedia(audio, 1),
  telnyxStart([{ name: 'token', value: 't' }] as unknown as Record<string, unknown>, { encoding: 'L16', sample_rate: 16_000, channels: 1 }),
  { event: 'mark', stream_id: 'S1', sequence_number: '4', mark: { name: 'm1' } },
  { event: 'dtmf', stream_id: 'S1', occurred_at: '2026-01-01T00:00:00Z', dtmf: { digit: '#' } },
  { event: 'error', payload: { code: 100_002, title: 'x' } },
  { event: 'stop', stream_id: 'S1', stop: { call_control_id: 'v3:1' } },
])

const fork = dialectTarget(forkDialect, [
  { token: 't', sampleRate: 8_000, mixType: 'mono', caller: '+15550199' },
  { sampleRate: 16_000, mixType: 'mono', metadata: { token: 't', x: 'y' } },
  { type: 'mark', data: { name: 'm1', event: 'playout' } },
  { event: 'dtmf', dtmf: '5', duration: '100' },
])

const frame = (kind: number, payload: Uint8Array): Buffer => writeAudioSocketFrame(kind, payload)
const { uuid, digit, audio8k, audio16k, error, hangUp } = audioSocketKinds
const audioSocketStreams = [
  Buffer.concat([frame(uuid, Buffer.alloc(16, 7)), frame(audio8k, Buffer.alloc(320)), frame(digit, Buffer.from('5')), frame(audio8k, Buffer.alloc(320)), frame(hangUp, Buffer.alloc(0))]),
  Buffer.concat([frame(audio16k, Buffer.alloc(640)), frame(error, Buffer.from([1])), frame(audio8k, Buffer.alloc(321)), frame(0x42, Buffer.alloc(3))]),
]

/** As much of a TCP connection as a leg uses. */
class FakeTcp extends FakeSocket {
  readonly writable = true
  readonly writableLength = 0
  write(bytes: Buffer): boolean {
    return bytes.length > 0
  }
  destroySoon(): void {
    this.emit('close')
  }
  destroy(): void {
    this.emit('close')
  }
}

const audioSocket: FuzzTarget = {
  name: 'media-audio-socket',
  inputs: binaryLike(audioSocketStreams),
  take(input) {
    const reader = new AudioSocketReader()
    const socket = new FakeTcp()
    const ticker = new ManualTicker()
    const { log, sink } = createSinkLog()
    const leg = new AudioSocketLeg(socket as unknown as Socket, sink, ticker)
    let [takenBytes, takenCount] = [0, 0]
    for (const piece of cutUp(input)) {
      for (const one of reader.push(piece)) {
        takenBytes += one.payload.length + 3
        takenCount += 1
        leg.take(one)
        if (takenCount > 50) continue
        leg.send(new Int16Array(160))
        ticker.advance(20)
      }
    }
    leg.hangUp()
    mustHold(takenBytes <= input.length, 'no more is read than came')
    mustHold(log.stops.length === 1, 'a leg stops once')
    mustHold(log.frames.every((one) => one.length === 160), 'a frame has 160 samples')
  },
}

const upgrades = [
  { url: '/media?token=abc', method: 'GET', headers: { upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', 'sec-websocket-protocol': 'media', authorization: 'Basic dTpw', host: 'bridge' } },
  { url: '/media/twilio', method: 'GET', headers: { upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==', origin: 'https://evil.example' } },
  { url: 'http://[::1]:1/media/fork?token=', method: 'GET', headers: { upgrade: 'WebSocket', 'sec-websocket-version': '8', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' } },
]
const isTexts = (value: unknown): value is Record<string, string> => typeof value === 'object' && value !== null && Object.values(value).every((item) => typeof item === 'string')

const upgrade: FuzzTarget = {
  name: 'media-upgrade',
  inputs: jsonLike(upgrades, ['/media', '?token=', 'websocket', '//', '\\']),
  take(input) {
    let request: unknown
    try {
      request = JSON.parse(input.toString('utf8'))
    } catch {
      return
    }
    if (typeof request !== 'object' || request === null) return
    const { url, method, headers } = request as Record<string, unknown>
    if (typeof url !== 'string' || typeof method !== 'string' || !isTexts(headers)) return
    const asked = mayRefuse(() => readMediaRequest({ url, method, headers } as unknown as IncomingMessage, { dialects, credentials: { user: 'u', password: 'p' }, webOrigins: ['https://bot.example'] }))
    if (asked === undefined) return
    mustHold(headers.origin === undefined || headers.origin === 'https://bot.example', 'only pages that are named come in')
    mustHold(headers.origin !== undefined || !asked.dialect.sendsCredentials || headers.authorization === 'Basic dTpw', 'a switch has shown its credentials')
  },
}

export const mediaTargets: readonly FuzzTarget[] = [asterisk, twilio, telnyx, fork, audioSocket, upgrade]
