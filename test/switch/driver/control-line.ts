import { once, EventEmitter } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const openedWithinMs = 5_000

/** What baresip tells: `CALL_INCOMING`, `CALL_ESTABLISHED`, `CALL_CLOSED`, `REGISTER_OK`, … */
export interface TelephoneEvent {
  readonly type: string
  readonly param?: string
  readonly peeruri?: string
}

/** baresip's control socket (module ctrl_tcp): JSON in netstrings. */
export class ControlLine {
  private readonly events: TelephoneEvent[] = []
  private readonly told = new EventEmitter()
  private unread = Buffer.alloc(0)

  private constructor(private readonly socket: Socket) {
    this.told.setMaxListeners(50)
    socket.on('data', (bytes) => this.read(bytes))
    socket.on('error', () => undefined)
  }

  static async open(port: number, isOver: () => boolean): Promise<ControlLine> {
    const giveUpAt = Date.now() + openedWithinMs
    while (Date.now() < giveUpAt && !isOver()) {
      const socket = connect(port, '127.0.0.1')
      try {
        await once(socket, 'connect')
        return new ControlLine(socket)
      } catch {
        await pause(50)
      }
    }
    throw new Error('baresip did not open its control socket')
  }

  command(name: string, params = ''): void {
    const text = JSON.stringify({ command: name, params })
    this.socket.write(`${Buffer.byteLength(text)}:${text},`)
  }

  /** The next event of this type after the first so many; at once where it came already. */
  async until(type: string, afterCount = 0, withinMs = 30_000): Promise<TelephoneEvent> {
    const giveUp = AbortSignal.timeout(withinMs)
    for (;;) {
      const found = this.events.filter((event) => event.type === type)[afterCount]
      if (found !== undefined) return found
      await once(this.told, 'event', { signal: giveUp }).catch(() => {
        throw new Error(`the telephone did not tell ${type} within ${withinMs} ms, but ${this.events.map((event) => event.type).join(', ')}`)
      })
    }
  }

  countOf(type: string): number {
    return this.events.filter((event) => event.type === type).length
  }

  close(): void {
    this.socket.destroy()
  }

  private read(bytes: Buffer): void {
    this.unread = Buffer.concat([this.unread, bytes])
    for (;;) {
      const colon = this.unread.indexOf(':')
      const length = Number(this.unread.subarray(0, Math.max(0, colon)).toString())
      if (colon < 0 || this.unread.length < colon + length + 2) return
      const message = JSON.parse(this.unread.subarray(colon + 1, colon + 1 + length).toString()) as TelephoneEvent & { readonly event?: boolean }
      this.unread = this.unread.subarray(colon + length + 2)
      if (message.event !== true) continue
      this.events.push(message)
      this.told.emit('event')
    }
  }
}
