import { z } from 'zod'
import { perLanguage } from './primitives.js'

const pronunciationSchema = z.strictObject({
  text: z.string().trim().min(1).max(100).describe('A word as it is written: its case counts, and a word is matched whole'),
  say: z.string().trim().min(1).max(200).describe('What the voice is given instead, for example 崇庆 for 重庆, or "win" for Nguyen'),
})

/** Applied to what is synthesised, never to the transcript. */
export const pronunciationsSchema = perLanguage(z.array(pronunciationSchema).max(500)).describe(
  'How words are said, per language: characters with several readings, names, abbreviations',
)
