import { calendarListSchema, flowListSchema, type CalendarView, type FlowView } from '@callchart/protocol'
import type { AnswersOf, Route } from '../route.js'

export const flowRoutes = {
  listFlows: {
    method: 'get',
    path: '/v1/flows',
    summary: 'Flows with their live versions and problems',
    status: 200,
    answer: flowListSchema,
    problems: [503],
  },
  listCalendars: {
    method: 'get',
    path: '/v1/calendars',
    summary: 'Calendars, whether they are open now, and their problems',
    status: 200,
    answer: calendarListSchema,
    problems: [503],
  },
} as const satisfies Record<string, Route>

export interface FlowAnswerParts {
  flows(): readonly FlowView[]
  calendars(): readonly CalendarView[]
}

export const answerFlows = (parts: FlowAnswerParts): AnswersOf<typeof flowRoutes> => ({
  listFlows: async () => ({ flows: parts.flows() }),
  listCalendars: async () => ({ calendars: parts.calendars() }),
})
