import { z } from 'zod'
import { expressionSchema, targetSchema, variableNameSchema } from '../../document/primitives.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Assigns variables, in the order of the list. */
export const setSchema = nodeSchema('set', {
  assign: z
    .array(z.strictObject({ variable: variableNameSchema, value: expressionSchema }))
    .min(1)
    .max(50),
  next: targetSchema.optional(),
})
export type SetNode = z.infer<typeof setSchema>
export const setWays = (node: SetNode): Way[] => [way('next', 'next', node.next)]
