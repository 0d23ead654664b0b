import { z } from 'zod'
import { hangUpCauseSchema } from '../media/fact.js'
import { recordingPauseSchema } from '../media/recording.js'
import { draftDocumentSchema } from './drafts.js'

const variableValue = z.union([z.string().max(1_000), z.number(), z.boolean()])

/** Attributes of a call: they fill the flow's variables of the same name. */
export const callVariablesSchema = z.record(z.string().max(100), variableValue)

export const directionSchema = z.enum(['inbound', 'outbound'])

/** A switch has a call and asks for a bot leg: by the dialled number, or by the flow's id. */
export const createCallRequestSchema = z.strictObject({
  dnis: z.string().min(1).max(64).optional(),
  flow: z.string().min(1).max(100).optional(),
  ani: z.string().max(64).optional(),
  direction: directionSchema.default('inbound'),
  variables: callVariablesSchema.default({}),
  /** The token is a uuid, as Asterisk's AudioSocket needs it. */
  audioSocket: z.boolean().optional(),
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
  /** What a system's note is about, for pages that say it in their own language. */
  note: z.enum(['caller-not-heard', 'content-deleted']).optional(),
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

/** A file of the call's recording: what is heard at a moment of it is what was heard then in the call. */
export const callRecordingViewSchema = z.object({
  recordingId: z.string(),
  /** Milliseconds on the call's sample clock, as all that follow. */
  fromMs: z.number(),
  /** Absent while it goes on, and where nobody could tell. */
  toMs: z.number().optional(),
  /** Silence in the file: the flow paused it, or what was said is kept by nobody. */
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number(), by: recordingPauseSchema })),
  /** `cut`: there is less of it than was wanted, see `fault`. */
  state: z.enum(['running', 'ended', 'cut']),
  fault: z.string().optional(),
})

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
  tags: z.array(z.string()),
  /** Times that the bot spoke; absent where the call never had any media. */
  turns: z.int().optional(),
  /** From the answer to the end of the caller's leg, in started seconds; absent while it runs. */
  talkSeconds: z.int().optional(),
})

/** A call in a list. */
export const callListEntrySchema = callSummarySchema.extend({
  /** Of the version that it began with, see `versionViewSchema`; absent of a call to a draft. */
  versionNumber: z.int().optional(),
  /** What its last transfer came to; see `transferViewSchema`. */
  transfer: z.string().optional(),
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
  transfer: transferViewSchema.nullable(),
  recording: recordingStateSchema,
  /** Absent where there is none. */
  recordings: z.array(callRecordingViewSchema).optional(),
  voicemails: z.array(voicemailViewSchema),
  cdr: z.array(cdrSchema),
  /** Absent where there is none. */
  wrapUps: z.array(wrapUpViewSchema).optional(),
  /** What was said and typed was deleted on request: there are no numbers, no variables and no transcript any more. */
  contentDeleted: z.object({ at: z.string(), by: z.string() }).optional(),
})

export const callListSchema = z.object({ calls: z.array(callListEntrySchema), nextCursor: z.string().optional() })

/** Of when a call began; ISO 8601. */
const periodFields = { from: z.iso.datetime({ offset: true }).optional(), to: z.iso.datetime({ offset: true }).optional() }

export const callListQuerySchema = z.strictObject({
  status: callStatusSchema.optional(),
  /** With which the call began. */
  flow: z.string().max(100).optional(),
  version: z.string().max(100).optional(),
  ...periodFields,
  direction: directionSchema.optional(),
  disposition: z.string().max(40).optional(),
  tag: z.string().max(100).optional(),
  /** Part of the calling or the dialled number. */
  number: z.string().max(40).optional(),
  /** A node of the call's flow that it came to; known of calls that are over. */
  node: z.string().max(60).optional(),
  /** The node at which the caller hung up. */
  left: z.string().max(60).optional(),
  /** Talk of at least so many seconds; calls that are over. */
  minSeconds: z.coerce.number().int().min(0).max(86_400).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(200).optional(),
})

export const heatQuerySchema = z.strictObject({ version: z.string().max(100).optional(), ...periodFields })

/**
 * Where the calls of a flow went, those that are over: the same calls as `GET /v1/calls?status=ended` with this flow, version and period.
 * The drop-offs of all nodes and `elsewhere` together are the calls whose disposition is `caller-hung-up`.
 */
