import type { MediaFact, Prompt, TurnAppend, TurnStart } from '@callchart/protocol'

/** The call's sample clock: milliseconds of audio since the call connected, a frame is 20 ms. */
export interface CallClock {
  nowMs(): number
}

/** What one `play` reports. Nothing is reported after `stop`, nor between `pause` and `resume`. */
export interface PlaybackListener {
  /** The first frame went to the switch. */
  started(): void
  /** Played out at the switch: its mark came back. */
  finished(): void
  /** Nobody could speak it, or its audio broke off. `started` may have been reported before. */
  failed(cause: string): void
}

/**
 * Plays one prompt at a time to the caller. A second `play` comes only after `finished`, `failed` or `stop`.
 * Listeners are never called from inside `play`, `pause`, `resume` or `stop`.
 */
export interface PromptPlayer {
  /** These come next: synthesise or read them now, so that `play` starts at once. */
  prepare(prompts: readonly Prompt[]): void
  play(prompt: Prompt, listener: PlaybackListener): void
  /** The tone that asks for a message; otherwise as `play`. */
  playTone(listener: PlaybackListener): void
  /** Stops at once and flushes the switch; the prompt stays ready to go on. @returns milliseconds heard so far */
  pause(): number
  /** Goes on where `pause` stopped. */
  resume(): void
  /** Stops for good, playing or paused; does nothing when idle. @returns milliseconds heard */
  stop(): number
  /** From now on, or no longer: a sound that somebody is there, while nothing else is heard. */
  signLife(isWaiting: boolean): void
}

/** Text or SSML to be spoken as mono PCM16 at 8 kHz. */
export interface SpeechRequest {
  readonly text: string
  readonly ssml?: string | undefined
  readonly language: string
  readonly voice?: string | undefined
}

export interface SpokenChunk {
  /** Mono PCM16 at 8 kHz; any length; owned by the receiver. */
  readonly pcm: Int16Array
  /** Name of the engine that spoke it. */
  readonly engine: string
}

export interface Synthesiser {
  /** The engine and voice that speak it when all is well; their names, not their addresses, are part of a cache's key. */
  preferred(request: SpeechRequest): { readonly engine: string; readonly voice: string }
  /** Falls over to the next engine by itself. @throws MediaError MEDIA_SYNTHESIS_FAILED when no engine spoke it to its end */
  synthesise(request: SpeechRequest, signal: AbortSignal): AsyncIterable<SpokenChunk>
}

/** One fact of a turn, at the sample clock's time. */
export type ReportFact = (fact: MediaFact) => void

/** Runs the turns of one call and hears its caller. */
export interface TurnRunner {
  /** A `turnId` that was started before is ignored. A turn still running is cancelled first. */
  start(turn: TurnStart): void
  /** Further prompts of the turn that runs, if it is this one and still open. */
  append(append: TurnAppend): void
  cancel(turnId: string): void
  /** A key of the caller: reports `digit.pressed`, then serves the turn or is kept as type-ahead. */
  pressDigit(digit: string): void
  /**
   * Exactly once for every 20 ms of the call's clock, after the clock was advanced; missing frames as silence.
   * Both frames are mono PCM16, 160 samples at 8 kHz, and are copied: the caller's, and what the switch was given to
   * play for the same 20 ms (undefined or silence when nothing).
   * @param isFilled the frame is silence in place of one that is late or missing
   */
  hear(frame: Int16Array, farEnd: Int16Array | undefined, isFilled?: boolean): void
  /** Forgets speech and keys of the time before: after legs were joined. */
  forget(): void
  /** Before `caller.hung-up` is reported: a message that the caller was leaving ends here. */
  callerLeaves(): void
  /** After `caller.hung-up` was reported: stops everything; a running turn ends with `turn.cancelled`, and so does each that is started later. */
  hangUp(): void
}
