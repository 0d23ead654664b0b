import { z } from 'zod'
import { targetSchema, templateSchema } from '../../document/primitives.js'
import { interruptibleSchema, promptSchema } from '../../document/prompt.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Takes the caller to a human of a queue; the flow goes on when the human leaves or nobody comes. */
export const transferSchema = nodeSchema('transfer', {
  queue: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
    .max(60)
    .describe('Name of the queue'),
  announcement: promptSchema.optional().describe('Said to the caller first'),
  interruptible: interruptibleSchema,
  whisper: promptSchema.optional().describe('Heard by the human alone before both are joined'),
  summary: templateSchema.default('').describe('Shown to the human'),
  music: z.string().min(1).max(200).default('default').describe('Hold music'),
  maxWaitMs: z.int().min(1_000).max(3_600_000).default(120_000).describe('Of the wait and the ringing together (ms)'),
  ringMs: z.int().min(1_000).max(120_000).default(20_000).describe('One offer to one human (ms)'),
  next: targetSchema.optional().describe('The human left, the caller is still there'),
  busy: targetSchema.optional(),
  noAnswer: targetSchema.optional(),
  failed: targetSchema.optional(),
})
export type TransferNode = z.infer<typeof transferSchema>
export const transferWays = (node: TransferNode): Way[] => [
  way('next', 'next', node.next),
  way('busy', 'busy', node.busy),
  way('noAnswer', 'noAnswer', node.noAnswer),
  way('failed', 'failed', node.failed),
]
