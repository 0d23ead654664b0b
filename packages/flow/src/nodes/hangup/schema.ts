import { z } from 'zod'
import { promptSchema } from '../../document/prompt.js'
import type { Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Ends the call; the closing prompt is always heard in full. */
export const hangupSchema = nodeSchema('hangup', {
  prompt: promptSchema.optional(),
  cause: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .max(50)
    .default('normal')
    .describe('How the call ended, in the record of the call'),
  doNotCall: z.boolean().default(false).describe('The number of the person on the line goes on the do-not-call list first'),
})
export type HangupNode = z.infer<typeof hangupSchema>
export const hangupWays = (_node: HangupNode): Way[] => []
