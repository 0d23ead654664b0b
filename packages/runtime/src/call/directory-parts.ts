import type { Logger } from 'pino'
import type { Clock } from '../clock.js'
import type { LegUrl } from '../control/bridge-list.js'
import type { Store } from '../store/store.js'
import type { CallRow } from '../store/tables.js'
import type { FactTaker } from '../switch/fact-reader.js'
import type { Versions } from './ready-version.js'
import type { CallOrigin } from './state.js'
import type { CallSurroundings } from './surroundings.js'

export interface DirectorySettings {
  /** Of the token of a call's media; without media until then the call is closed. */
  readonly tokenLifetimeMs: number
  readonly leaseMs: number
  readonly sweepMs: number
  readonly reattachMs: number
  /** How often a runtime looks for calls whose end was asked of another one. */
  readonly hangUpPollMs: number
}

/** The lines of calls, as their directory needs them. */
export interface LinesOfCalls {
  /** What the switch told of the call's line while nobody worked on the call, or nobody wrote it down, goes to the call. */
  giveUntaken(callId: string, call: FactTaker): void
  /** A call that waited for its media is over: so is its line. */
  unheard(row: CallRow): void
  /** This runtime works on the call from now on. */
  begins(row: CallRow): void
  /** It works on it no more. */
  ends(callId: string): void
}

export interface DirectoryParts {
  readonly runtimeId: string
  readonly store: Store
  readonly clock: Clock
  readonly logger: Logger
  readonly versions: Versions
  readonly settings: DirectorySettings
  readonly newCallId: () => string
  readonly lines: LinesOfCalls
  readonly callEnded: (disposition: string) => void
  /** Everything that a call needs beside its directory. */
  readonly surroundings: Omit<CallSurroundings, 'changed' | 'ended' | 'gone' | 'goesTo' | 'tag' | 'liveVersion' | 'newMediaUrl'>
  /** A bridge for a further bot leg. @throws RUNTIME_MEDIA_URL_UNKNOWN */
  legUrl(): LegUrl
  /** Whether the bridge at this address has said that it is to end. */
  isEnding(mediaUrl: string): boolean
}

export type CallAttributes = Omit<CallOrigin, 'callId' | 'startedAt'>

export interface BridgeHello {
  readonly token: string
  /** Set when the call's media attaches again. */
  readonly callId?: string | undefined
  readonly mediaUrl: string
  readonly lastCommandNumber: number
  /** The newest that the bridge knows of the call; 0 where it knows none. */
  readonly epoch: number
}

export interface CreatedCall {
  readonly callId: string
  readonly token: string
  readonly expiresAt: Date
}
