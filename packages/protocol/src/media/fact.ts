import { z } from 'zod'
import { recordingEndSchema, recordingIdSchema, recordingPauseSchema } from './recording.js'

const turnId = z.string().min(1).max(100)
const promptId = z.string().min(1).max(100)
const legId = z.string().min(1).max(100)
const ms = z.number().min(0)

export const recognisedWordSchema = z.object({ text: z.string(), startMs: ms, endMs: ms, confidence: z.number().min(0).max(1) })

export const alternativeSchema = z.object({
  text: z.string().max(10_000),
  confidence: z.number().min(0).max(1),
  words: z.array(recognisedWordSchema).max(1_000),
})

/** Why a prompt stopped early. */
export const interruptionSchema = z.enum(['speech', 'phrase', 'digit', 'cancel', 'hang-up'])
export const digitsEndSchema = z.enum(['terminator', 'max-count', 'timeout'])
/** How a leg ended. */
export const hangUpCauseSchema = z.enum(['normal', 'media-timeout', 'media-error', 'max-duration', 'drain'])

const fact = <const Type extends string, Shape extends z.ZodRawShape>(type: Type, shape: Shape) => z.object({ type: z.literal(type), ...shape })

/**
 * What happened on the media side of a call. Facts are past; `atMs` of their envelope is the call's
 * sample clock. A listening turn ends with exactly one outcome: `utterance`, `digits`, `no-input`,
 * `turn.failed` or `turn.cancelled`, or with `turn.finished` where an append said so; a speaking one with `turn.finished`, a recording one with `turn.recorded`,
 * or either with `turn.failed` or `turn.cancelled`.
 */
export const mediaFactSchema = z.discriminatedUnion('type', [
  fact('call.connected', { dialect: z.string().max(50), codec: z.string().max(20), variables: z.record(z.string(), z.string()) }),
  fact('prompt.started', { turnId, promptId }),
  fact('prompt.finished', { turnId, promptId }),
  fact('prompt.interrupted', { turnId, promptId, playedMs: ms, by: interruptionSchema }),
  /** A false barge-in: the prompt goes on where it stopped. */
  fact('prompt.resumed', { turnId, promptId, playedMs: ms }),
  fact('prompt.failed', { turnId, promptId, cause: z.string().max(500) }),
  /** The last prompt is over (or interrupted) and the turn waits for the caller. */
  fact('listening.started', { turnId }),
  /** No recogniser serves this turn: it goes on with keys. */
  fact('recogniser.unavailable', { turnId, cause: z.string().max(500) }),
  fact('speech.started', { turnId }),
  fact('speech.ended', { turnId }),
  fact('hypothesis', { turnId, text: z.string().max(10_000), stability: z.number().min(0).max(1) }),
  fact('digit.pressed', { turnId: turnId.optional(), digit: z.string().length(1) }),
  fact('utterance', {
    turnId,
    /** Best first. Empty: something was heard, nothing was recognised. */
    alternatives: z.array(alternativeSchema).max(10),
    startMs: ms,
    endMs: ms,
    endpointSilenceMs: ms,
    engine: z.string().max(100),
  }),
  fact('digits', { turnId, digits: z.string().max(40), endedBy: digitsEndSchema }),
  fact('no-input', { turnId }),
  fact('turn.finished', { turnId }),
  /** From the end of the tone to the last voice; 0: nothing was said. Comes before `caller.hung-up` where that ends the message. */
  fact('turn.recorded', { turnId, durationMs: ms, endedBy: recordingEndSchema }),
  fact('turn.failed', { turnId, cause: z.string().max(500) }),
  fact('turn.cancelled', { turnId }),
  fact('leg.connected', { legId }),
  /** The whisper is over: the leg is ready to be joined. */
  fact('leg.ready', { legId }),
  fact('legs.joined', { legId }),
  /** The human has put the caller on hold, and is back. */
  fact('leg.held', { legId }),
  fact('leg.resumed', { legId }),
  fact('leg.hung-up', { legId, cause: z.string().max(100) }),
  /** The file begins here, on the clock of the fact. */
  fact('recording.started', { recordingId: recordingIdSchema }),
  /** The file has silence from here on. */
  fact('recording.paused', { recordingId: recordingIdSchema, by: recordingPauseSchema }),
  fact('recording.resumed', { recordingId: recordingIdSchema }),
  /** What came after this moment is not recorded; `recording.ended` follows with what there is. */
  fact('recording.failed', { recordingId: recordingIdSchema, cause: z.string().max(500) }),
  /** The file as it was sealed: its length, its bytes, sha-256 in hex of them. 0 bytes: nothing is kept of it. Comes before `caller.hung-up` where that ends it. */
  fact('recording.ended', { recordingId: recordingIdSchema, durationMs: ms, bytes: z.int().min(0), digest: z.string().max(64) }),
  fact('caller.hung-up', { cause: hangUpCauseSchema }),
])

export type RecognisedWord = z.infer<typeof recognisedWordSchema>
export type Alternative = z.infer<typeof alternativeSchema>
export type Interruption = z.infer<typeof interruptionSchema>
export type DigitsEnd = z.infer<typeof digitsEndSchema>
export type HangUpCause = z.infer<typeof hangUpCauseSchema>
export type MediaFact = z.infer<typeof mediaFactSchema>
export type MediaFactType = MediaFact['type']
