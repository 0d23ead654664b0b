import type { MediaCommand } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { CallNote, NewEvent } from '../call/entries.js'
import type { CallState, StepEffect } from '../call/state.js'
import type { Clock } from '../clock.js'

/** What performers of effects may do with their call. Everything that they cause comes back through the call's mailbox. */
export interface CallHands {
  readonly state: CallState
  readonly clock: Clock
  readonly log: Logger
  /** The call's sample clock at a time, in milliseconds since the epoch, while no bridge counts it. */
  readonly clockAt: (at: number) => number
  /** To the bridge; while the bot leg is on its way to another one it waits, and is no matter any more where that leg comes. */
  readonly command: (command: MediaCommand) => void
  /** Where a further leg of this call connects: the bridge that holds the caller. */
  readonly mediaUrl: () => string
  /** Journals and applies; for use inside a task of the mailbox only. */
  readonly record: (notes: readonly CallNote[]) => Promise<StepEffect[]>
  /** An effect is answered: the event goes to the chart, unless the call has gone on with another flow since. */
  readonly report: (event: NewEvent) => void
  /** Another runtime goes on with the call, from its next quiet moment on. @param mayGo asked then */
  readonly goTo: (runtimeId: string, mayGo: () => boolean) => void
  /** Runs in the call's turn, after everything posted before. */
  readonly post: (task: () => Promise<void>) => void
  /** As `post`, and not while the bot leg is on its way from one bridge to another. */
  readonly whenStill: (task: () => Promise<void>) => void
}
