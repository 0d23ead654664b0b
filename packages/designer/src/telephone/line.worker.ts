import type { ConnectionOrder, ConnectionReport, LineEnd, PlayOrder, PlayReport } from './line-messages.js'
import { digitEnd, markProcessed, mediaStart, readLegCommand } from './switch-leg.js'

const tell = (report: ConnectionReport): void => self.postMessage(report)

/** The connection of one line, on a thread of its own: a page that is busy drawing makes nobody stutter. */
class LineConnection {
  private readonly socket: WebSocket
  private isOpened = false
  private end: LineEnd | undefined

  constructor(
    mediaUrl: string,
    private readonly channelId: string,
    private readonly sound: MessagePort,
  ) {
    this.socket = new WebSocket(mediaUrl, ['media'])
    this.socket.binaryType = 'arraybuffer'
    this.socket.onopen = () => this.open()
    this.socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.take(data)
    this.socket.onclose = ({ wasClean, code }) => this.close(wasClean && code === 1_000)
  }

  send(message: string | Uint8Array<ArrayBuffer>): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(message)
  }

  press(digit: string): void {
    this.send(digitEnd(this.channelId, digit))
  }

  hangUp(): void {
    this.end ??= 'near-side'
    this.socket.close(1_000)
  }

  private open(): void {
    this.isOpened = true
    this.send(mediaStart(this.channelId))
    this.sound.onmessage = ({ data }: MessageEvent<Uint8Array<ArrayBuffer> | PlayReport>) => {
      if (data instanceof Uint8Array) this.send(data)
      else for (const mark of data.marks) this.send(markProcessed(this.channelId, mark))
    }
    tell({ type: 'opened' })
  }

  private take(data: string | ArrayBuffer): void {
    if (typeof data !== 'string') {
      const codes = new Uint8Array(data)
      this.sound.postMessage(codes, [codes.buffer])
      return
    }
    const command = readLegCommand(data)
    switch (command.type) {
      case 'mark':
      case 'flush':
        this.sound.postMessage(command satisfies PlayOrder)
        return
      case 'hang-up':
        this.end ??= 'far-side'
        this.socket.close(1_000)
        return
      case 'unknown':
        return
    }
  }

  private close(isOrderly: boolean): void {
    this.sound.close()
    tell({ type: 'closed', end: this.end ?? (!this.isOpened ? 'refused' : isOrderly ? 'far-side' : 'lost') })
  }
}

let connection: LineConnection | undefined

self.onmessage = ({ data: order }: MessageEvent<ConnectionOrder>) => {
  switch (order.type) {
    case 'open':
      connection = new LineConnection(order.mediaUrl, order.channelId, order.sound)
      return
    case 'press':
      connection?.press(order.digit)
      return
    case 'hang-up':
      connection?.hangUp()
      return
  }
}
