import { z } from 'zod'
import { targetSchema } from '../../document/primitives.js'
import { dropDigitsSchema, interruptibleSchema, promptSchema } from '../../document/prompt.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Plays a prompt. An interruptible one is played with the next question, so that a caller who answers early is heard. */
export const saySchema = nodeSchema('say', {
  prompt: promptSchema,
  interruptible: interruptibleSchema,
  bargeInDelayMs: z.int().min(0).max(10_000).default(0).describe('Time from the start of the prompt in which speech does not cut it (ms)'),
  dropDigits: dropDigitsSchema,
  next: targetSchema.optional(),
})
export type SayNode = z.infer<typeof saySchema>
export const sayWays = (node: SayNode): Way[] => [way('next', 'next', node.next)]
