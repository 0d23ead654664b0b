import type { HangUpCause, MediaCodec } from '@callchart/protocol'
import type { WebSocket } from 'ws'
import type { Ticker } from '../clock/ticker.js'
import type { MediaError } from '../errors.js'

/** What a switch says of a leg when its audio begins. */
export interface CallAudioStart {
  readonly codec: MediaCodec
  /** Variables that the switch keeps with the leg, their names as its dialplan has them. */
  readonly variables: Readonly<Record<string, string>>
}

export type MarkOutcome = 'played' | 'cleared'

/** What a dialect reports, in the order in which it came. */
export interface CallAudioSink {
  /** Once, before everything but `fault` and `stopped`. */
  started(start: CallAudioStart): void
  /** 20 ms of the party's voice, mono PCM16, 160 samples at 8 kHz; valid during the call only: copy what you keep. */
  frame(pcm: Int16Array): void
  digit(digit: string): void
  /** Everything sent before the mark was played out, or was thrown away by `clear`. */
  marked(id: number, outcome: MarkOutcome): void
  /** True: the switch takes no more audio for now. */
  held(isHeld: boolean): void
  /** A bad message; the leg goes on. */
  fault(error: MediaError): void
  /** Once and last: the connection is over. */
  stopped(cause: HangUpCause): void
}

/**
 * One party's audio and call control, in words that every switch has. Nothing is reported from inside these methods but
 * `marked(…, 'cleared')`.
 */
export interface CallAudio {
  /** Whole frames of 160 samples, mono PCM16 at 8 kHz, 25 at most; read before it returns. */
  send(pcm: Int16Array): void
  /** @param id in 0..2^31, used once */
  mark(id: number): void
  /** Throws away what was sent and not played yet; open marks come back as cleared. */
  clear(): void
  /** Ends the leg at the switch and closes: `stopped('normal')` follows. */
  hangUp(): void
  /** Gives the connection up; `stopped` follows with this cause. */
  abort(cause: HangUpCause, error: MediaError): void
}

/** A connection of a party that was let in, in whatever its switch speaks. Exactly one of both methods is called, once. */
export interface MediaConnection {
  /** Name of its dialect. */
  readonly dialect: string
  /** False: keys are looked for in the audio. */
  readonly reportsDigits: boolean
  /** What has come already is reported after it returns. @param ticker for dialects whose switch does not tell what it has played */
  open(sink: CallAudioSink, ticker: Ticker): CallAudio
  /** Nobody wants it any more. */
  close(): void
}

/** One switch's way of carrying a leg over a WebSocket. To add a dialect is to add a file that makes one of these. */
export interface Dialect {
  readonly name: string
  /** Path of its WebSocket address. */
  readonly path: string
  readonly subprotocols: readonly string[]
  /** False: keys are looked for in the audio. */
  readonly reportsDigits: boolean
  /** False: its switch cannot send Basic credentials, its token alone opens the door. */
  readonly sendsCredentials: boolean
  /**
   * Set where the switch can send its token in its first messages, for want of one in its address.
   * @returns undefined: this message has none, and the next one may
   * @throws MediaError MEDIA_TOKEN_MISSING none will come
   */
  readonly tokenOf?: (text: string) => string | undefined
  open(socket: WebSocket, sink: CallAudioSink, ticker: Ticker): CallAudio
}
