import { z } from 'zod'
import { perLanguage } from './primitives.js'

/** One option of an enumeration. */
export const choiceSchema = z.strictObject({
  id: z
    .string()
    .regex(/^[\p{L}\p{N}](?:[\p{L}\p{N} _-]*[\p{L}\p{N}])?$/u)
    .max(60)
    .describe('What is kept when it is chosen, and a name of it'),
  words: perLanguage(z.array(z.string().trim().min(1).max(60)).max(50))
    .default({})
    .describe('What callers call it'),
})
export type FlowChoice = z.infer<typeof choiceSchema>

/** What callers call each option in one language. */
export const choicesIn = (choices: readonly FlowChoice[], language: string): { id: string; words: readonly string[] }[] =>
  choices.map(({ id, words }) => ({ id, words: Object.hasOwn(words, language) ? (words[language] ?? []) : [] }))
