import { z } from 'zod'

/** A message of the caller, for as long as it lasts; nothing of it is recognised. All times are counted on the call's sample clock. */
export const voiceRecordingSchema = z.object({
  /** From the end of the tone. */
  maxMs: z.int().min(1_000).max(300_000),
  /** Silence after speech that ends the message. */
  endSilenceMs: z.int().min(1_000).max(10_000),
  /** Key that ends the message; it is swallowed. During a prompt that may be interrupted it skips to the tone. */
  endKey: z.string().length(1).optional(),
  /** A tone tells the caller when to speak. */
  beep: z.boolean(),
})

/** What ended a message. */
export const recordingEndSchema = z.enum(['silence', 'key', 'max-length', 'hang-up'])

export type VoiceRecording = z.infer<typeof voiceRecordingSchema>
export type RecordingEnd = z.infer<typeof recordingEndSchema>
