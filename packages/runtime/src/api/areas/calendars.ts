import {
  calendarDetailSchema,
  calendarListSchema,
  changeCalendarRequestSchema,
  createCalendarRequestSchema,
  removeCalendarQuerySchema,
} from '@callchart/protocol'
import { z } from 'zod'
import type { Calendars } from '../../flows/calendar-desk.js'
import type { AnswersOf, Route } from '../route.js'

const calendarPathSchema = z.strictObject({ calendar: z.string().min(1).max(60) })
/** A thousand holidays. */
const bodyBytes = 1_000_000

export const calendarRoutes = {
  listCalendars: {
    method: 'get',
    path: '/v1/calendars',
    summary: 'Calendars, whether they are open now, and their problems',
    status: 200,
    answer: calendarListSchema,
    problems: [503],
  },
  createCalendar: {
    method: 'post',
    path: '/v1/calendars',
    summary: 'A new calendar, which flows may ask at once',
    body: createCalendarRequestSchema,
    bodyBytes,
    status: 201,
    answer: calendarDetailSchema,
    problems: [400, 409, 413, 415, 422, 503],
  },
  getCalendar: {
    method: 'get',
    path: '/v1/calendars/:calendar',
    summary: 'A calendar as calls ask it now',
    params: calendarPathSchema,
    status: 200,
    answer: calendarDetailSchema,
    problems: [404, 503],
  },
  changeCalendar: {
    method: 'put',
    path: '/v1/calendars/:calendar',
    summary: 'Changes a calendar; calls ask the changed one from then on',
    params: calendarPathSchema,
    body: changeCalendarRequestSchema,
    bodyBytes,
    status: 200,
    answer: calendarDetailSchema,
    problems: [400, 404, 409, 413, 415, 422, 503],
  },
  removeCalendar: {
    method: 'delete',
    path: '/v1/calendars/:calendar',
    summary: 'Removes a calendar that no flow asks',
    params: calendarPathSchema,
    query: removeCalendarQuerySchema,
    status: 204,
    problems: [400, 404, 409, 503],
  },
} as const satisfies Record<string, Route>

export interface CalendarAnswerParts {
  readonly calendars: Calendars
}

export const answerCalendars = ({ calendars }: CalendarAnswerParts): AnswersOf<typeof calendarRoutes> => ({
  listCalendars: async () => ({ calendars: await calendars.list() }),
  createCalendar: ({ body }) => calendars.create(body),
  getCalendar: ({ params }) => calendars.look(params.calendar),
  changeCalendar: ({ params, body }) => calendars.change(params.calendar, body),
  async removeCalendar({ params, query }) {
    await calendars.remove(params.calendar, query.revision)
    return undefined
  },
})
