import { z } from 'zod'
import { listenSchema } from './listen.js'
import { playedPromptSchema, promptSchema } from './prompt.js'
import { recordingActionSchema, recordingIdSchema, recordingKeySchema, voiceRecordingSchema } from './recording.js'

const turnId = z.string().min(1).max(100)
const legId = z.string().min(1).max(100)

const turnFields = z.object({
  type: z.literal('turn.start'),
  turnId,
  prompts: z.array(playedPromptSchema).max(50),
  /** Absent: the turn only speaks and ends with `turn.finished`. */
  listen: listenSchema.optional(),
  /** Further prompts may come by `turn.append`: until the last of them the turn neither waits for the caller in vain nor ends by itself. */
  open: z.boolean().optional(),
  /** A message is recorded instead of listening: the turn ends with `turn.recorded`. */
  record: voiceRecordingSchema.optional(),
  /** Digits typed before the turn are forgotten: after a no-match and for a confirmation. */
  clearTypeAhead: z.boolean(),
  /** Digits typed while a prompt of this turn that is not interruptible plays are forgotten instead of kept. */
  dropDigits: z.boolean(),
  /** Nothing of it is to be heard in a recording of the call, of either side. */
  sensitive: z.boolean().optional(),
})

export const turnStartSchema = turnFields.refine(({ listen, record }) => listen === undefined || record === undefined, {
  path: ['record'],
  message: 'A turn either listens or records',
})

/** The recording of the call itself. A known id is started once; what is paused is silence in its file. */
export const recordingSetSchema = z
  .object({
    type: z.literal('recording.set'),
    recordingId: recordingIdSchema,
    action: recordingActionSchema,
    /** With `start` alone. */
    key: recordingKeySchema.optional(),
  })
  .refine(({ action, key }) => (action === 'start') === (key !== undefined), { path: ['key'], message: 'A recording starts with its key, which nothing else names' })

/**
 * What the runtime tells the bridge to do. Commands are imperatives; each travels with its number
 * and the lease epoch of its runtime, and a repeated `turnId` replays nothing.
 */
export const mediaCommandSchema = z.discriminatedUnion('type', [
  turnStartSchema,
  /**
   * Further prompts of an open turn, played behind those that it has; a known `promptId` is played once. `then` says that they are the last:
   * what the turn does after them, listen on as it was asked or end with `turn.finished`.
   */
  z.object({ type: z.literal('turn.append'), turnId, prompts: z.array(playedPromptSchema).max(50), then: z.enum(['listen', 'finish']).optional() }),
  /** What the call may ask for next: spoken beforehand while no caller waits for an engine, and forgotten where it comes to nothing. It replaces the ones before; nothing is reported. */
  z.object({ type: z.literal('prompts.expect'), prompts: z.array(playedPromptSchema).max(50) }),
  /** Stops prompts and listening; answered by `turn.cancelled` unless the turn already has its outcome. */
  z.object({ type: z.literal('turn.cancel'), turnId }),
  /** Music for a waiting caller. A turn that plays meanwhile ducks it; nothing is transcribed from it. */
  z.object({ type: z.literal('hold.start'), music: z.string().max(200) }),
  z.object({ type: z.literal('hold.stop') }),
  /** A human's media connection will come with this token; the whisper is heard by that leg only. */
  z.object({ type: z.literal('leg.expect'), legId, token: z.string().min(20).max(200), waitMs: z.int().min(1_000).max(120_000), whisper: z.array(promptSchema).max(10) }),
  /** Connects the leg and the caller both ways; ends hold music and any turn. */
  z.object({ type: z.literal('legs.join'), legId }),
  z.object({ type: z.literal('leg.hang-up'), legId }),
  /** Parts the joined leg and the caller, who hears music until `leg.resume`; nothing of the caller is transcribed meanwhile. */
  z.object({ type: z.literal('leg.hold'), legId, music: z.string().max(200) }),
  z.object({ type: z.literal('leg.resume'), legId }),
  /** The watchdog of the call's length begins anew: the call is ended after so much further call time; 0 is no limit. */
  z.object({ type: z.literal('call.limit'), maxCallMs: z.int().min(0).max(4_000_000_000) }),
  recordingSetSchema,
  /** Plays what is queued to its end, then hangs up the caller and every other leg. */
  z.object({ type: z.literal('call.hang-up'), cause: z.string().max(100) }),
])

export type TurnStart = z.infer<typeof turnStartSchema>
export type RecordingSet = z.infer<typeof recordingSetSchema>
export type TurnAppend = Extract<MediaCommand, { type: 'turn.append' }>
export type MediaCommand = z.infer<typeof mediaCommandSchema>
