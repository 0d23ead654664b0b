import { z } from 'zod'
import { targetSchema, variableNameSchema } from '../../document/primitives.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

export const recordingActions = ['start', 'pause', 'resume', 'stop'] as const

/** Records the call itself from here on; it starts with the caller's consent only. */
export const recordSchema = nodeSchema('record', {
  action: z.enum(recordingActions).describe('What becomes of the recording of the call'),
  consent: variableNameSchema.optional().describe('Boolean variable that is true where the caller agreed; needed to start'),
  next: targetSchema.optional(),
  noConsent: targetSchema.optional().describe('The caller did not agree: nothing is recorded; needed to start'),
})
export type RecordNode = z.infer<typeof recordSchema>
export const recordWays = (node: RecordNode): Way[] => [
  way('next', 'next', node.next),
  ...(node.action === 'start' ? [way('noConsent', 'noConsent', node.noConsent)] : []),
]
