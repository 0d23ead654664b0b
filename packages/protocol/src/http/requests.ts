import { z } from 'zod'

const secretName = z.string().min(1).max(100)

/** A request of a flow with its values filled in, to be sent once: what the other system answers is shown to whoever draws the flow. */
export const tryRequestSchema = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: z
    .string()
    .max(5_000)
    .regex(/^(https?|endpoint):\/\//),
  headers: z.record(z.string().max(100), z.string().max(5_000)).default({}),
  body: z.json().optional(),
  auth: z
    .discriminatedUnion('type', [
      z.strictObject({ type: z.literal('none') }),
      z.strictObject({ type: z.literal('basic'), user: z.string().min(1).max(200), secret: secretName }),
      z.strictObject({ type: z.literal('bearer'), secret: secretName }),
    ])
    .default({ type: 'none' }),
  timeoutMs: z.int().min(100).max(60_000).default(5_000),
})

/** How it ended. `cause` is a code of docs/errors.md, `detail` says it in English. */
export const triedRequestSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('succeeded'), status: z.int(), body: z.json(), tookMs: z.int() }),
  z.object({ type: z.literal('failed'), cause: z.string(), detail: z.string(), status: z.int().optional(), tookMs: z.int() }),
  z.object({ type: z.literal('outcome-unknown'), detail: z.string(), tookMs: z.int() }),
])

export type TryRequest = z.input<typeof tryRequestSchema>
export type TriedRequest = z.infer<typeof triedRequestSchema>
