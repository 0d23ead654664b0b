import { z } from 'zod'
import { expressionSchema, targetSchema, templateSchema, variableNameSchema } from '../../document/primitives.js'
import { promptSchema } from '../../document/prompt.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

const secretName = z.string().min(1).max(100).describe('Name of a secret in the settings of the runtime')
const authSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('basic'), user: z.string().min(1).max(200), secret: secretName }),
  z.strictObject({ type: z.literal('bearer'), secret: secretName }),
])

/** JSON whose texts may hold {{ … }}; a text that is one whole {{ … }} keeps the type of its value. */
const bodySchema: z.ZodType<BodyTemplate> = z
  .lazy(() =>
    z.union([
      z.string().max(5_000),
      z.number(),
      z.boolean(),
      z.null(),
      z.array(bodySchema).max(1_000),
      z.record(z.string().max(200), bodySchema),
    ]),
  )
  .meta({ id: 'BodyTemplate' })
export type BodyTemplate = string | number | boolean | null | BodyTemplate[] | { [key: string]: BodyTemplate }

/** An HTTP call. Its answer fills variables; the ways out are success, failure, and an outcome that nobody can tell. */
export const requestSchema = nodeSchema('request', {
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  url: templateSchema.regex(/^(https?|endpoint):\/\//).describe('Absolute URL, or endpoint://<name>/<path>; {{ … }} is encoded for a URL'),
  headers: z
    .record(
      z
        .string()
        .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/)
        .max(100),
      templateSchema,
    )
    .default({}),
  body: bodySchema.optional().describe('JSON whose texts may hold {{ … }}; a text that is one whole {{ … }} keeps the type of its value'),
  auth: authSchema.default({ type: 'none' }),
  timeoutMs: z.int().min(100).max(60_000).default(5_000).describe('Of one attempt (ms)'),
  retryCount: z.int().min(0).max(5).default(1).describe('Further attempts after the first'),
  idempotent: z
    .boolean()
    .default(false)
    .describe('The receiver de-duplicates by the Idempotency-Key header: an attempt of unknown outcome may be repeated'),
  wait: z.boolean().default(true).describe('False: the call goes on at once; an answer that comes later still fills variables'),
  save: z
    .record(variableNameSchema, expressionSchema)
    .default({})
    .describe('Variable -> CEL over `body` and `status` of the answer; one that fails makes the request fail'),
  saveStatus: variableNameSchema
    .optional()
    .describe('Number variable that keeps the HTTP status of success or failure; 0 where there was none'),
  defaults: z
    .record(variableNameSchema, z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .describe('Variable -> its value after a failure or an unknown outcome'),
  example: z
    .strictObject({ status: z.int().min(100).max(599), body: bodySchema })
    .optional()
    .describe('An answer as it once came: what mappings are made from and simulations answer with; not part of the version'),
  filler: promptSchema.optional().describe('Said when the answer is slow'),
  fillerAfterMs: z.int().min(0).max(10_000).optional().describe('How slow (ms); the setting of the flow where absent, 0 is never'),
  next: targetSchema.optional(),
  failure: targetSchema.optional(),
  outcomeUnknown: targetSchema.optional().describe('Nobody can tell whether the other side did it; as failure where absent'),
})
export type RequestNode = z.infer<typeof requestSchema>
export const requestWays = (node: RequestNode): Way[] => [
  way('next', 'next', node.next),
  way('failure', 'failure', node.failure, node.wait),
  way('outcomeUnknown', 'outcomeUnknown', node.outcomeUnknown, false),
]
