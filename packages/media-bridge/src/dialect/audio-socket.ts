import type { Socket } from 'node:net'
import { frameMs } from '@callchart/protocol'
import type { Ticker } from '../clock/ticker.js'
import { MediaError } from '../errors.js'
import { audioSocketKinds as kinds, writeAudioSocketFrame, type AudioSocketFrame } from './audio-socket-frame.js'
import type { CallAudioSink } from './call-audio.js'
import { Leg } from './leg.js'
import { PlayClock } from './play-clock.js'
import { createWireCodec } from './wire-codec.js'
import { tcpWire } from './wire.js'

/** A caller whose telephone sends nothing is spoken to all the same, in the format that every version of the switch has. */
const firstAudioWithinMs = 100
/** Sent before its time, for the unevenness of our ticks: a switch without a queue of its own plays it as it comes. */
const leadMs = 20
/** After a stall of ours so much is made up at once; more would only pile up at the other end. */
const maxCatchUpMs = 60

/**
 * Asterisk's AudioSocket: for installations that are older than chan_websocket, or want the cheapest way (about half its CPU at the switch).
 * It says nothing of the call but the uuid that the dialplan gives it, which is our token. The switch has neither a queue nor marks: both are
 * kept here.
 *
 * Tried with the application of Asterisk 22.10.1: audio from the caller heard, audio to the caller sent in time, keys, hang-up from either side; a caller whose telephone is silent sends
 * nothing at all. It leaves when it hears nothing of us for 2 s, which the speaker's silence never lets happen. 16 kHz was not tried.
 *
 * @see https://docs.asterisk.org/Configuration/Channel-Drivers/AudioSocket/
 */
export class AudioSocketLeg extends Leg {
  /** Frames that are not sent yet, ready for the line, and the marks behind them: the first is always a frame. */
  private queue: (Buffer | number)[] = []
  private sentUntilMs = 0
  private kind: number = kinds.audio8k
  /** Of what was sent: what a stall of ours holds back in the queue is not played yet. */
  private readonly clock: PlayClock
  private readonly leaveTicker: () => void
  private readonly openedAtMs: number

  constructor(
    socket: Socket,
    sink: CallAudioSink,
    private readonly ticker: Ticker,
  ) {
    super(tcpWire(socket, ticker), sink)
    this.openedAtMs = ticker.nowMs()
    this.clock = new PlayClock(ticker, 0, (id) => this.sink.marked(id, 'played'))
    this.leaveTicker = ticker.subscribe((nowMs) => this.tick(nowMs))
    socket.on('error', (error) =>
      this.breakOff(new MediaError('MEDIA_CONNECTION_LOST', `The connection of the switch broke: ${error.message}.`, { cause: error })),
    )
    socket.on('close', () => this.end('normal'))
  }

  mark(id: number): void {
    if (this.queue.length === 0) this.clock.mark(id)
    else this.queue.push(id)
  }

  clear(): void {
    const marks = [...this.clock.clear(), ...this.queue.filter((queued) => typeof queued === 'number')]
    this.queue = []
    for (const id of marks) this.sink.marked(id, 'cleared')
  }

  /** Each frame is copied behind its header. */
  protected override get keepsBytes(): boolean {
    return false
  }

  protected write(bytes: Buffer, frameCount: number): void {
    if (this.queue.length === 0) this.sentUntilMs = Math.max(this.sentUntilMs, this.ticker.nowMs())
    const frameBytes = bytes.length / frameCount
    for (let at = 0; at < bytes.length; at += frameBytes) this.queue.push(writeAudioSocketFrame(this.kind, bytes.subarray(at, at + frameBytes)))
  }

  protected sayGoodbye(): void {
    this.wire.send(writeAudioSocketFrame(kinds.hangUp))
  }

  protected override letGo(): void {
    this.leaveTicker()
    this.clock.stop()
    this.queue = []
  }

  take({ kind, payload }: AudioSocketFrame): void {
    if (this.isOver) return
    switch (kind) {
      case kinds.audio8k:
      case kinds.audio16k:
        this.useKind(kind)
        this.hear(payload)
        return
      case kinds.digit:
        this.takeDigit(payload.length === 1 ? payload.toString('latin1') : '')
        return
      case kinds.hangUp:
        this.hangUp()
        return
      case kinds.uuid:
        this.fault(new MediaError('MEDIA_OUT_OF_ORDER', 'The switch named its call a second time: it was ignored.'))
        return
      case kinds.error:
        this.fault(new MediaError('MEDIA_OUT_OF_ORDER', `The switch reported the error ${payload.subarray(0, 4).toString('hex')}.`))
        return
      default:
        this.fault(new MediaError('MEDIA_MALFORMED_MESSAGE', `The switch sent a frame of the unknown kind 0x${kind.toString(16)}: it was ignored.`))
    }
  }

  /** The kind that the switch uses for what it sends is the one that it understands. */
  private useKind(kind: number): void {
    if (this.isStarted && kind === this.kind) return
    this.kind = kind
    const codec = createWireCodec(kind === kinds.audio16k ? 'slin16' : 'slin')
    if (this.isStarted) this.reform(codec, codec)
    else this.begin(codec, {})
  }

  private tick(nowMs: number): void {
    if (!this.isStarted) {
      if (nowMs - this.openedAtMs >= firstAudioWithinMs) this.useKind(this.kind)
      return
    }
    while (this.sentUntilMs <= nowMs + leadMs) {
      const frame = this.queue.shift()
      if (typeof frame !== 'object') return
      this.wire.send(frame)
      this.clock.sent(1)
      this.sentUntilMs = Math.max(this.sentUntilMs, nowMs - maxCatchUpMs) + frameMs
      this.passMarks()
    }
  }

  /** Everything before them was sent. */
  private passMarks(): void {
    for (let [next] = this.queue; typeof next === 'number'; [next] = this.queue) {
      this.queue.shift()
      this.clock.mark(next)
    }
  }
}
