import { WebSocket, type RawData } from 'ws'

/** A frame the switch was given, or a mark between frames. */
type Queued = { readonly frame: Buffer } | { readonly mark: string }

export interface SwitchOptions {
  readonly form?: 'json' | 'plain-text'
  readonly format?: string
  readonly frameBytes?: number
}

/** The far end of a media WebSocket: queues what it is given and plays it when the test says so, as chan_websocket does. */
export class ScriptedSwitch {
  readonly queue: Queued[] = []
  /** Frames that were played out. */
  readonly heard: Buffer[] = []
  readonly commands: string[] = []
  flushCount = 0
  closeCode: number | undefined
  private readonly form: 'json' | 'plain-text'
  private readonly format: string
  private readonly frameBytes: number
  private readonly waiters: { test: () => boolean; met: () => void }[] = []

  constructor(
    readonly socket: WebSocket,
    { form = 'json', format = 'ulaw', frameBytes = 160 }: SwitchOptions = {},
  ) {
    this.form = form
    this.format = format
    this.frameBytes = frameBytes
    socket.on('message', (message, isBinary) => this.take(message, isBinary))
    socket.on('error', () => undefined)
    socket.on('close', (code) => {
      this.closeCode = code
      this.check()
    })
  }

  /** Connects, and says how its audio is formed. */
  static async connect(url: string, options: SwitchOptions = {}): Promise<ScriptedSwitch> {
    const socket = new WebSocket(url, ['media'])
    const peer = new ScriptedSwitch(socket, options)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
      socket.once('unexpected-response', (_, response) => reject(new Error(`HTTP ${response.statusCode ?? 0}`)))
    })
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

  send(event: Record<string, unknown>): void {
    this.socket.send(JSON.stringify(event))
  }

  speak(bytes: Buffer): void {
    this.socket.send(bytes)
  }

  press(digit: string): void {
    if (this.form === 'plain-text') this.socket.send(`DTMF_END digit:${digit} channel_id:1.5`)
    else this.send({ event: 'DTMF_END', digit, channel_id: '1.5' })
  }

  /** Plays so many frames of the queue; marks between them are reported. */
  play(frames: number): void {
    let left = frames
    while (this.queue.length > 0) {
      const [next] = this.queue
      if (next === undefined || ('frame' in next && left === 0)) return
      this.queue.shift()
      if ('frame' in next) {
        this.heard.push(next.frame)
        left -= 1
      } else this.reportMark(next.mark)
    }
  }

  get queuedFrames(): number {
    return this.queue.filter((queued) => 'frame' in queued).length
  }

  when(test: () => boolean): Promise<void> {
    if (test()) return Promise.resolve()
    return new Promise((met) => this.waiters.push({ test, met }))
  }

  async closed(): Promise<number> {
    await this.when(() => this.closeCode !== undefined)
    return this.closeCode ?? 0
  }

  /** Resolves when the bridge has read everything sent so far, or the connection is over. */
  async settled(): Promise<void> {
    if (this.socket.readyState !== this.socket.OPEN) return
    await new Promise<void>((resolve) => {
      const done = (): void => {
        this.socket.off('pong', done).off('close', done)
        resolve()
      }
      this.socket.on('pong', done).on('close', done)
      this.socket.ping()
    })
  }

  private reportMark(id: string): void {
    if (this.form === 'plain-text') this.socket.send(`MEDIA_MARK_PROCESSED correlation_id:${id}`)
    else this.send({ event: 'MEDIA_MARK_PROCESSED', channel_id: '1.5', correlation_id: id })
  }

  private take(message: RawData, isBinary: boolean): void {
    if (!Buffer.isBuffer(message)) return
    if (isBinary)
      for (let at = 0; at + this.frameBytes <= message.length; at += this.frameBytes)
        this.queue.push({ frame: message.subarray(at, at + this.frameBytes) })
    else this.obey(message.toString())
    this.check()
  }

  private obey(text: string): void {
    const { command, correlation_id: id = '' } =
      this.form === 'json'
        ? (JSON.parse(text) as { command: string; correlation_id?: string })
        : { command: text.split(' ')[0] ?? '', correlation_id: text.split(' ')[1] ?? '' }
    this.commands.push(command)
    if (command === 'MARK_MEDIA') this.queue.push({ mark: id })
    if (command === 'FLUSH_MEDIA') {
      this.flushCount += 1
      this.queue.length = 0
    }
    if (command === 'HANGUP') this.socket.close(1_000)
  }

  private check(): void {
    for (const waiter of this.waiters.splice(0)) {
      if (waiter.test()) waiter.met()
      else this.waiters.push(waiter)
    }
  }
}
