import { z } from 'zod'

/** Of one file; also its name wherever it lies. */
export const recordingIdSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/)
/** 256 bit, base64: of one file, never written by the bridge. */
export const recordingKeySchema = z.base64().length(44)
export const recordingActionSchema = z.enum(['start', 'pause', 'resume', 'stop'])
/** Who asked for silence in a recording: the flow, or a turn whose words and keys nobody may keep. */
export const recordingPauseSchema = z.enum(['flow', 'sensitive'])

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
  /** Where the message is kept; absent: it is measured only. */
  keep: z.object({ recordingId: recordingIdSchema, key: recordingKeySchema }).optional(),
})

/** What ended a message. */
export const recordingEndSchema = z.enum(['silence', 'key', 'max-length', 'hang-up'])

export type VoiceRecording = z.infer<typeof voiceRecordingSchema>
export type RecordingAction = z.infer<typeof recordingActionSchema>
export type RecordingPause = z.infer<typeof recordingPauseSchema>
export type RecordingEnd = z.infer<typeof recordingEndSchema>
