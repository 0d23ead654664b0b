import { z } from 'zod'
import { perLanguage } from './primitives.js'

const bannedSchema = z.strictObject({
  words: z.array(z.string().trim().min(1).max(100)).max(2_000).default([]).describe('Words or word sequences, matched whole and without regard to case'),
  patterns: z.array(z.string().min(1).max(500)).max(100).default([]).describe('RE2 patterns, matched without regard to case'),
})

/** A text of a model that holds one of them is not used. */
export const bannedWordsSchema = perLanguage(bannedSchema).describe('What no text of a model may say, per language')
