import { WebSocket } from 'ws'
import { ScriptedSocketPeer, whenOpen } from './scripted-peer.js'

export interface SwitchOptions {
  readonly form?: 'json' | 'plain-text'
  readonly format?: string
  readonly frameBytes?: number
}

/** An Asterisk with chan_websocket. */
export class ScriptedSwitch extends ScriptedSocketPeer {
  readonly commands: string[] = []
  private readonly form: 'json' | 'plain-text'
  private readonly format: string
  private readonly frameBytes: number

  constructor(socket: WebSocket, { form = 'json', format = 'ulaw', frameBytes = 160 }: SwitchOptions = {}) {
    super(socket)
    this.form = form
    this.format = format
    this.frameBytes = frameBytes
  }

  /** Connects, and says how its audio is formed. */
  static async connect(url: string, options: SwitchOptions = {}): Promise<ScriptedSwitch> {
    const peer = new ScriptedSwitch(new WebSocket(url, ['media']), options)
    await whenOpen(peer.socket)
    return peer
  }

  start(variables: Record<string, string> = {}): void {
    if (this.form === 'plain-text')
      this.socket.send(
        `MEDIA_START connection_id:bot channel:WebSocket/bot/0x1 channel_id:1.5 format:${this.format} ` +
          `optimal_frame_size:${this.frameBytes} ptime:20`,
      )
    else
      this.send({
        event: 'MEDIA_START',
        connection_id: 'bot',
        channel: 'WebSocket/bot/0x1',
        channel_id: '1.5',
        format: this.format,
        optimal_frame_size: this.frameBytes,
        ptime: 20,
        channel_variables: variables,
      })
  }

  speak(bytes: Buffer): void {
    this.socket.send(bytes)
  }

  press(digit: string): void {
    if (this.form === 'plain-text') this.socket.send(`DTMF_END digit:${digit} channel_id:1.5`)
    else this.send({ event: 'DTMF_END', digit, channel_id: '1.5' })
  }

  protected reportMark(id: string): void {
    if (this.form === 'plain-text') this.socket.send(`MEDIA_MARK_PROCESSED correlation_id:${id}`)
    else this.send({ event: 'MEDIA_MARK_PROCESSED', channel_id: '1.5', correlation_id: id })
  }

  protected takeAudio(bytes: Buffer): void {
    this.enqueue(bytes, this.frameBytes)
  }

  protected takeText(text: string): void {
    const { command, correlation_id: id = '' } =
      this.form === 'json'
        ? (JSON.parse(text) as { command: string; correlation_id?: string })
        : { command: text.split(' ')[0] ?? '', correlation_id: text.split(' ')[1] ?? '' }
    this.commands.push(command)
    if (command === 'MARK_MEDIA') this.queue.push({ mark: id })
    if (command === 'FLUSH_MEDIA') this.flushQueue()
    if (command === 'HANGUP') this.socket.close(1_000)
  }
}
