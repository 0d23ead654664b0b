import type { MutualTlsFiles } from '../tls-files.js'

/** One speech engine, in the order of preference of its list. */
export interface EngineConfig {
  readonly name: string
  /** host:port */
  readonly address: string
  readonly tls: boolean
  /** With `tls`: the authority of the engine, where it is none that everybody trusts, and what is shown to an engine that asks for it. */
  readonly tlsFiles?: Partial<MutualTlsFiles> | undefined
  /** Sent as `x-goog-api-key`. */
  readonly apiKey?: string | undefined
  /** Further gRPC metadata, e.g. authorization. */
  readonly metadata?: Readonly<Record<string, string>> | undefined
  /** BCP 47 tags it serves; empty = all. */
  readonly languages: readonly string[]
  /** Most phrases of a turn that it is told: the first ones, which matter most. */
  readonly phraseLimit?: number | undefined
  /** Used where a prompt names none. */
  readonly voice?: string | undefined
  /** Recognition: from the end of the audio to the final. Synthesis: to the first audio and between chunks. */
  readonly deadlineMs: number
}

export interface EngineLists {
  readonly asr: readonly EngineConfig[]
  readonly tts: readonly EngineConfig[]
}
