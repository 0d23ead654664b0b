/** What the processes of the bridge bench say to each other. */

export interface ScriptedPrompt {
  readonly text: string
  /** Mono PCM16LE at 8 kHz. */
  readonly pcm: Buffer
}

/** To the far side, first. */
export interface FarSideOrder {
  readonly prompts: readonly ScriptedPrompt[]
  /** Calls that end before their first turn does. */
  readonly isShort: boolean
}

export interface FarSideReady {
  readonly type: 'ready'
  readonly address: string
}

/** Outcomes of turns since they were asked for last, by their type. */
export interface FarSideOutcomes {
  readonly type: 'outcomes'
  readonly outcomes: Readonly<Record<string, number>>
}

/** To the callers, first. */
export interface CallersOrder {
  /** What they say, µ-law at 8 kHz, whole frames. */
  readonly clips: readonly Buffer[]
  /** The line while they are silent, the same way. */
  readonly noise: Buffer
  /** How much of the time each of them speaks, 0..1. */
  readonly speechShare: number
}

/** To the callers: connect, be counted, hang up. Each is answered with its own type. */
export type CallersCommand =
  | { readonly type: 'connect'; readonly urls: readonly string[] }
  | { readonly type: 'count' }
  | { readonly type: 'hang-up' }

/** Counted since the last time. */
export interface CallersCount {
  readonly type: 'count'
  readonly sentFrames: number
  readonly spokenFrames: number
  readonly heardFrames: number
  /** Messages that came after the one before them was played out, by how much, in ms. */
  readonly lateness: { readonly p50: number; readonly p99: number; readonly max: number }
  /** How late the callers themselves were with their frames, p99 in ms. */
  readonly ownLatenessMs: number
  /** Connections that ended by themselves. */
  readonly lostCalls: number
}
