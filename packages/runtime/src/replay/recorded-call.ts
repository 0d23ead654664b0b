import type { CallEntry } from '../call/entries.js'
import type { CallOrigin } from '../call/state.js'

/** A call as its journal has it. */
export interface RecordedCall {
  readonly origin: CallOrigin
  /** With which it began, pinned. */
  readonly flow: string
  readonly version: string
  /** In order of sequence, without gaps, from 1. */
  readonly entries: readonly CallEntry[]
  /** From this entry on, something that nobody may read stands masked: hashes are compared up to there. */
  readonly maskedFrom?: number
}
