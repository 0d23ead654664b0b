import type { Alternative } from '@callchart/protocol'

export interface RecognitionRequest {
  readonly language: string
  /** Hints: what the turn enables, the most valuable first. */
  readonly phrases: readonly string[]
  readonly spokenDigits?: { readonly minCount: number; readonly maxCount: number } | undefined
  /** The call's sample clock at the first sample: words are timed on it. */
  readonly startMs: number
}

/** After `recognised` nothing more comes unless the stream goes on; after `failed` nothing at all. */
export interface RecognitionListener {
  hypothesis(text: string, stability: number): void
  recognised(alternatives: readonly Alternative[], engine: string): void
  /** No engine is left. */
  failed(cause: string): void
}

export interface RecognitionStream {
  /** Mono PCM16 at 8 kHz; copied. After `end` it is kept in case the speech goes on. */
  write(frame: Int16Array): void
  /** The speech is over, as it seems: the final is due. */
  end(): void
  /** It was not over: the whole speech is recognised anew, what was written since `end` included. */
  goOn(): void
  /** Not needed any more: nothing is reported. */
  cancel(): void
}

/** Streaming recognition with fall-over. Listeners are never called from inside a method. */
export interface Recogniser {
  /** Why nobody can serve the request, where that is known beforehand. */
  fault(request: RecognitionRequest): string | undefined
  open(request: RecognitionRequest, listener: RecognitionListener): RecognitionStream
}
