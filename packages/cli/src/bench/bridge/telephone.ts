import { frameMs, frameSamples } from '@callchart/protocol'
import type { WebSocket } from 'ws'
import type { Lateness } from './lateness.js'

interface QueuedMark {
  readonly name: string
  /** Frames that were queued before it. */
  readonly at: number
}

/** What one caller says, frame by frame, over and over. */
export interface SpokenLoop {
  readonly frames: readonly Buffer[]
  /** So many of them, from the first on, are speech. */
  readonly spokenCount: number
}

/** A caller at an Asterisk with chan_websocket, as cheap as can be: µ-law out, and what comes in is played by the count. */
export class Telephone {
  heardFrames = 0
  private queuedFrames = 0
  private playedFrames = 0
  private marks: QueuedMark[] = []
  private emptyAtMs = Number.NaN
  private at: number

  constructor(
    private readonly socket: WebSocket,
    private readonly loop: SpokenLoop,
    startShare: number,
    private readonly lateness: Lateness,
  ) {
    this.at = Math.floor(startShare * loop.frames.length)
    socket.on('message', (message: Buffer, isBinary) => {
      if (isBinary) this.hear(message.length / frameSamples)
      else this.obey(message.toString())
    })
    socket.on('error', () => undefined)
  }

  start(): void {
    this.socket.send(JSON.stringify({ event: 'MEDIA_START', connection_id: 'bench', channel: 'WebSocket/bench/1', channel_id: '1', format: 'ulaw', optimal_frame_size: frameSamples, ptime: frameMs, channel_variables: {} }))
  }

  /** @returns whether the frame was speech */
  tick(): boolean {
    const { frames, spokenCount } = this.loop
    const frame = frames[this.at]
    const isSpoken = this.at < spokenCount
    this.at = (this.at + 1) % frames.length
    if (frame !== undefined && this.socket.readyState === this.socket.OPEN) this.socket.send(frame)
    this.play()
    return isSpoken
  }

  private play(): void {
    if (this.playedFrames < this.queuedFrames) this.playedFrames += 1
    for (let [mark] = this.marks; mark !== undefined && mark.at <= this.playedFrames; [mark] = this.marks) {
      this.marks.shift()
      this.socket.send(JSON.stringify({ event: 'MEDIA_MARK_PROCESSED', channel_id: '1', correlation_id: mark.name }))
    }
  }

  private hear(frames: number): void {
    const nowMs = performance.now()
    this.heardFrames += frames
    this.queuedFrames += frames
    if (!Number.isNaN(this.emptyAtMs)) this.lateness.add(Math.max(0, nowMs - this.emptyAtMs))
    this.emptyAtMs = Math.max(Number.isNaN(this.emptyAtMs) ? nowMs : this.emptyAtMs, nowMs) + frames * frameMs
  }

  private obey(text: string): void {
    const { command, correlation_id: name = '' } = JSON.parse(text) as { command: string; correlation_id?: string }
    if (command === 'MARK_MEDIA') this.marks.push({ name, at: this.queuedFrames })
    else if (command === 'HANGUP') this.socket.close(1_000)
    else if (command === 'FLUSH_MEDIA') {
      this.queuedFrames = this.playedFrames
      this.marks = []
      // What comes next is not late: nothing was promised.
      this.emptyAtMs = Number.NaN
    }
  }
}
