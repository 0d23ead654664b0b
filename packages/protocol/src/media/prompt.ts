import { z } from 'zod'

/** One playable unit: text or SSML to be synthesised, or an audio file with its text. Exactly one of `text`, `ssml` is spoken. */
export const promptSchema = z.object({
  promptId: z.string().min(1).max(100),
  /** Also the transcript of an SSML or audio prompt. */
  text: z.string().max(5_000),
  ssml: z.string().max(5_000).optional(),
  /** Content address of an uploaded audio file: `sha256:<hex>`. */
  audio: z.string().max(200).optional(),
  language: z.string().min(2).max(35),
  voice: z.string().max(100).optional(),
  /** False: heard in full, whatever the caller says or presses. */
  interruptible: z.boolean(),
})

export type Prompt = z.infer<typeof promptSchema>
