import { WebSocket, type RawData } from 'ws'
import { seatEventSchema, type SeatCommand, type SeatEvent } from '@callchart/protocol'
import { CliError, messageOf } from '../errors.js'
import type { ApiClient } from './api-client.js'

type EventOf<Type extends SeatEvent['type']> = Extract<SeatEvent, { type: Type }>

/** A human's place in a queue: the control connection of a seat. */
export interface Seat {
  readonly queue: string
  /** Resolves with the first event of one of the types, those that came before included. */
  next<Type extends SeatEvent['type']>(...types: Type[]): Promise<EventOf<Type>>
  send(command: SeatCommand): void
  close(): void
}

/** @throws CliError CLI_SYSTEM_UNREACHABLE */
export async function takeSeat(api: ApiClient, queue: string, name: string): Promise<Seat> {
  const { controlUrl } = await api.joinQueue(queue, name)
  const socket = new WebSocket(controlUrl, { perMessageDeflate: false, handshakeTimeout: 5_000 })
  const box = new EventBox()
  socket.on('message', (data: RawData) => box.put(parseEvent(data)))
  socket.on('close', (code) =>
    box.end(new CliError('CLI_SYSTEM_UNREACHABLE', `The seat in queue "${queue}" was closed with code ${code}.`)),
  )
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve)
    socket.once('error', (error) =>
      reject(new CliError('CLI_SYSTEM_UNREACHABLE', `The seat in queue "${queue}" was refused: ${messageOf(error)}`, { cause: error })),
    )
  })
  socket.on('error', () => undefined)
  return {
    queue,
    next: (...types) => box.take(types),
    send: (command) => socket.send(JSON.stringify(command)),
    close: () => socket.close(1000),
  }
}

function parseEvent(data: RawData): SeatEvent {
  const text = Buffer.isBuffer(data) ? data.toString('utf8') : ''
  const parsed = seatEventSchema.safeParse(JSON.parse(text) as unknown)
  if (parsed.success) return parsed.data
  return { type: 'error', code: 'CLI_SYSTEM_UNREACHABLE', message: `unreadable seat event: ${text.slice(0, 200)}` }
}

interface Taker {
  readonly types: readonly string[]
  readonly resolve: (event: SeatEvent) => void
  readonly reject: (error: Error) => void
}

/** Events wait here until somebody asks for their type. */
class EventBox {
  private readonly waiting: SeatEvent[] = []
  private takers: Taker[] = []
  private ended: Error | undefined

  put(event: SeatEvent): void {
    const taker = this.takers.find(({ types }) => types.includes(event.type))
    if (taker === undefined) {
      this.waiting.push(event)
      return
    }
    this.takers = this.takers.filter((other) => other !== taker)
    taker.resolve(event)
  }

  end(error: Error): void {
    this.ended = error
    for (const taker of this.takers.splice(0)) taker.reject(error)
  }

  take<Type extends SeatEvent['type']>(types: readonly Type[]): Promise<EventOf<Type>> {
    const found = this.waiting.findIndex((event) => (types as readonly string[]).includes(event.type))
    if (found >= 0) return Promise.resolve(this.waiting.splice(found, 1)[0] as EventOf<Type>)
    if (this.ended !== undefined) return Promise.reject(this.ended)
    return new Promise((resolve, reject) => this.takers.push({ types, resolve: resolve as (event: SeatEvent) => void, reject }))
  }
}
