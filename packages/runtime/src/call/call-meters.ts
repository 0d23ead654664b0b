import type { Interpretation, MediaFact } from '@callchart/protocol'

/** What calls count; the metrics of the process stand behind it. */
export interface CallMeters {
  readonly appended: (seconds: number) => void
  readonly factTaken: (fact: MediaFact) => void
  readonly understood: (interpretation: Interpretation) => void
  readonly requestSettled: (outcome: string) => void
  /** Of a row outside the call, and of a question for a calendar. */
  readonly effectSettled: (type: string, outcome: string) => void
}
