import { seatEventSchema, type SeatCommand, type SeatEvent } from '@callchart/protocol'
import { WebSocket } from 'ws'
import { Inbox } from './inbox.js'

export type SeatEventOf<Type extends SeatEvent['type']> = Extract<SeatEvent, { type: Type }>

/** A human at a desk, as a test wants it. */
export class ScriptedSeat {
  readonly closed: Promise<number>
  private readonly inbox = new Inbox<SeatEvent>()

  constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.inbox.push(seatEventSchema.parse(JSON.parse(data.toString()))))
    this.closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)))
  }

  static async sits(controlUrl: string): Promise<ScriptedSeat> {
    const seat = new ScriptedSeat(new WebSocket(controlUrl))
    await seat.next('seated')
    return seat
  }

  async next<Type extends SeatEvent['type']>(type: Type): Promise<SeatEventOf<Type>> {
    return (await this.inbox.take((event) => event.type === type)) as SeatEventOf<Type>
  }

  get unread(): readonly SeatEvent[] {
    return this.inbox.left
  }

  sends(command: SeatCommand | string | Buffer): void {
    this.socket.send(typeof command === 'string' || Buffer.isBuffer(command) ? command : JSON.stringify(command))
  }

  disappears(): void {
    this.socket.terminate()
  }
}
