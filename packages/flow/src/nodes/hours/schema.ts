import type { z } from 'zod'
import { calendarIdSchema, targetSchema } from '../../document/primitives.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Asks a calendar whether it is open now. */
export const hoursSchema = nodeSchema('hours', {
  calendar: calendarIdSchema,
  open: targetSchema.optional(),
  closed: targetSchema.optional().describe('Outside the opening hours, on a closed holiday, and where the calendar cannot be asked'),
})
export type HoursNode = z.infer<typeof hoursSchema>
export const hoursWays = (node: HoursNode): Way[] => [way('open', 'open', node.open), way('closed', 'closed', node.closed)]
