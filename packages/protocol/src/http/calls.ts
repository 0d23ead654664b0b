import { z } from 'zod'
import { hangUpCauseSchema } from '../media/fact.js'

const variableValue = z.union([z.string().max(1_000), z.number(), z.boolean()])

export const directionSchema = z.enum(['inbound', 'outbound'])

/** A switch has a call and asks for a bot leg: by the dialled number, or by the flow's id. */
export const createCallRequestSchema = z.strictObject({
  dnis: z.string().min(1).max(64).optional(),
  flow: z.string().min(1).max(100).optional(),
  ani: z.string().max(64).optional(),
  direction: directionSchema.default('inbound'),
  /** Attributes of the call: they fill the flow's variables of the same name. */
  variables: z.record(z.string().max(100), variableValue).default({}),
})

export const createCallResponseSchema = z.object({
  callId: z.string(),
  /** WebSocket address of the media, with its one-use token. */
  mediaUrl: z.string(),
  flow: z.string(),
  version: z.string(),
  /** The token is refused after this time (ISO 8601). */
  expiresAt: z.string(),
})

export const transcriptEntrySchema = z.object({
  /** `system`: a note on what the call could not do, such as hear its caller. */
  who: z.enum(['bot', 'caller', 'agent', 'system']),
  text: z.string(),
  intent: z.string().optional(),
  /** The two intents that it may mean: the caller was asked which. */
  ambiguous: z.array(z.string()).length(2).optional(),
  confidence: z.number().optional(),
  /** Why it was understood so: the phrase matched, the branches that lost, the service that was asked or could not be. */
  why: z.unknown().optional(),
  /** Milliseconds on the call's sample clock. */
  startMs: z.number(),
  endMs: z.number(),
  /** Of a caller's utterance: the silence after its last sample that ended it. */
  endpointSilenceMs: z.number().optional(),
  nodeId: z.string().optional(),
})

export const effectViewSchema = z.object({
  /** Journal step whose effect it is, and its index there. */
  step: z.int(),
  index: z.int(),
  type: z.string(),
  status: z.enum(['performed', 'dispatched', 'settled', 'outcome-unknown']),
  outcome: z.string().optional(),
})

export const transferViewSchema = z.object({
  target: z.string(),
  /**
   * Where it is now: `requested`, `queued`, `ringing`, `accepted`, `whisper`, `connected`; or what it came to: `no-answer`, `busy`, `declined`,
   * `failed`, `closed`, `overflow`, `caller-gone`, `left`, `call-back`, `voicemail`, `cancelled`. Once connected it stays so.
   */
  outcome: z.string(),
  /** In the queue; 1 is next. */
  position: z.int().optional(),
  estimatedWaitMs: z.number().optional(),
  agentId: z.string().optional(),
  /** The human has put the caller on hold. */
  held: z.literal(true).optional(),
})

/** Of the call itself, whatever becomes of its audio. */
export const recordingStateSchema = z.enum(['none', 'on', 'paused', 'stopped'])

/** A message that the caller left. */
export const voicemailViewSchema = z.object({ mailbox: z.string(), durationMs: z.int(), at: z.string() })

/** What a human said of a call after it. */
export const wrapUpViewSchema = z.object({
  agent: z.string(),
  queue: z.string(),
  code: z.string(),
  note: z.string(),
  at: z.string(),
  /** After-call work: from the end of the talk. */
  workMs: z.int(),
})

/** One record a leg. */
export const cdrSchema = z.object({
  callId: z.string(),
  legId: z.string(),
  direction: directionSchema,
  ani: z.string().optional(),
  dnis: z.string().optional(),
  startedAt: z.string(),
  answeredAt: z.string().optional(),
  endedAt: z.string().optional(),
  talkSeconds: z.int(),
  disposition: z.string(),
  hungUpBy: z.enum(['caller', 'bot', 'agent', 'system']).optional(),
  hangUpCause: hangUpCauseSchema.or(z.string()).optional(),
  turns: z.int(),
  tags: z.array(z.string()),
  intents: z.array(z.string()),
  /** Some of the call was recorded. */
  recorded: z.boolean(),
  /** Messages that the caller left. */
  voicemails: z.int(),
  flow: z.string(),
  version: z.string(),
})

export const callStatusSchema = z.enum(['waiting', 'active', 'ended'])

export const callSummarySchema = z.object({
  callId: z.string(),
  flow: z.string(),
  version: z.string(),
  status: callStatusSchema,
  direction: directionSchema,
  ani: z.string().optional(),
  dnis: z.string().optional(),
  startedAt: z.string(),
  endedAt: z.string().optional(),
  disposition: z.string().optional(),
})

export const callViewSchema = callSummarySchema.extend({
  /** The chart's state, outermost first. */
  statePath: z.array(z.string()),
  /** Nodes in the order they were entered. */
  path: z.array(z.string()),
  /** Set while the bot waits for the caller; null while it speaks or works. */
  listening: z.object({ turnId: z.string(), sinceMs: z.number() }).nullable(),
  variables: z.record(z.string(), z.unknown()),
  transcript: z.array(transcriptEntrySchema),
  effects: z.array(effectViewSchema),
  tags: z.array(z.string()),
  transfer: transferViewSchema.nullable(),
  recording: recordingStateSchema,
  voicemails: z.array(voicemailViewSchema),
  cdr: z.array(cdrSchema),
  /** Absent where there is none. */
  wrapUps: z.array(wrapUpViewSchema).optional(),
})

export const callListSchema = z.object({ calls: z.array(callSummarySchema), nextCursor: z.string().optional() })

export const callListQuerySchema = z.strictObject({
  status: callStatusSchema.optional(),
  flow: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
})

export const hangUpRequestSchema = z.strictObject({ cause: z.string().max(100).default('api') })

export type CreateCallRequest = z.infer<typeof createCallRequestSchema>
export type CreateCallResponse = z.infer<typeof createCallResponseSchema>
export type TranscriptEntry = z.infer<typeof transcriptEntrySchema>
export type EffectView = z.infer<typeof effectViewSchema>
export type TransferView = z.infer<typeof transferViewSchema>
export type RecordingState = z.infer<typeof recordingStateSchema>
export type VoicemailView = z.infer<typeof voicemailViewSchema>
export type WrapUpView = z.infer<typeof wrapUpViewSchema>
export type Cdr = z.infer<typeof cdrSchema>
export type CallSummary = z.infer<typeof callSummarySchema>
export type CallView = z.infer<typeof callViewSchema>
