import type { MediaFact } from '@callchart/protocol'

/** What calls count; the metrics of the process stand behind it. */
export interface CallMeters {
  appended(seconds: number): void
  factTaken(fact: MediaFact): void
  requestSettled(outcome: string): void
}
