import { calendarSchema } from '@callchart/flow'
import { expect, it } from 'vitest'
import { answerCheck } from './hours.js'

const calendar = calendarSchema.parse({
  schemaVersion: 1,
  id: 'office',
  name: 'Office',
  timeZone: 'Europe/Paris',
  weekly: [{ days: ['mon'], from: '09:00', to: '17:00' }],
  holidays: [{ date: '2026-01-12', name: 'Stocktaking' }],
})
const asked = (iso: string) => ({ effect: { type: 'hours.check', checkId: 'h1', calendar: 'office' } as const, at: Date.parse(iso) })

it.each([
  ['2026-01-05T09:00:00Z', { type: 'hours.open', checkId: 'h1' }],
  ['2026-01-05T17:00:00Z', { type: 'hours.closed', checkId: 'h1', reason: 'hours' }],
  ['2026-01-12T09:00:00Z', { type: 'hours.closed', checkId: 'h1', reason: 'holiday', holiday: 'Stocktaking' }],
])('answers for the moment of the question: %s', (iso, event) => {
  expect(answerCheck(asked(iso), calendar)).toEqual(event)
})

it('fails where nobody knows the calendar', () => {
  expect(answerCheck(asked('2026-01-05T09:00:00Z'), undefined)).toEqual({ type: 'hours.failed', checkId: 'h1', cause: 'unknown-calendar' })
})
