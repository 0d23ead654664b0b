import { z } from 'zod'

/** An uploaded audio file as prompts name it. */
export const uploadedAudioSchema = z.object({
  /** Content address: `sha256:<hex>`. */
  audio: z.string(),
  sampleRateHz: z.int(),
  durationMs: z.int(),
  bytes: z.int(),
})
export type UploadedAudio = z.infer<typeof uploadedAudioSchema>
