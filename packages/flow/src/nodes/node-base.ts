import { z } from 'zod'
import { markSchema, nodeIdSchema } from '../document/primitives.js'
import type { NodeKind } from './kinds.js'

/** A node of one kind: the fields that all nodes have, and the kind's own. Unknown fields are errors. */
export const nodeSchema = <const Kind extends NodeKind, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({
    id: nodeIdSchema,
    kind: z.literal(kind),
    name: z.string().trim().min(1).max(100).describe('Name shown to people'),
    note: z.string().max(2_000).optional().describe('What a colleague should know of this node'),
    disabled: z.boolean().optional().describe('Left out of the flow for the time being: a call goes past it by its main way'),
    marks: z.array(markSchema).max(10).default([]).describe('What the node does in the sense of the rules: identity, price, …'),
    ...shape,
  })
