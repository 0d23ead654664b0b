import { z } from 'zod'
import { perLanguage } from '../document/primitives.js'
import { promptSchema } from '../document/prompt.js'

const idPattern = /^[a-z][A-Za-z0-9-]*$/

export const faqIdSchema = z.string().regex(idPattern).max(60).describe('Id of a list of questions and answers')

export const faqEntrySchema = z.strictObject({
  id: z.string().regex(idPattern).max(60).describe('Id of the entry; reports name it'),
  questions: perLanguage(z.array(z.string().trim().min(1).max(300)).min(1).max(100)).describe('How callers ask it, per language: a few different ways'),
  answer: promptSchema,
})

/** Questions and their answers, as they stand in a file beside the flows. Unknown fields are errors. */
export const faqSchema = z.strictObject({
  $schema: z.string().max(200).optional().describe('For editors; not part of the list'),
  schemaVersion: z.literal(1),
  id: faqIdSchema,
  name: z.string().trim().min(1).max(100).describe('Name shown to people'),
  entries: z.array(faqEntrySchema).min(1).max(1_000),
})

export type FaqEntry = z.infer<typeof faqEntrySchema>
export type Faq = z.infer<typeof faqSchema>
export type FaqInput = z.input<typeof faqSchema>
