import { z } from 'zod'
import { nodeIdSchema } from '../document/primitives.js'
import type { NodeKind } from './kinds.js'

/** A node of one kind: the fields that all nodes have, and the kind's own. Unknown fields are errors. */
export const nodeSchema = <const Kind extends NodeKind, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({
    id: nodeIdSchema,
    kind: z.literal(kind),
    name: z.string().trim().min(1).max(100).describe('Name shown to people'),
    note: z.string().max(2_000).optional().describe('What a colleague should know of this node'),
    marks: z
      .array(
        z
          .string()
          .regex(/^[a-z][A-Za-z0-9]*$/)
          .max(40),
      )
      .max(10)
      .default([])
      .describe('What the node stands for in the rules of the business, for example identity, price, consent or goodbye'),
    ...shape,
  })
