import { z } from 'zod'
import { targetSchema } from '../../document/primitives.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Goes on at another node, with another main flow, or where the caller was before an auxiliary question. */
export const jumpSchema = nodeSchema('jump', {
  to: targetSchema.optional(),
  flow: z
    .string()
    .regex(/^[a-z][A-Za-z0-9-]*$/)
    .max(60)
    .optional()
    .describe('Id of another main flow, instead of a node'),
  back: z
    .literal(true)
    .optional()
    .describe('Goes back instead: to where the caller was before a global question; a sub-flow comes to its end'),
})
export type JumpNode = z.infer<typeof jumpSchema>
export const jumpWays = (node: JumpNode): Way[] => [way('to', 'to', node.to, node.flow === undefined && node.back === undefined)]
