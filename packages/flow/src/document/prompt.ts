import { z } from 'zod'
import { perLanguage, targetSchema, templateSchema } from './primitives.js'

const spokenText = templateSchema.min(1)

/** One way to say it: plain text, SSML with its text, or an uploaded audio file with its text. */
export const promptVariantSchema = z.union([
  spokenText,
  z.strictObject({
    ssml: spokenText.describe('SSML of Google Cloud Text-to-Speech, may hold {{ … }}'),
    text: spokenText.describe('The same in plain text'),
  }),
  z.strictObject({
    audio: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/)
      .describe('Content address of an uploaded audio file'),
    text: spokenText.describe('What is said in it'),
  }),
])

/** Variants are used in order, one a visit of the node; the last one repeats. */
export const promptSchema = perLanguage(z.array(promptVariantSchema).min(1).max(10)).describe(
  'What is said, per language; several variants are used in order, one a visit, the last one repeats',
)
/** Prompts by attempt; the last one repeats. */
export const attemptPromptsSchema = perLanguage(z.array(promptVariantSchema).min(1).max(6)).describe(
  'What is said at the first, second, … attempt; the last one repeats; absent: the question again',
)

/** What happens when nothing came, or nothing that fits: the question again, a few times, then a way out. */
export const retrySchema = z.strictObject({
  attempts: z.int().min(0).max(5).optional().describe('How often the question is asked again; the setting of the flow where absent'),
  prompts: attemptPromptsSchema.optional(),
  to: targetSchema.optional(),
})

export const interruptibleSchema = z.boolean().default(true).describe('May be cut by speech or a key; false: heard in full')
export const dropDigitsSchema = z
  .boolean()
  .default(false)
  .describe('Keys typed during a prompt that is not interruptible are forgotten instead of kept for the next question')

export type PromptVariant = z.infer<typeof promptVariantSchema>
export type FlowPrompt = z.infer<typeof promptSchema>
export type Retry = z.infer<typeof retrySchema>
