import { z } from 'zod'
import { authorSchema } from './drafts.js'
import { problemViewSchema } from './flows.js'

export const calendarViewSchema = z.object({
  calendar: z.string(),
  name: z.string(),
  /** What follows is absent while the file has never been good. */
  timeZone: z.string().optional(),
  /** Now. */
  open: z.boolean().optional(),
  /** Name of the holiday that it is there now. */
  holiday: z.string().optional(),
  publishedAt: z.string().optional(),
  /** Who changed it last in the web app; absent where the file did. */
  author: z.string().optional(),
  /** Flows that ask it, those included whose drafts do. */
  usedBy: z.array(z.string()),
  /** What is wrong with the file as it stands; calls are answered from its last good state meanwhile. */
  problems: z.array(problemViewSchema),
})

export const calendarListSchema = z.object({ calendars: z.array(calendarViewSchema) })

/** A calendar as it is asked now, of the shape of flows/calendar.schema.json. */
export const calendarDocumentSchema = z.looseObject({ id: z.string().regex(/^[a-z][A-Za-z0-9-]*$/).max(60) })

export const calendarDetailSchema = calendarViewSchema.extend({
  document: calendarDocumentSchema,
  /** Grows with every change. */
  revision: z.int(),
  /** Name of its file; absent where it is kept in the database alone. */
  file: z.string().optional(),
})

export const createCalendarRequestSchema = z.strictObject({ author: authorSchema, document: calendarDocumentSchema })

/** @see RUNTIME_CALENDAR_CHANGED: of another revision than the one that was looked at nothing is changed */
export const changeCalendarRequestSchema = createCalendarRequestSchema.extend({ revision: z.int().min(1) })

export const removeCalendarQuerySchema = z.strictObject({ revision: z.coerce.number().int().min(1) })

export type CalendarView = z.infer<typeof calendarViewSchema>
export type CalendarDetail = z.infer<typeof calendarDetailSchema>
export type CreateCalendarRequest = z.infer<typeof createCalendarRequestSchema>
export type ChangeCalendarRequest = z.infer<typeof changeCalendarRequestSchema>
