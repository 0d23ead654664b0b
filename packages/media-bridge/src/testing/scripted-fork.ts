import { WebSocket } from 'ws'
import { ScriptedSocketPeer, whenOpen } from './scripted-peer.js'

const frameBytes = 320

/** A FreeSWITCH with mod_audio_fork that streams both ways: a mark goes with the audio that comes next, and a flush reports every mark as cleared. */
export class ScriptedFork extends ScriptedSocketPeer {
  wasDisconnected = false
  /** True: marks stay with the module, as after a flush. */
  keepsMarks = false

  static async connect(baseUrl: string, subprotocol = 'audio.jambonz.org', auth?: string): Promise<ScriptedFork> {
    const peer = new ScriptedFork(new WebSocket(`${baseUrl}/media/fork`, [subprotocol], auth === undefined ? {} : { auth }))
    await whenOpen(peer.socket)
    return peer
  }

  start(token: string, variables: Record<string, string> = {}): void {
    this.send({ token, sampleRate: 8_000, mixType: 'mono', ...variables })
  }

  speak(bytes: Buffer): void {
    this.socket.send(bytes)
  }

  press(digit: string): void {
    this.send({ event: 'dtmf', dtmf: digit, duration: '1600' })
  }

  hangUp(): void {
    this.socket.close(1_000)
  }

  protected reportMark(name: string, event = 'playout'): void {
    if (!this.keepsMarks) this.send({ type: 'mark', data: { name, event } })
  }

  protected takeAudio(bytes: Buffer): void {
    this.enqueue(bytes, frameBytes)
  }

  protected takeText(text: string): void {
    const { type, data } = JSON.parse(text) as { type: string; data?: { name: string } }
    if (type === 'mark') this.queue.push({ mark: data?.name ?? '' })
    if (type === 'disconnect') this.wasDisconnected = true
    if (type === 'killAudio') for (const name of this.flushQueue()) this.reportMark(name, 'cleared')
  }
}
