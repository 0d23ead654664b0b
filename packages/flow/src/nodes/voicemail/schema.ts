import { z } from 'zod'
import { digitKeySchema, targetSchema } from '../../document/primitives.js'
import { promptSchema } from '../../document/prompt.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** The caller leaves a message after the tone. */
export const voicemailSchema = nodeSchema('voicemail', {
  prompt: promptSchema.describe('Asks for the message; heard in full'),
  mailbox: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/)
    .max(60)
    .describe('Who gets the message'),
  maxMs: z.int().min(1_000).max(300_000).default(60_000).describe('Longest message (ms)'),
  endSilenceMs: z.int().min(1_000).max(10_000).default(3_000).describe('Silence that ends the message (ms)'),
  endKey: digitKeySchema
    .default('#')
    .describe('Key that ends the message'),
  beep: z.boolean().default(true).describe('A tone before the message'),
  next: targetSchema.optional().describe('The message is kept'),
  empty: targetSchema.optional().describe('Nothing was said'),
  failed: targetSchema.optional().describe('The message could not be recorded'),
})
export type VoicemailNode = z.infer<typeof voicemailSchema>
export const voicemailWays = (node: VoicemailNode): Way[] => [
  way('next', 'next', node.next),
  way('empty', 'empty', node.empty),
  way('failed', 'failed', node.failed),
]
