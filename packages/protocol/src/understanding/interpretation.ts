import type { KeyIntent } from './expectation.js'
import type { SlotValue } from './slot-value.js'

export interface RankedIntent {
  readonly intent: string
  /** 0..1 */
  readonly confidence: number
}

/** Why an utterance was understood as it was; shown to people, so it is part of the contract. */
export interface Why {
  readonly by: 'keyword' | 'pattern' | 'phrase' | 'classifier' | 'built-in' | 'reader' | 'service' | 'nothing'
  /** The keyword, pattern, phrase or piece of the utterance that decided. */
  readonly matched?: string
  /** The outside service that was asked and whose answer this is. */
  readonly service?: string
  /** An outside service gave no answer that may be used: this one is the embedded interpreter's. `cause` is a code of docs/errors.md. */
  readonly fellBack?: { readonly from: string; readonly cause: string }
  /** What lost, best first, at most five. */
  readonly losing: readonly RankedIntent[]
}

/** What an utterance names for each of the intents that it may mean. */
export type SlotsByIntent = Readonly<Record<string, Readonly<Record<string, SlotValue>>>>

interface InterpretationBase {
  /** The utterance it speaks of: the alternative that was understood. */
  readonly text: string
  /** 0..1 */
  readonly confidence: number
  readonly slots: Readonly<Record<string, SlotValue>>
  readonly why: Why
}

/** Meaning of one utterance. */
export type Interpretation =
  | (InterpretationBase & { readonly type: 'intent'; readonly intent: string })
  | (InterpretationBase & { readonly type: 'key-intent'; readonly keyIntent: KeyIntent })
  | (InterpretationBase & { readonly type: 'auxiliary'; readonly intent: string })
  | (InterpretationBase & { readonly type: 'value'; readonly value: SlotValue })
  /** Either of two intents, the likelier one first; given only where the expectation `disambiguates`. `slots` is empty. */
  | (InterpretationBase & { readonly type: 'ambiguous'; readonly intents: readonly [string, string]; readonly slotsByIntent: SlotsByIntent })
  | (InterpretationBase & { readonly type: 'no-match' })
