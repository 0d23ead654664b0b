import type { Interpretation, MediaFact } from '@callchart/protocol'
import type { Stage } from '../watch/stages.js'
import type { TransferOutcome } from '../watch/transfer-watch.js'

/** What calls count; the metrics of the process stand behind it. */
export interface CallMeters {
  readonly factTaken: (fact: MediaFact) => void
  /** Everything that follows from the outcome of a turn is done: seconds since it came, milliseconds of each stage. */
  readonly outcomeTaken: (seconds: number, stagesMs: ReadonlyMap<Stage, number>) => void
  readonly transferSettled: (transfer: TransferOutcome) => void
  readonly understood: (interpretation: Interpretation) => void
  readonly requestSettled: (outcome: string) => void
  /** Of a row outside the call, and of a question for a calendar. */
  readonly effectSettled: (type: string, outcome: string) => void
}
