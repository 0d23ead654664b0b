import { z } from 'zod'

/** An uploaded audio file as prompts name it. */
export const uploadedAudioSchema = z.object({
  /** Content address: `sha256:<hex>`. */
  audio: z.string(),
  sampleRateHz: z.int(),
  durationMs: z.int(),
  bytes: z.int(),
})
/** Which of these recordings are there? */
export const knownAudioRequestSchema = z.strictObject({ audio: z.array(z.string().regex(/^sha256:[0-9a-f]{64}$/)).max(10_000) })
export const knownAudioSchema = z.object({ known: z.array(z.string()) })

export type KnownAudio = z.infer<typeof knownAudioSchema>
export type UploadedAudio = z.infer<typeof uploadedAudioSchema>
