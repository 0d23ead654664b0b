import { z } from 'zod'
import { expressionSchema, languageSchema, targetSchema, variableNameSchema } from '../../document/primitives.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Assigns variables, in the order of the list, and switches the language of the call. */
export const setSchema = nodeSchema('set', {
  assign: z
    .array(z.strictObject({ variable: variableNameSchema, value: expressionSchema }))
    .max(50)
    .default([]),
  language: languageSchema.optional().describe('From here on the call speaks and hears this language of the flow'),
  next: targetSchema.optional(),
})
export type SetNode = z.infer<typeof setSchema>
export const setWays = (node: SetNode): Way[] => [way('next', 'next', node.next)]
