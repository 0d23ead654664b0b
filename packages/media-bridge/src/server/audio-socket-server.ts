import { createServer, type AddressInfo, type Socket } from 'node:net'
import type { Ticker, TimeSource } from '../clock/ticker.js'
import { AudioSocketLeg } from '../dialect/audio-socket.js'
import { audioSocketKinds as kinds, AudioSocketReader, writeAudioSocketFrame, type AudioSocketFrame } from '../dialect/audio-socket-frame.js'
import { MediaError } from '../errors.js'
import type { Admission, Admit } from './admission.js'
import { listen } from './listen.js'
import { asRefusal } from './refusal.js'

/** From the connection to the uuid. */
const uuidWithinMs = 5_000
const uuidBytes = 16
/** Anybody may connect: this many wait at once. */
const maxWaitingCount = 200

export interface AudioSocketServerParts {
  readonly host: string
  /** 0 is any free one. */
  readonly port: number
  readonly time: TimeSource
  readonly ticker: Ticker
  readonly admit: Admit
  readonly refused: (error: MediaError) => void
}

export interface AudioSocketServer {
  readonly port: number
  close(): Promise<void>
}

/** The uuid on the wire, in the form in which the runtime has issued it. */
const tokenOf = (uuid: Buffer): string => uuid.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

class Door {
  private readonly waiting = new Set<Socket>()

  constructor(private readonly parts: AudioSocketServerParts) {}

  knock(socket: Socket): void {
    socket.on('error', () => undefined)
    socket.setNoDelay(true)
    if (this.waiting.size >= maxWaitingCount) {
      this.refuse(socket, new MediaError('MEDIA_OVERLOADED', `${maxWaitingCount} connections have not named their call yet: try again.`, { retryable: true }))
      return
    }
    const reader = new AudioSocketReader()
    const cancelDeadline = this.parts.time.after(uuidWithinMs, () =>
      this.refuse(socket, new MediaError('MEDIA_TOKEN_MISSING', `An AudioSocket named no call within ${uuidWithinMs / 1_000} s: its first frame must be its uuid.`)),
    )
    const leave = (): void => {
      cancelDeadline()
      this.waiting.delete(socket)
    }
    const read = (bytes: Buffer): void => {
      const [first, ...early] = reader.push(bytes)
      if (first === undefined) return
      socket.off('data', read)
      socket.pause()
      cancelDeadline()
      void this.admit(socket, reader, first, early)
    }
    this.waiting.add(socket)
    socket.on('data', read).once('close', leave)
  }

  close(): void {
    for (const socket of this.waiting) socket.destroy()
  }

  private async admit(socket: Socket, reader: AudioSocketReader, first: AudioSocketFrame, early: readonly AudioSocketFrame[]): Promise<void> {
    try {
      if (first.kind !== kinds.uuid || first.payload.length !== uuidBytes)
        throw new MediaError('MEDIA_TOKEN_MISSING', 'An AudioSocket did not begin with a uuid: give the application the uuid that is the token of its call.')
      const admission = await this.parts.admit(tokenOf(first.payload))
      if (socket.destroyed) admission.abandon()
      else this.open(socket, reader, early, admission)
    } catch (error) {
      this.refuse(socket, asRefusal(error))
    }
  }

  private open(socket: Socket, reader: AudioSocketReader, early: readonly AudioSocketFrame[], admission: Admission): void {
    this.waiting.delete(socket)
    let leg: AudioSocketLeg | undefined
    admission.accept({
      dialect: 'audiosocket',
      reportsDigits: true,
      open: (sink) => (leg = new AudioSocketLeg(socket, sink, this.parts.ticker)),
      close: () => socket.destroySoon(),
    })
    for (const frame of early) leg?.take(frame)
    socket.on('data', (bytes: Buffer) => {
      for (const frame of reader.push(bytes)) leg?.take(frame)
    })
    socket.resume()
  }

  private refuse(socket: Socket, error: MediaError): void {
    this.waiting.delete(socket)
    this.parts.refused(error)
    socket.write(writeAudioSocketFrame(kinds.hangUp))
    socket.destroySoon()
  }
}

/** Media by AudioSocket, over TCP. @throws MediaError MEDIA_PORT_IN_USE */
export const startAudioSocketServer = async (parts: AudioSocketServerParts): Promise<AudioSocketServer> => {
  const door = new Door(parts)
  const server = createServer((socket) => door.knock(socket))
  await listen(server, parts.host, parts.port)
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        door.close()
      }),
  }
}
