import { z } from 'zod'
import { callVariablesSchema } from './calls.js'

/** E.164, or a short number of the country. */
const numberSchema = z.string().regex(/^\+?[0-9]{3,15}$/, 'Digits, with a + before a country code')

/** Where a switch sends a caller, or whom it rings. */
export const switchTargetSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('extension'), extension: z.string().regex(/^[A-Za-z0-9_*#-]{1,64}$/, 'Letters, digits, _, -, * and #') }),
  z.strictObject({ type: z.literal('sip'), address: z.string().max(255).regex(/^sips?:[^\s@<>"';,]+@[A-Za-z0-9.:[\]-]+(;[A-Za-z0-9=._-]+)*$/, 'sip:user@host') }),
  z.strictObject({ type: z.literal('number'), number: numberSchema, shows: numberSchema.optional() }),
])

/** A call that we place. */
export const dialRequestSchema = z.strictObject({
  flow: z.string().min(1).max(100),
  target: switchTargetSchema,
  /** One of our numbers; may be left out where there is only one. */
  shows: numberSchema.optional(),
  /** May be left out where there is only one. */
  switch: z.string().min(1).max(60).optional(),
  variables: callVariablesSchema.default({}),
  ringMs: z.int().min(5_000).max(120_000).default(30_000),
  /** Whether a human or an answering machine has answered is told to the flow. */
  detectMachine: z.boolean().default(false),
})

export const dialResponseSchema = z.object({ callId: z.string(), flow: z.string(), version: z.string() })

export const sendDigitsRequestSchema = z.strictObject({ digits: z.string().regex(/^[0-9A-D*#]{1,40}$/, 'Keys of a telephone') })

/** Whether the caller hears music instead of the human who talks with them. */
export const holdRequestSchema = z.strictObject({ held: z.boolean() })

export type SwitchTargetRequest = z.infer<typeof switchTargetSchema>
export type DialRequest = z.infer<typeof dialRequestSchema>
export type DialResponse = z.infer<typeof dialResponseSchema>
