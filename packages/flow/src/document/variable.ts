import { z } from 'zod'

export const variableTypes = ['string', 'number', 'boolean', 'date', 'list'] as const
export type VariableType = (typeof variableTypes)[number]

const common = {
  sensitive: z.boolean().default(false).describe('Masked in transcript and logs'),
  description: z.string().max(500).optional(),
}
const item = z.union([z.string().max(5_000), z.number(), z.boolean()])

/** A variable always holds a value of its type; `initial` where nothing else is known. */
export const variableSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('string'), initial: z.string().max(5_000).default(''), ...common }),
  z.strictObject({ type: z.literal('number'), initial: z.number().default(0), ...common }),
  z.strictObject({ type: z.literal('boolean'), initial: z.boolean().default(false), ...common }),
  z.strictObject({
    type: z.literal('date'),
    initial: z
      .union([z.iso.date(), z.literal('')])
      .default('')
      .describe('YYYY-MM-DD, or empty'),
    ...common,
  }),
  z.strictObject({ type: z.literal('list'), initial: z.array(item).max(1_000).default([]), ...common }),
])
export type FlowVariable = z.infer<typeof variableSchema>
