import { z } from 'zod'
import { promptSchema } from '../media/prompt.js'
import { transcriptEntrySchema } from './calls.js'

/** A human takes a seat in a queue. */
export const joinQueueRequestSchema = z.strictObject({ name: z.string().min(1).max(100) })

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
    ani: z.string().optional(),
    summary: z.string(),
    transcript: z.array(transcriptEntrySchema),
    whisper: z.array(promptSchema),
    /** The offer goes to somebody else after this time. */
    answerWithinMs: z.int(),
  }),
  z.object({ type: z.literal('accepted'), offerId: z.string(), callId: z.string(), mediaUrl: z.string() }),
  z.object({ type: z.literal('withdrawn'), offerId: z.string(), cause: z.enum(['caller-gone', 'timeout', 'cancelled', 'failed']) }),
  z.object({ type: z.literal('joined'), callId: z.string() }),
  z.object({ type: z.literal('ended'), callId: z.string(), by: z.enum(['caller', 'agent', 'system']) }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
])

/** Seat to server, JSON text frames. */
export const seatCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('accept'), offerId: z.string().max(100) }),
  z.strictObject({ type: z.literal('decline'), offerId: z.string().max(100), cause: z.enum(['busy', 'declined']).default('declined') }),
  /** Ends the joined call for the agent; the flow goes on with the caller. */
  z.strictObject({ type: z.literal('end'), callId: z.string().max(100) }),
  z.strictObject({ type: z.literal('leave') }),
])

export type SeatEvent = z.infer<typeof seatEventSchema>
export type SeatCommand = z.infer<typeof seatCommandSchema>
