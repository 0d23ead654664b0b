import type { HangUpCause } from '@callchart/protocol'
import { createDtmfDetector, type DtmfDetector } from '../audio/dtmf-detector.js'
import { SampleClock, type FrameCounts } from '../clock/sample-clock.js'
import type { Ticker } from '../clock/ticker.js'
import type { CallAudio, CallAudioSink, CallAudioStart, MediaConnection } from '../dialect/call-audio.js'
import { MediaError } from '../errors.js'
import { Playout, type PlayoutTap } from '../speak/playout.js'
import { Speaker, type PromptSource } from '../speak/speaker.js'

/** From the connection to the switch's first word about its audio. */
const startWithinMs = 5_000
/** Without a frame for this long the party is gone, whatever its switch believes. */
const mediaTimeoutMs = 30_000
/**
 * So many ticks after all was played nothing more is to be heard: a turn would have started its next prompt, and the jitter buffers on the way to
 * the ear, which throw away what they hold when the call ends, are empty (baresip's holds 100 to 200 ms).
 */
const quietTicks = 10
/** Even a queue full of prompts is over after this time. */
const lastWordsMaxMs = 120_000

export interface PartySink {
  /** Once, before all that follows. */
  started(start: CallAudioStart): void
  /** Every 20 ms of the party's clock. @see TurnRunner.hear */
  heard(frame: Int16Array, farEnd: Int16Array | undefined, isFilled: boolean): void
  digit(digit: string): void
  fault(error: MediaError): void
  /** Every 20 ms of real time, after the rest. */
  ticked(nowMs: number): void
  /** Once and last. */
  stopped(cause: HangUpCause): void
}

export interface PartyParts {
  readonly connection: MediaConnection
  readonly ticker: Ticker
  readonly prompts: PromptSource
  readonly counts: FrameCounts
  readonly sink: PartySink
}

/** One person on one connection: what they say, on their clock, and what they hear. */
export class Party implements CallAudioSink {
  readonly clock: SampleClock
  readonly speaker: Speaker
  private readonly playout: Playout
  private readonly audio: CallAudio
  private readonly leaveTicker: () => void
  private readonly keys: DtmfDetector | undefined
  private readonly openedAtMs: number
  private peer: Party | undefined
  private isStarted = false
  private endCause: HangUpCause | undefined
  private hangUpBeforeMs: number | undefined
  private quietCount = 0

  constructor(private readonly parts: PartyParts) {
    const { connection, ticker, prompts, counts, sink } = parts
    this.openedAtMs = ticker.nowMs()
    this.clock = new SampleClock((frame, isFilled) => sink.heard(frame, this.playout.heardNow(), isFilled), counts)
    this.keys = connection.reportsDigits ? undefined : createDtmfDetector((digit) => sink.digit(digit))
    this.audio = connection.open(this, ticker)
    this.playout = new Playout(this.audio, () => ticker.nowMs())
    this.speaker = new Speaker(this.playout, prompts)
    this.leaveTicker = ticker.subscribe((nowMs) => this.tick(nowMs))
  }

  /** Ends the leg now; `stopped` follows with this cause. */
  hangUp(cause: HangUpCause = 'normal'): void {
    this.endCause ??= cause
    this.audio.hangUp()
  }

  /** Ends the leg when the prompts that are queued were heard, to the last syllable; a conversation with a human it ends at once. */
  hangUpWhenPlayed(cause: HangUpCause = 'normal'): void {
    this.hangUpBeforeMs ??= this.parts.ticker.nowMs() + lastWordsMaxMs
    this.endCause ??= cause
    this.speaker.stopMusic()
  }

  /** The leg is to end when all was heard. */
  get isLeaving(): boolean {
    return this.hangUpBeforeMs !== undefined
  }

  /** Both hear each other, sample by sample; prompts and music end. */
  join(other: Party): void {
    this.peer = other
    other.peer = this
    this.speaker.join()
    other.speaker.join()
  }

  /** Undoes `join` on both sides. */
  unjoin(): void {
    const { peer } = this
    this.peer = undefined
    this.speaker.unjoin()
    if (peer?.peer === this) peer.unjoin()
  }

  /** The tap is told all that this party is given to hear. @returns takes it off */
  tapInto(tap: PlayoutTap): () => void {
    return this.playout.tapInto(tap)
  }

  started(start: CallAudioStart): void {
    this.isStarted = true
    this.clock.start(this.parts.ticker.nowMs())
    this.parts.sink.started(start)
  }

  frame(pcm: Int16Array): void {
    this.clock.push(pcm, this.parts.ticker.nowMs())
    this.peer?.speaker.relay(pcm)
    this.keys?.hear(pcm)
  }

  digit(digit: string): void {
    this.parts.sink.digit(digit)
  }

  marked(id: number, outcome: 'played' | 'cleared'): void {
    this.playout.marked(id, outcome)
  }

  held(isHeld: boolean): void {
    this.playout.hold(isHeld)
  }

  fault(error: MediaError): void {
    this.parts.sink.fault(error)
  }

  stopped(cause: HangUpCause): void {
    this.leaveTicker()
    this.unjoin()
    this.speaker.stop()
    this.parts.sink.stopped(this.endCause ?? cause)
  }

  private tick(nowMs: number): void {
    if (!this.isStarted) {
      if (nowMs - this.openedAtMs < startWithinMs) return
      this.audio.abort(
        'media-error',
        new MediaError(
          'MEDIA_START_MISSING',
          `The switch connected and said nothing of its audio within ${startWithinMs / 1_000} s: its connection is ended.`,
        ),
      )
      return
    }
    this.clock.tick(nowMs)
    this.speaker.tick()
    if (this.hangUpBeforeMs !== undefined) this.hangUpIfPlayed(nowMs, this.hangUpBeforeMs)
    else if (this.clock.silentForMs(nowMs) >= mediaTimeoutMs) this.hangUp('media-timeout')
    this.parts.sink.ticked(nowMs)
  }

  private hangUpIfPlayed(nowMs: number, beforeMs: number): void {
    this.quietCount = this.speaker.idle && this.playout.soundAheadMs() === 0 ? this.quietCount + 1 : 0
    if (this.quietCount >= quietTicks || this.peer !== undefined || nowMs >= beforeMs) this.audio.hangUp()
  }
}
