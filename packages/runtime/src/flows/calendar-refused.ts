import type { FlowProblem } from '@callchart/flow'
import { RuntimeError } from '../errors.js'

/** A calendar that is none; what is wrong with it stands beside it. */
export class CalendarRefused extends RuntimeError {
  constructor(
    readonly calendar: string,
    readonly problems: readonly FlowProblem[],
  ) {
    super('RUNTIME_CALENDAR_REFUSED', `The calendar "${calendar}" does not fit its schema: see "problems".`)
  }
}
