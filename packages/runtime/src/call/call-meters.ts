import type { Interpretation, MediaFact } from '@callchart/protocol'

/** What calls count; the metrics of the process stand behind it. */
export interface CallMeters {
  appended(seconds: number): void
  factTaken(fact: MediaFact): void
  understood(interpretation: Interpretation): void
  requestSettled(outcome: string): void
}
