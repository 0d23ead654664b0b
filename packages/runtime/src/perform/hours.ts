import { openingAt, type Calendar } from '@callchart/flow'
import type { NewEvent } from '../call/entries.js'
import type { OpenCheck } from '../call/state.js'

export type OpeningEvent = Extract<NewEvent, { type: 'hours.open' | 'hours.closed' | 'hours.failed' }>

/** Whether the calendar, as it stands now, is open at the moment that the chart asked. */
export function answerCheck({ effect, at }: OpenCheck, calendar: Calendar | undefined): OpeningEvent {
  const { checkId } = effect
  if (calendar === undefined) return { type: 'hours.failed', checkId, cause: 'unknown-calendar' }
  const { open, reason, holiday } = openingAt(calendar, at)
  return open
    ? { type: 'hours.open', checkId }
    : { type: 'hours.closed', checkId, reason, ...(holiday === undefined ? {} : { holiday }) }
}
