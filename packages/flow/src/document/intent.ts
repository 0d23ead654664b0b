import { z } from 'zod'
import { valueTypes } from '@callchart/protocol'
import { choiceSchema } from './choice.js'
import { globalKeySchema, intentIdSchema, perLanguage, targetSchema } from './primitives.js'
import { promptSchema } from './prompt.js'

const texts = (help: string, maxCount: number, maxLength: number) =>
  perLanguage(z.array(z.string().trim().min(1).max(maxLength)).max(maxCount))
    .default({})
    .describe(help)

const slotSchema = z
  .strictObject({
    type: z.enum(valueTypes),
    minCount: z.int().min(1).max(40).optional().describe('Fewest digits'),
    maxCount: z.int().min(1).max(40).optional().describe('Most digits'),
    choices: z.array(choiceSchema).min(1).max(200).optional().describe('What a choice is made from'),
  })
  .describe('A value that is heard together with the intent')

export const intentSchema = z.strictObject({
  name: z.string().trim().min(1).max(100).describe('Name shown to people'),
  spokenName: perLanguage(z.string().trim().min(1).max(100))
    .optional()
    .describe('How a question names it to the caller, as in "do you mean {{ first }} or {{ second }}"; its name where absent'),
  phrases: texts('Sample phrases: what callers say', 500, 200),
  keywords: texts('Words or word sequences: one of them in the utterance decides', 200, 100),
  patterns: texts('RE2 patterns, matched without regard to case', 100, 500),
  slots: z.record(z.string().regex(/^[a-z][A-Za-z0-9]*$/).max(60), slotSchema).default({}).describe('Values that are heard with it, by name'),
})

const keyIntentFields = {
  enabled: z.boolean().default(true),
  key: globalKeySchema.optional().describe('A key that means the same at every question; where the question itself takes that key, its own meaning holds'),
  phrases: texts('Phrases beside the built-in ones', 200, 200),
}
/** A key intent holds at every question of the flow, whatever its own branches. */
const leadingSchema = z.strictObject({ ...keyIntentFields, to: targetSchema.optional() })
/** Stays with the questions of the flow: it has no target. */
const stayingSchema = z.strictObject(keyIntentFields)

export const keyIntentsSchema = z.strictObject({
  human: leadingSchema.optional().describe('The caller wants a human'),
  complaint: leadingSchema.optional().describe('The caller complains; called by us, the number goes on the do-not-call list at once'),
  displeasure: leadingSchema.optional().describe('The caller is annoyed or insults us; called by us, the number goes on the do-not-call list at once'),
  doNotCall: leadingSchema.optional().describe('The caller wants no more calls: the number goes on the do-not-call list at once'),
  end: leadingSchema.optional().describe('The caller wants to end the call'),
  repeat: stayingSchema.optional().describe('Everything since the last answer is said again'),
  goBack: stayingSchema.optional().describe('Back to the question before'),
})

/** A question that holds at every question of the flow; its answer ends with a jump back. */
export const auxiliarySchema = z.strictObject({
  intent: intentIdSchema.describe('An intent of the flow'),
  to: targetSchema.optional().describe('Where it is answered'),
  pullBack: promptSchema.optional().describe('Said in front of the question to which the caller comes back'),
})

export type FlowIntent = z.infer<typeof intentSchema>
export type FlowKeyIntents = z.infer<typeof keyIntentsSchema>
export type FlowAuxiliary = z.infer<typeof auxiliarySchema>
