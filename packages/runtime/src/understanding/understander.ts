import type { Alternative, Expectation, IntentSource, Interpretation } from '@callchart/protocol'
import type { Fence } from './fence.js'

/** What an understander is told beside the words. Nothing of it says who the caller is. */
export interface UnderstandingContext {
  readonly flow: string
  /** BCP 47. */
  readonly language: string
  /** What the caller was asked. */
  readonly question: string
  /** Only what stands in it may be answered. */
  readonly fence: Fence
  /** Intents of the flow in this language: by what callers say they are known. */
  readonly intents: readonly IntentSource[]
  readonly now: Date
  /** IANA name. */
  readonly timeZone: string
  /** The banned word that a text of a model holds. */
  bannedIn(text: string): string | undefined
}

export type UnderstanderName = 'rasa' | 'chat'

/** A service of somebody else's that may answer stage 4 beside the embedded interpreter. */
export interface Understander {
  readonly name: UnderstanderName
  /**
   * The meaning of what was heard (best first) among what the turn expects.
   * @throws RuntimeError RUNTIME_SERVICE_… when there is none that may be used
   */
  understand(
    alternatives: readonly Alternative[],
    expectation: Expectation,
    context: UnderstandingContext,
    signal: AbortSignal,
  ): Promise<Interpretation>
  /** Lets go of connections. */
  close?(): void
}
