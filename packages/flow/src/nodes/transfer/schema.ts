import { z } from 'zod'
import { calendarIdSchema, digitKeySchema, placeSchema, targetSchema, templateSchema } from '../../document/primitives.js'
import { interruptibleSchema, promptSchema } from '../../document/prompt.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'
import { sortOf } from './place.js'

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

/** Takes the caller to a human: of a queue, or wherever the switch reaches one. The flow goes on when the human leaves or nobody comes. */
export const transferSchema = nodeSchema('transfer', {
  queue: queueNameSchema.optional().describe('Name of the queue'),
  extension: placeSchema.optional().describe('Instead of a queue: a telephone or an agent of the switch; {{ … }} holds a CEL expression'),
  sip: placeSchema.optional().describe('Instead of a queue: a SIP address, sip:user@host'),
  number: placeSchema.optional().describe('Instead of a queue: an outside number, +86…'),
  shows: placeSchema.optional().describe('With an outside number: the number of ours that the called person sees'),
  mode: z
    .enum(['attended', 'blind', 'refer'])
    .default('attended')
    .describe("Attended: the human hears the whisper before both are joined; blind: both are joined at once; refer, not to a queue: the caller's own side takes them there, and the call is over for us"),
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

/** A caller who was referred is gone: only a refusal brings the flow on. */
const referWays = (node: TransferNode): Way[] =>
  (['next', 'busy', 'noAnswer', 'declined'] as const).flatMap((name) => (node[name] === undefined ? [] : [way(name, name, node[name], false)]))

const heardWays = (node: TransferNode): Way[] => [
  way('next', 'next', node.next),
  way('busy', 'busy', node.busy),
  way('noAnswer', 'noAnswer', node.noAnswer),
  ...(node.declined === undefined ? [] : [way('declined', 'declined', node.declined, false)]),
]

export const transferWays = (node: TransferNode): Way[] => [
  ...(sortOf(node) === 'refer' ? referWays(node) : heardWays(node)),
  way('failed', 'failed', node.failed),
  ...(node.calendar === undefined && node.closed === undefined ? [] : [way('closed', 'closed', node.closed, node.calendar !== undefined)]),
  ...(node.maxWaiting === undefined && node.overflow === undefined
    ? []
    : [way('overflow', 'overflow', node.overflow, node.maxWaiting !== undefined)]),
  ...node.keys.map(({ to }, index) => way(`keys.${index}`, `keys.${index}.to`, to)),
]
