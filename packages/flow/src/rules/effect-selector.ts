import { z } from 'zod'
import type { CallEffectType } from '../contract/effects.js'
import { calendarIdSchema, flowIdSchema, tagSchema } from '../document/primitives.js'
import { recordingActions } from '../nodes/record/schema.js'

const name = z.string().min(1).max(200)

/** What an effect can be picked by, beside its type: fields that the flow fixes and the call does not change. */
const fieldsByType = {
  'node.entered': {},
  'turn.start': {},
  'turn.append': {},
  'turn.cancel': {},
  'request.send': { method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional() },
  'request.cancel': {},
  'transfer.start': { queue: name.optional(), mode: z.enum(['attended', 'blind', 'refer']).optional() },
  'transfer.cancel': {},
  'call-back.request': { queue: name.optional() },
  'timer.start': {},
  'timer.cancel': {},
  'hours.check': { calendar: calendarIdSchema.optional() },
  'knowledge.ask': { source: z.enum(['faq', 'llm']).optional() },
  'recording.set': { action: z.enum(recordingActions).optional() },
  'voicemail.keep': { mailbox: name.optional() },
  'call.tag': { tag: tagSchema.optional() },
  'do-not-call.add': { reason: z.enum(['key-intent', 'flow']).optional() },
  'call.continue-with': { flow: flowIdSchema.optional() },
  'call.hang-up': { cause: name.optional() },
  'flow.failed': { code: name.optional() },
} as const satisfies Record<CallEffectType, z.ZodRawShape>

const ofType = <Type extends CallEffectType>(type: Type) => z.strictObject({ type: z.literal(type), ...fieldsByType[type] })

/** An effect of a type, with these values where the rule says any. */
export const effectSelectorSchema = z.discriminatedUnion('type', [
  ofType('turn.start'),
  ofType('turn.append'),
  ofType('turn.cancel'),
  ofType('request.send'),
  ofType('request.cancel'),
  ofType('transfer.start'),
  ofType('transfer.cancel'),
  ofType('call-back.request'),
  ofType('timer.start'),
  ofType('timer.cancel'),
  ofType('hours.check'),
  ofType('knowledge.ask'),
  ofType('recording.set'),
  ofType('voicemail.keep'),
  ofType('call.tag'),
  ofType('do-not-call.add'),
  ofType('call.continue-with'),
  ofType('call.hang-up'),
  ofType('flow.failed'),
])
export type EffectSelector = z.infer<typeof effectSelectorSchema>