export const heatSchema = z.object({
  calls: z.int(),
  dropOffs: z.int(),
  /** Callers who hung up where the flow draws nothing: in another flow that the call went on with, or before the first node. */
  elsewhere: z.int(),
  nodes: z.array(
    z.object({
      node: z.string(),
      /** Calls that came to it. */
      calls: z.int(),
      /** Times that they came to it. */
      visits: z.int(),
      /** Callers who hung up there. */
      dropOffs: z.int(),
    }),
  ),
})

/** One step of a call's chart: what came, and what it led to. */
export const callStepSchema = z.object({
  /** As the journal counts them, from 1. */
  step: z.int(),
  /** Milliseconds since the call began. */
  atMs: z.number(),
  /** What came: its type, and what is to be said of it; what nobody may read is masked. `key`: the key intent was not said but pressed. */
  event: z.object({ type: z.string(), text: z.string().optional(), detail: z.string().optional(), confidence: z.number().optional(), key: z.string().optional() }),
  /** Nodes entered, by id. */
  nodes: z.array(z.string()),
  /** Variables that have another value than before. */
  variables: z.record(z.string(), z.unknown()),
  effects: z.array(
    z.object({
      type: z.string(),
      status: effectViewSchema.shape.status,
      outcome: z.string().optional(),
      /** What it is about: an address, a queue, a tag, the words of a prompt. */
      detail: z.string().optional(),
      /** From the step to its outcome. */
      latencyMs: z.number().optional(),
    }),
  ),
  /** From what came to the first sound of the answer; absent where the step says nothing. */
  latencyMs: z.number().optional(),
  /** How much of the call's path and of its transcript there was after the step. */
  pathLength: z.int(),
  transcriptLength: z.int(),
})

export const callStepsSchema = z.object({ steps: z.array(callStepSchema) })

/** Runs a call again on a draft; without a document on the stored draft of its flow. */
export const replayCallRequestSchema = z.strictObject({ document: draftDocumentSchema.optional() })

const callOutcomeSchema = z.object({
  end: z.enum(['human', 'voicemail', 'completed', 'ended', 'max-duration', 'caller-gone', 'media-lost', 'failed', 'unfinished']),
  /** Nodes in the order they were entered. */
  path: z.array(z.string()),
  tags: z.array(z.string()),
  transfer: z.object({ queue: z.string(), outcome: z.string() }).optional(),
})

export const replayCallResponseSchema = z.object({
  /**
   * `same`: it goes as it went. `changed`: it ends otherwise or goes another way. `diverged`: the draft waits for what the recorded caller
   * never did, at the last node of its path. `unfaithful`: its own version does something else by now, so that nothing can be said.
   */
  verdict: z.enum(['same', 'changed', 'diverged', 'unfaithful']),
  changed: z.array(z.enum(['end', 'path', 'tags', 'transfer', 'variables'])),
  changedVariables: z.array(z.string()),
  before: callOutcomeSchema,
  /** On the draft. */
  after: callOutcomeSchema,
  /** What was replayed on. */
  document: draftDocumentSchema,
})

export const hangUpRequestSchema = z.strictObject({ cause: z.string().max(100).default('api') })

export type CreateCallRequest = z.infer<typeof createCallRequestSchema>
export type CreateCallResponse = z.infer<typeof createCallResponseSchema>
export type TranscriptEntry = z.infer<typeof transcriptEntrySchema>
export type EffectView = z.infer<typeof effectViewSchema>
export type TransferView = z.infer<typeof transferViewSchema>
export type RecordingState = z.infer<typeof recordingStateSchema>
export type CallRecordingView = z.infer<typeof callRecordingViewSchema>
export type VoicemailView = z.infer<typeof voicemailViewSchema>
export type WrapUpView = z.infer<typeof wrapUpViewSchema>
export type Cdr = z.infer<typeof cdrSchema>
export type CallSummary = z.infer<typeof callSummarySchema>
export type CallView = z.infer<typeof callViewSchema>
export type CallListEntry = z.infer<typeof callListEntrySchema>
export type CallListQuery = z.infer<typeof callListQuerySchema>
export type Heat = z.infer<typeof heatSchema>
export type HeatQuery = z.infer<typeof heatQuerySchema>
export type CallStep = z.infer<typeof callStepSchema>
export type ReplayCallRequest = z.input<typeof replayCallRequestSchema>
export type ReplayCallResponse = z.infer<typeof replayCallResponseSchema>
