import { z } from 'zod'
import { perLanguage, targetSchema } from './primitives.js'

const texts = (help: string, maxCount: number, maxLength: number) =>
  perLanguage(z.array(z.string().trim().min(1).max(maxLength)).max(maxCount))
    .default({})
    .describe(help)

export const intentSchema = z.strictObject({
  name: z.string().trim().min(1).max(100).describe('Name shown to people'),
  phrases: texts('Sample phrases: what callers say', 500, 200),
  keywords: texts('Words or word sequences: one of them in the utterance decides', 200, 100),
  patterns: texts('RE2 patterns, matched without regard to case', 100, 500),
})

/** A key intent holds at every question of the flow, whatever its own branches. */
export const keyIntentSchema = z.strictObject({
  enabled: z.boolean().default(true),
  to: targetSchema.optional(),
  phrases: texts('Phrases beside the built-in ones', 200, 200),
})
export const keyIntentsSchema = z.strictObject({ human: keyIntentSchema.optional(), complaint: keyIntentSchema.optional() })

export type FlowIntent = z.infer<typeof intentSchema>
export type FlowKeyIntents = z.infer<typeof keyIntentsSchema>
