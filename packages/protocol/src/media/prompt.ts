import { z } from 'zod'

/** One playable unit: text or SSML to be synthesised, or an audio file with its text. Of `ssml`, `spoken` and `text` the first that is there is synthesised. */
export const promptSchema = z.object({
  promptId: z.string().min(1).max(100),
  /** Also the transcript of an SSML or audio prompt. */
  text: z.string().max(5_000),
  /** The text as it is synthesised, where a pronunciation makes it differ from what is written. */
  spoken: z.string().max(5_000).optional(),
  ssml: z.string().max(5_000).optional(),
  /** Content address of an uploaded audio file: `sha256:<hex>`. */
  audio: z.string().max(200).optional(),
  language: z.string().min(2).max(35),
  voice: z.string().max(100).optional(),
  /** False: heard in full, whatever the caller says or presses. */
  interruptible: z.boolean(),
})

/** A prompt on its way to the bridge. */
export const playedPromptSchema = promptSchema.extend({
  /** Says what nobody may keep: silence in a recording of the call. */
  sensitive: z.boolean().optional(),
})

export type PlayedPrompt = z.infer<typeof playedPromptSchema>
export type Prompt = z.infer<typeof promptSchema>
