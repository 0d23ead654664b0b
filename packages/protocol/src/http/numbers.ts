import { z } from 'zod'
import { authorSchema } from './drafts.js'

/** As a switch or the network has it: digits with or without `+`, or a name of the switch. */
export const dialledNumberSchema = z.string().trim().min(1).max(64).regex(/^[+A-Za-z0-9_.*#-]+$/)

export const routeKindSchema = z.enum(['exact', 'prefix', 'range'])

/** One header or variable of the call, its name as the switch has it in whatever case. */
export const routeConditionSchema = z.strictObject({ name: z.string().trim().min(1).max(100), equals: z.string().max(200) })

const flowIdSchema = z.string().regex(/^[a-z][A-Za-z0-9-]*$/).max(60)

/** Which flow answers which numbers. */
export const numberRouteSchema = z.strictObject({
  kind: routeKindSchema,
  /** The number, its first digits, or `from..to` of two numbers of the same length. */
  value: z.string().trim().min(1).max(130),
  condition: routeConditionSchema.optional(),
  /** Only calls of this switch. */
  switchId: z.string().min(1).max(60).optional(),
  flow: flowIdSchema,
  /** Decides among routes that fit as closely; the higher one wins. */
  priority: z.int().min(-1_000).max(1_000).default(0),
  note: z.string().max(500).default(''),
})

const extensionSchema = z.string().regex(/^[A-Za-z0-9_*#-]{1,40}$/)
const outsideSchema = z.string().regex(/^\+[1-9]\d{6,14}$/)
const queueSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]*$/).max(60)

const overrideTargetSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('queue'), queue: queueSchema }),
  z.strictObject({ type: z.literal('extension'), extension: extensionSchema }),
  z.strictObject({ type: z.literal('number'), number: outsideSchema, shows: z.string().regex(/^\+?\d{3,15}$/).optional() }),
])

const announcementSchema = z.strictObject({ language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/).max(35), text: z.string().trim().min(1).max(1_000) })

/** What a number does instead of its flow, from the moment it is set. */
export const numberOverrideSchema = z.discriminatedUnion('type', [
  /** With an announcement the call is answered, hears it and ends; without one it is refused. */
  z.strictObject({ type: z.literal('closed'), announcement: announcementSchema.optional() }),
  /** Straight to a human; who cannot be reached hears nothing more. */
  z.strictObject({ type: z.literal('transfer'), target: overrideTargetSchema, announcement: announcementSchema.optional() }),
])

export const numberSettingsSchema = z.strictObject({
  name: z.string().trim().max(100).default(''),
  /** It may be shown to people whom calls of ours are taken to, or placed to. */
  isOwn: z.boolean().default(false),
})

const changedBy = { author: z.string(), changedAt: z.string() }

export const numberRouteViewSchema = numberRouteSchema.extend({
  routeId: z.string(),
  /** The flow has a live version: without one the next best route answers. */
  isLive: z.boolean(),
  ...changedBy,
})

export const numberViewSchema = numberSettingsSchema.extend({
  number: z.string(),
  override: numberOverrideSchema.optional(),
  overriddenBy: z.string().optional(),
  overriddenAt: z.string().optional(),
  ...changedBy,
})

export const numberListSchema = z.object({
  routes: z.array(numberRouteViewSchema),
  numbers: z.array(numberViewSchema),
  /** Answers what nothing else does. */
  defaultFlow: z.object({ flow: z.string(), isLive: z.boolean(), ...changedBy }).optional(),
  /** Numbers that flows claim themselves. */
  claimed: z.array(z.object({ number: z.string(), flow: z.string() })),
})

export const putRouteRequestSchema = z.strictObject({ author: authorSchema, route: numberRouteSchema })
export const putNumberRequestSchema = numberSettingsSchema.extend({ author: authorSchema })
export const putOverrideRequestSchema = z.strictObject({ author: authorSchema, override: numberOverrideSchema.nullable() })
export const putDefaultFlowRequestSchema = z.strictObject({ author: authorSchema, flow: flowIdSchema.nullable() })

export const testNumberRequestSchema = z.strictObject({
  dnis: dialledNumberSchema,
  ani: z.string().max(64).optional(),
  switchId: z.string().min(1).max(60).optional(),
  variables: z.record(z.string().max(100), z.string().max(1_000)).default({}),
})

/** Who would answer, and because of what. */
export const testNumberResponseSchema = z.object({
  answer: z.discriminatedUnion('type', [
    z.object({ type: z.literal('flow'), flow: z.string() }),
    z.object({ type: z.literal('override'), override: numberOverrideSchema }),
    z.object({ type: z.literal('nobody') }),
  ]),
  by: z.enum(['override', 'route', 'flow', 'default', 'nothing']),
  routeId: z.string().optional(),
})

export type RouteKind = z.infer<typeof routeKindSchema>
export type NumberRoute = z.infer<typeof numberRouteSchema>
export type NumberOverride = z.infer<typeof numberOverrideSchema>
export type NumberSettings = z.infer<typeof numberSettingsSchema>
export type NumberRouteView = z.infer<typeof numberRouteViewSchema>
export type NumberView = z.infer<typeof numberViewSchema>
export type NumberList = z.infer<typeof numberListSchema>
export type TestNumberRequest = z.infer<typeof testNumberRequestSchema>
export type TestNumberResponse = z.infer<typeof testNumberResponseSchema>
