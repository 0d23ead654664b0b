import { WebSocket } from 'ws'
import { ScriptedSocketPeer, whenOpen } from './scripted-peer.js'

type Json = Record<string, unknown>

const ulawFrameBytes = 160

/** A switch that streams JSON with audio in base64: queues what it is given, and gives every pending mark back on a clear. */
abstract class ScriptedStream extends ScriptedSocketPeer {
  protected sequence = 1

  speak(bytes: Buffer): void {
    this.sequence += 1
    this.sendMedia(bytes.toString('base64'), this.sequence)
  }

  hangUp(): void {
    this.sendStop()
    this.socket.close(1_000)
  }

  protected abstract sendMedia(payload: string, chunk: number): void
  protected abstract sendStop(): void

  protected takeAudio(): void {
    throw new Error('A stream of JSON was sent bytes')
  }

  protected takeText(text: string): void {
    const { event, media, mark } = JSON.parse(text) as { event: string; media?: { payload: string }; mark?: { name: string } }
    if (event === 'media') this.enqueue(Buffer.from(media?.payload ?? '', 'base64'), ulawFrameBytes)
    if (event === 'mark') this.queue.push({ mark: mark?.name ?? '' })
    if (event === 'clear') for (const name of this.flushQueue()) this.reportMark(name)
  }
}

/** Twilio's side of Media Streams. */
export class ScriptedTwilio extends ScriptedStream {
  static async connect(baseUrl: string): Promise<ScriptedTwilio> {
    const peer = new ScriptedTwilio(new WebSocket(`${baseUrl}/media/twilio`))
    await whenOpen(peer.socket)
    return peer
  }

  start(token: string, parameters: Record<string, string> = {}): void {
    this.send({ event: 'connected', protocol: 'Call', version: '1.0.0' })
    this.send(twilioStart({ token, ...parameters }))
  }

  press(digit: string): void {
    this.send({ event: 'dtmf', streamSid: 'MZ1', sequenceNumber: '5', dtmf: { track: 'inbound_track', digit } })
  }

  protected reportMark(name: string): void {
    this.send({ event: 'mark', sequenceNumber: '4', streamSid: 'MZ1', mark: { name } })
  }

  protected sendMedia(payload: string, chunk: number): void {
    this.send(twilioMedia(payload, chunk))
  }

  protected sendStop(): void {
    this.send({ event: 'stop', sequenceNumber: '9', streamSid: 'MZ1', stop: { accountSid: 'AC1', callSid: 'CA1' } })
  }
}

export const twilioStart = (customParameters: Json, mediaFormat: Json = { encoding: 'audio/x-mulaw', sampleRate: 8_000, channels: 1 }): Json => ({
  event: 'start',
  sequenceNumber: '1',
  streamSid: 'MZ1',
  start: { accountSid: 'AC1', streamSid: 'MZ1', callSid: 'CA1', tracks: ['inbound'], customParameters, mediaFormat },
})

export const twilioMedia = (payload: string, chunk = 1): Json => ({
  event: 'media',
  sequenceNumber: String(chunk + 1),
  streamSid: 'MZ1',
  media: { track: 'inbound', chunk: String(chunk), timestamp: String(chunk * 20), payload },
})

/** Telnyx' side of media streaming. */
export class ScriptedTelnyx extends ScriptedStream {
  static async connect(baseUrl: string): Promise<ScriptedTelnyx> {
    const peer = new ScriptedTelnyx(new WebSocket(`${baseUrl}/media/telnyx`))
    await whenOpen(peer.socket)
    return peer
  }

  start(token: string, parameters: Record<string, string> = {}): void {
    this.send({ event: 'connected', version: '1.0.0' })
    this.send(telnyxStart({ token, ...parameters }))
  }

  press(digit: string): void {
    this.send({ event: 'dtmf', stream_id: 'S1', occurred_at: '2026-01-01T00:00:00Z', sequence_number: '5', dtmf: { digit } })
  }

  protected reportMark(name: string): void {
    this.send({ event: 'mark', sequence_number: '4', stream_id: 'S1', mark: { name } })
  }

  protected sendMedia(payload: string, chunk: number): void {
    this.send(telnyxMedia(payload, chunk))
  }

  protected sendStop(): void {
    this.send({ event: 'stop', sequence_number: '9', stream_id: 'S1', stop: { call_control_id: 'v3:1' } })
  }
}

export const telnyxStart = (customParameters: Json, mediaFormat: Json = { encoding: 'PCMU', sample_rate: 8_000, channels: 1 }): Json => ({
  event: 'start',
  sequence_number: '1',
  stream_id: 'S1',
  start: { call_control_id: 'v3:1', call_session_id: 's', from: '+15550001', to: '+15550002', custom_parameters: customParameters, media_format: mediaFormat },
})

export const telnyxMedia = (payload: string, chunk = 1): Json => ({
  event: 'media',
  sequence_number: String(chunk + 1),
  stream_id: 'S1',
  media: { track: 'inbound', chunk: String(chunk), timestamp: String(chunk * 20), payload },
})
