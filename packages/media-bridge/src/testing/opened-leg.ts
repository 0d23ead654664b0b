import { EventEmitter } from 'node:events'
import type { HangUpCause } from '@callchart/protocol'
import type { WebSocket } from 'ws'
import type { CallAudioSink, CallAudioStart, Dialect, MarkOutcome } from '../dialect/call-audio.js'
import { ManualTicker } from './manual-ticker.js'

/** As much of a WebSocket as a dialect uses. */
export class FakeSocket extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  bufferedAmount = 0
  readonly sent: (string | Buffer)[] = []
  closedWith: [number, string | undefined] | undefined

  send(message: string | Buffer): void {
    this.sent.push(typeof message === 'string' ? message : Buffer.from(message))
  }

  close(code: number, reason?: string): void {
    this.closedWith ??= [code, reason]
    this.readyState = 2
  }
}

/** What a leg has reported. */
export const createSinkLog = () => {
  const log = {
    starts: [] as CallAudioStart[],
    frames: [] as number[][],
    digits: '',
    marks: [] as [number, MarkOutcome][],
    held: [] as boolean[],
    codes: [] as string[],
    stops: [] as HangUpCause[],
  }
  const sink: CallAudioSink = {
    started: (start) => log.starts.push(start),
    frame: (pcm) => log.frames.push([...pcm]),
    digit: (digit) => (log.digits += digit),
    marked: (id, outcome) => log.marks.push([id, outcome]),
    held: (isHeld) => log.held.push(isHeld),
    fault: (error) => log.codes.push(error.code),
    stopped: (cause) => log.stops.push(cause),
  }
  return { log, sink }
}

/** A leg of a dialect on a socket that a test speaks into. */
export const openLeg = (dialect: Dialect) => {
  const socket = new FakeSocket()
  const ticker = new ManualTicker()
  const { log, sink } = createSinkLog()
  const audio = dialect.open(socket as unknown as WebSocket, sink, ticker)
  return {
    socket,
    ticker,
    audio,
    log,
    text: (text: string) => socket.emit('message', Buffer.from(text), false),
    json: (message: unknown) => socket.emit('message', Buffer.from(JSON.stringify(message)), false),
    binary: (bytes: Buffer) => socket.emit('message', bytes, true),
    hex: (hex: string) => socket.emit('message', Buffer.from(hex.replace(/\s/g, ''), 'hex'), true),
    /** What the leg has sent as text, parsed. */
    sentJson: () => socket.sent.filter((message) => typeof message === 'string').map((text) => JSON.parse(text) as Record<string, unknown>),
  }
}

export type OpenedLeg = ReturnType<typeof openLeg>
