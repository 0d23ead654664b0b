import { WebSocket, type RawData } from 'ws'

/** A frame the switch was given, or a mark between frames. */
type Queued = { readonly frame: Buffer } | { readonly mark: string }

/** The far end of a leg: queues what it is given and plays it when the test says so. */
export abstract class ScriptedPeer {
  readonly queue: Queued[] = []
  /** Frames that were played out. */
  readonly heard: Buffer[] = []
  /** How often sound was thrown away that was still to be played: of silence nobody hears that it is gone. */
  cutCount = 0
  /** Code of the WebSocket's close; 0 of a connection that has none. */
  closeCode: number | undefined
  private readonly waiters: { test: () => boolean; met: () => void }[] = []

  protected abstract reportMark(name: string): void
  /** Resolves when the bridge has read everything sent so far, or the connection is over. */
  abstract settled(): Promise<void>

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

  protected enqueue(bytes: Buffer, frameBytes: number): void {
    for (let at = 0; at + frameBytes <= bytes.length; at += frameBytes) this.queue.push({ frame: bytes.subarray(at, at + frameBytes) })
  }

  /** @returns the marks that were among what is thrown away */
  protected flushQueue(): string[] {
    const thrown = this.queue.splice(0)
    if (thrown.some((queued) => 'frame' in queued && hasSound(queued.frame))) this.cutCount += 1
    return thrown.flatMap((queued) => ('mark' in queued ? [queued.mark] : []))
  }

  protected check(): void {
    for (const waiter of this.waiters.splice(0)) {
      if (waiter.test()) waiter.met()
      else this.waiters.push(waiter)
    }
  }

  protected isClosed(code: number): void {
    this.closeCode = code
    this.check()
  }
}

/** Silence is one byte over and over: this of µ-law, A-law, linear. */
const silentBytes: ReadonlySet<number | undefined> = new Set([0xff, 0xd5, 0x00])

const hasSound = (frame: Buffer): boolean => !silentBytes.has(frame[0]) || frame.some((byte) => byte !== frame[0])

/** Resolves when the socket is open. @throws the status of a refusal, `HTTP 401` */
export const whenOpen = (socket: WebSocket): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', reject)
    socket.once('unexpected-response', (_, response) => reject(new Error(`HTTP ${response.statusCode ?? 0}`)))
  })

/** One that speaks over a WebSocket. */
export abstract class ScriptedSocketPeer extends ScriptedPeer {
  constructor(readonly socket: WebSocket) {
    super()
    socket.on('message', (message, isBinary) => this.take(message, isBinary))
    socket.on('error', () => undefined)
    socket.on('close', (code) => this.isClosed(code))
  }

  protected abstract takeAudio(bytes: Buffer): void
  protected abstract takeText(text: string): void

  send(message: Record<string, unknown>): void {
    this.socket.send(JSON.stringify(message))
  }

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

  private take(message: RawData, isBinary: boolean): void {
    if (!Buffer.isBuffer(message)) return
    if (isBinary) this.takeAudio(message)
    else this.takeText(message.toString())
    this.check()
  }
}
