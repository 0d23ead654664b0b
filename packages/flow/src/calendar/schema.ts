import { z } from 'zod'
import { refusal } from '../document/fit-schema.js'
import { calendarIdSchema } from '../document/primitives.js'
import { daysBetween, haveDayInCommon } from './holiday.js'
import { isTimeZone } from './local-time.js'

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const hours = {
  from: clockTime.describe('HH:MM, local time'),
  to: z.union([clockTime, z.literal('24:00')]).describe('HH:MM, local time, no longer open then; earlier than `from`: open over midnight'),
}
const isPeriod = ({ from, to }: { readonly from: string; readonly to: string }): boolean => from !== to
const emptyPeriod = {
  path: ['to'],
  ...refusal('It ends when it begins; the whole day is 00:00 to 24:00', '结束时间与开始时间相同；全天应写作 00:00 至 24:00'),
}

const mostDays = 100

const holidaySchema = z
  .strictObject({
    date: z.iso.date().describe('YYYY-MM-DD'),
    until: z.iso.date().optional().describe(`YYYY-MM-DD, the last of several days in a row, at most ${mostDays}`),
    yearly: z.literal(true).optional().describe('Every year from then on, on the same days'),
    name: z.string().trim().min(1).max(100),
    open: z
      .array(z.strictObject(hours).refine(isPeriod, emptyPeriod))
      .max(10)
      .optional()
      .describe('Hours of these days; closed where absent'),
  })
  .superRefine(({ date, until = date }, context) => {
    const dayCount = daysBetween(date, until)
    if (dayCount < 0) context.addIssue({ code: 'custom', path: ['until'], ...refusal(`It is before ${date}`, `早于开始日期 ${date}`) })
    else if (dayCount >= mostDays)
      context.addIssue({ code: 'custom', path: ['until'], ...refusal(`More than ${mostDays} days in a row: change the week instead`, `连续超过 ${mostDays} 天，请改为调整每周时间`) })
  })

type Holiday = z.infer<typeof holidaySchema>

/** The first of several holidays with a day in common, of those that come once and of those that come every year. */
const refuseTwice = (holidays: readonly Holiday[], context: z.RefinementCtx): void => {
  holidays.forEach((holiday, index) => {
    const isTwice = holidays.slice(0, index).some((other) => other.yearly === holiday.yearly && haveDayInCommon(other, holiday))
    const { date } = holiday
    if (isTwice)
      context.addIssue({ code: 'custom', path: [index, 'date'], ...refusal(`${date} is there twice: make it one holiday`, `${date} 重复，请合并为一个节假日`) })
  })
}

/** Opening hours with holidays, as they stand in a file. Unknown fields are errors. */
export const calendarSchema = z.strictObject({
  $schema: z.string().max(200).optional().describe('For editors; not part of the calendar'),
  schemaVersion: z.literal(1),
  id: calendarIdSchema,
  name: z.string().trim().min(1).max(100).describe('Name shown to people'),
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, refusal('No time zone of this name: write it as in the IANA database, for example Europe/Paris', '没有这个时区，请按 IANA 时区名填写，例如 Asia/Shanghai'))
    .describe('IANA time zone in which the hours are meant, for example Europe/Paris'),
  weekly: z
    .array(z.strictObject({ days: z.array(z.enum(weekdays)).min(1).max(7), ...hours }).refine(isPeriod, emptyPeriod))
    .max(50)
    .describe('Opening hours of a week; a day that is not named is closed'),
  holidays: z
    .array(holidaySchema)
    .max(1_000)
    .default([])
    .superRefine(refuseTwice)
    .describe('Days with hours of their own, or none: the week does not count there. A day of one year goes before one of every year'),
})

export type Calendar = z.infer<typeof calendarSchema>
export type CalendarInput = z.input<typeof calendarSchema>
