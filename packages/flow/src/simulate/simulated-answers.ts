import { openingAt } from '../calendar/opening.js'
import type { Calendar } from '../calendar/schema.js'
import type { HoursCheck, SimulatedAnswer, SimulatedHours, SimulatedKnowledge, UntimedEvent } from './simulation.js'

export const answerEvent = (requestId: string, answer: SimulatedAnswer): UntimedEvent => {
  if ('failure' in answer) return { type: 'request.failed', requestId, cause: answer.failure }
  if (!('status' in answer)) return { type: 'request.outcome-unknown', requestId }
  return answer.status < 400
    ? { type: 'request.succeeded', requestId, status: answer.status, body: answer.body }
    : { type: 'request.failed', requestId, cause: 'status', status: answer.status }
}

/** Sentence by sentence where a model answers. */
export const knowledgeEvents = (questionId: string, answer: SimulatedKnowledge): readonly UntimedEvent[] => {
  if ('failure' in answer) return [{ type: 'knowledge.failed', questionId, cause: answer.failure }]
  if ('sentences' in answer) {
    return [...answer.sentences.map((text, index): UntimedEvent => ({ type: 'knowledge.sentence', questionId, index, text })), { type: 'knowledge.answered', questionId, source: 'llm' }]
  }
  return [{ type: 'knowledge.answered', questionId, source: 'faq', entryId: answer.entryId, confidence: answer.confidence }]
}

export const hoursEvent = (checkId: string, hours: SimulatedHours): UntimedEvent => {
  switch (hours) {
    case 'open':
      return { type: 'hours.open', checkId }
    case 'closed':
      return { type: 'hours.closed', checkId, reason: 'hours' }
    case 'failed':
      return { type: 'hours.failed', checkId, cause: 'the calendar cannot be asked' }
  }
}

/** @param now milliseconds since the epoch */
export const calendarEvent = ({ checkId }: HoursCheck, calendar: Calendar | undefined, now: number): UntimedEvent => {
  if (calendar === undefined) return { type: 'hours.failed', checkId, cause: 'there is no such calendar in this simulation' }
  const { open, reason, holiday } = openingAt(calendar, now)
  if (open) return { type: 'hours.open', checkId }
  return { type: 'hours.closed', checkId, reason, ...(holiday === undefined ? {} : { holiday }) }
}
