import type { UnderstandingModel } from '@callchart/nlu'
import type { ErrorCode, UnderstandingSource } from '@callchart/protocol'

/** What the training thread is asked; it works on one source at a time. */
export interface ToTrainer {
  readonly job: number
  readonly source: UnderstandingSource
}

export type FromTrainer =
  | { readonly type: 'trained'; readonly job: number; readonly model: UnderstandingModel }
  /** The source cannot be trained: `code` is that of the error, where it has one. */
  | { readonly type: 'refused'; readonly job: number; readonly code?: ErrorCode; readonly message: string }
