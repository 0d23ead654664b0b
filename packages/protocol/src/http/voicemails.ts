import { z } from 'zod'

/** A message that a caller left in a mailbox. */
export const voicemailEntrySchema = z.object({
  callId: z.string(),
  /** Of its call; both together name the message. */
  turnId: z.string(),
  mailbox: z.string(),
  flow: z.string(),
  ani: z.string().optional(),
  /** From the tone to the last word. */
  durationMs: z.int(),
  at: z.string(),
  /** `gone`: its time was over, or somebody destroyed it. `none`: it was not recorded. */
  audio: z.enum(['kept', 'gone', 'none']),
  /** Its sound is destroyed after this time. */
  expiresAt: z.string().optional(),
})

export const voicemailListSchema = z.object({ voicemails: z.array(voicemailEntrySchema), nextCursor: z.string().optional() })

export const voicemailListQuerySchema = z.strictObject({
  mailbox: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(300).optional(),
})

export type VoicemailEntry = z.infer<typeof voicemailEntrySchema>
export type VoicemailList = z.infer<typeof voicemailListSchema>
export type VoicemailListQuery = z.infer<typeof voicemailListQuerySchema>
