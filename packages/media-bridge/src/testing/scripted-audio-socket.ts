import { connect, type Socket } from 'node:net'
import { audioSocketKinds as kinds, AudioSocketReader, writeAudioSocketFrame } from '../dialect/audio-socket-frame.js'
import { ScriptedPeer } from './scripted-peer.js'

/** An Asterisk with AudioSocket: it plays what comes at once, and reports nothing of it. */
export class ScriptedAudioSocket extends ScriptedPeer {
  wasHungUp = false
  private readonly reader = new AudioSocketReader()

  constructor(readonly socket: Socket) {
    super()
    socket.on('error', () => undefined)
    socket.on('data', (bytes: Buffer) => {
      for (const { kind, payload } of this.reader.push(bytes)) {
        if (kind === kinds.audio8k) this.heard.push(payload)
        if (kind === kinds.hangUp) this.wasHungUp = true
      }
      this.check()
    })
    socket.on('close', () => this.isClosed(0))
  }

  static connect(port: number): Promise<ScriptedAudioSocket> {
    return new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new ScriptedAudioSocket(socket)))
    })
  }

  start(uuid: string): void {
    this.frame(kinds.uuid, Buffer.from(uuid.replaceAll('-', ''), 'hex'))
  }

  speak(bytes: Buffer): void {
    this.frame(kinds.audio8k, bytes)
  }

  press(digit: string): void {
    this.frame(kinds.digit, Buffer.from(digit, 'latin1'))
  }

  hangUp(): void {
    this.socket.end()
  }

  frame(kind: number, payload: Buffer): void {
    this.socket.write(writeAudioSocketFrame(kind, payload))
  }

  /** The switch cannot ask whether it was heard: both ends get some turns of the event loop. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  }

  protected reportMark(): void {
    throw new Error('AudioSocket has no marks')
  }
}
