import { z } from 'zod'
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
  /** Flows that ask it. */
  usedBy: z.array(z.string()),
  /** What is wrong with the file as it stands; calls are answered from its last good state meanwhile. */
  problems: z.array(problemViewSchema),
})

export const calendarListSchema = z.object({ calendars: z.array(calendarViewSchema) })

export type CalendarView = z.infer<typeof calendarViewSchema>
