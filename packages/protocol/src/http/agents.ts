import { z } from 'zod'
import { promptSchema } from '../media/prompt.js'
import { transcriptEntrySchema } from './calls.js'

/** A human takes a seat in a queue. */
export const joinQueueRequestSchema = z.strictObject({
  name: z.string().min(1).max(100),
  /** After each talk the seat is given no call until it has sent `wrap-up` or `ready`. */
  afterCallWork: z.boolean().default(false),
})

/** What an agent may say of a call that is over; the text in English and in Chinese. */
export const wrapUpCodeSchema = z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/), en: z.string().min(1).max(100), zh: z.string().min(1).max(100) })

/** A queue as somebody sees it who is about to take a seat. */
export const queueViewSchema = z.object({
  queue: z.string(),
  /** Live flows that send callers there. */
  flows: z.array(z.object({ flow: z.string(), name: z.string() })),
  waiting: z.int(),
  seats: z.object({ free: z.int(), busy: z.int(), paused: z.int() }),
})
export const queueListSchema = z.object({ queues: z.array(queueViewSchema), wrapUpCodes: z.array(wrapUpCodeSchema) })

export const joinQueueResponseSchema = z.object({
  agentId: z.string(),
  /** WebSocket address of the seat's control connection, with its one-use token. */
  controlUrl: z.string(),
  expiresAt: z.string(),
})

/** Server to seat, JSON text frames. */
export const seatEventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('seated'), agentId: z.string(), queue: z.string() }),
  z.object({
    type: z.literal('offered'),
    offerId: z.string(),
    callId: z.string(),
    /** The flow that sends the caller, and the version that they are in: its document names nodes and intents. */
    flow: z.object({ flow: z.string(), name: z.string(), version: z.string() }),
    ani: z.string().optional(),
    summary: z.string(),
    transcript: z.array(transcriptEntrySchema),
    whisper: z.array(promptSchema),
    /** Another human sent the caller on to this queue. */
    forwarded: z.object({ by: z.string(), note: z.string() }).optional(),
    /** The offer goes to somebody else after this time. */
    answerWithinMs: z.int(),
  }),
  /** Again for the same offer where the caller's bridge is gone: the human connects to the next one, and `joined` comes again too. */
  z.object({ type: z.literal('accepted'), offerId: z.string(), callId: z.string(), mediaUrl: z.string() }),
  z.object({ type: z.literal('withdrawn'), offerId: z.string(), cause: z.enum(['caller-gone', 'timeout', 'cancelled', 'failed']) }),
  z.object({ type: z.literal('joined'), callId: z.string() }),
  /** The caller hears music, and no more. */
  z.object({ type: z.literal('held'), callId: z.string() }),
  z.object({ type: z.literal('resumed'), callId: z.string() }),
  z.object({ type: z.literal('ended'), callId: z.string(), by: z.enum(['caller', 'agent', 'system']) }),
  /** No call is offered: while the agent works on what the last one left, or rests. */
  z.object({ type: z.literal('wrapping-up'), callId: z.string() }),
  /** `missed`: a caller rang here and nobody answered; the seat says when somebody is there again. */
  z.object({ type: z.literal('paused'), cause: z.literal('missed').optional() }),
  /** Calls are offered again. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
])

/** Seat to server, JSON text frames. */
export const seatCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accept'), offerId: z.string().max(100) }),
  z.strictObject({ type: z.literal('decline'), offerId: z.string().max(100), cause: z.enum(['busy', 'declined']).default('declined') }),
  /** Ends the joined call for the agent; the flow goes on with the caller. */
  z.strictObject({ type: z.literal('end'), callId: z.string().max(100) }),
  /** Sends the joined caller on to another queue; the note is for the human who takes them there. */
  z.strictObject({ type: z.literal('forward'), callId: z.string().max(100), queue: z.string().min(1).max(100), note: z.string().max(500).default('') }),
  z.strictObject({ type: z.literal('hold'), callId: z.string().max(100) }),
  z.strictObject({ type: z.literal('resume'), callId: z.string().max(100) }),
  /** Ends the work after a call: what came of it is kept with the call. */
  z.strictObject({ type: z.literal('wrap-up'), callId: z.string().max(100), code: z.string().max(40), note: z.string().max(2_000).default('') }),
  /** No further call; one that is there goes on. */
  z.strictObject({ type: z.literal('pause') }),
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('leave') }),
])

export type JoinQueueAnswer = z.infer<typeof joinQueueResponseSchema>
export type QueueView = z.infer<typeof queueViewSchema>
export type QueueList = z.infer<typeof queueListSchema>
export type WrapUpCode = z.infer<typeof wrapUpCodeSchema>
export type SeatEvent = z.infer<typeof seatEventSchema>
export type SeatCommand = z.infer<typeof seatCommandSchema>
