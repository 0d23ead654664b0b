import { z } from 'zod'
import { calendarIdSchema, digitKeySchema, targetSchema, templateSchema } from '../../document/primitives.js'
import { interruptibleSchema, promptSchema } from '../../document/prompt.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

const queueNameSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
  .max(60)

const leavingKeySchema = z.strictObject({
  digit: digitKeySchema
    .describe('The key'),
  type: z
    .enum(['leave', 'call-back', 'voicemail'])
    .default('leave')
    .describe('Leave the queue, be called back, or leave a message: what reports say of it; a call-back is also noted for the queue'),
  to: targetSchema.optional(),
})

/** Takes the caller to a human of a queue; the flow goes on when the human leaves or nobody comes. */
export const transferSchema = nodeSchema('transfer', {
  queue: queueNameSchema.describe('Name of the queue'),
  mode: z
    .enum(['attended', 'blind'])
    .default('attended')
    .describe('Attended: the human hears the whisper before both are joined; blind: both are joined at once'),
  announcement: promptSchema.optional().describe('Said to the caller first'),
  interruptible: interruptibleSchema,
  whisper: promptSchema.optional().describe('Heard by the human alone before both are joined'),
  summary: templateSchema.default('').describe('Shown to the human'),
  music: z.string().min(1).max(200).default('default').describe('Hold music'),
  calendar: calendarIdSchema.optional().describe('Calendar of the hours of the queue'),
  maxWaiting: z.int().min(0).max(1_000).optional().describe('So many callers may wait in the queue; one more takes the way "overflow"'),
  maxWaitMs: z.int().min(1_000).max(3_600_000).default(120_000).describe('Of the wait and the ringing together (ms)'),
  ringMs: z.int().min(1_000).max(120_000).default(20_000).describe('One offer to one human (ms)'),
  positionPrompt: promptSchema
    .optional()
    .describe('Said to the waiting caller over the music; knows {{ queue.position }} and {{ queue.waitMinutes }}'),
  positionEveryMs: z.int().min(5_000).max(60_000).default(30_000).describe('From the end of one telling of the position to the next (ms)'),
  offer: promptSchema.optional().describe('Said once to a caller who has waited long; knows {{ queue.position }} and {{ queue.waitMinutes }}'),
  offerAfterMs: z.int().min(1_000).max(3_600_000).default(60_000).describe('From the beginning of the transfer to the offer (ms)'),
  keys: z.array(leavingKeySchema).max(12).default([]).describe('Keys by which a waiting caller leaves the queue'),
  next: targetSchema.optional().describe('The human left, the caller is still there'),
  busy: targetSchema.optional(),
  noAnswer: targetSchema.optional(),
  declined: targetSchema.optional().describe('The human said no; as failed where absent'),
  failed: targetSchema.optional(),
  closed: targetSchema.optional().describe('Outside the hours of the calendar'),
  overflow: targetSchema.optional().describe('Too many callers wait'),
})
export type TransferNode = z.infer<typeof transferSchema>
export const transferWays = (node: TransferNode): Way[] => [
  way('next', 'next', node.next),
  way('busy', 'busy', node.busy),
  way('noAnswer', 'noAnswer', node.noAnswer),
  ...(node.declined === undefined ? [] : [way('declined', 'declined', node.declined, false)]),
  way('failed', 'failed', node.failed),
  ...(node.calendar === undefined && node.closed === undefined ? [] : [way('closed', 'closed', node.closed, node.calendar !== undefined)]),
  ...(node.maxWaiting === undefined && node.overflow === undefined
    ? []
    : [way('overflow', 'overflow', node.overflow, node.maxWaiting !== undefined)]),
  ...node.keys.map(({ to }, index) => way(`keys.${index}`, `keys.${index}.to`, to)),
]
