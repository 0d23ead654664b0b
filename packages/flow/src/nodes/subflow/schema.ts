import { z } from 'zod'
import { expressionSchema, flowIdSchema, targetSchema, variableNameSchema } from '../../document/primitives.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Runs another flow within this one: it has its own variables, and comes back by a jump back. */
export const subflowSchema = nodeSchema('subflow', {
  flow: flowIdSchema.describe('Id of the flow that is run here'),
  version: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .describe('The version of that flow that is meant; the present one where absent'),
  inputs: z
    .record(variableNameSchema, expressionSchema)
    .default({})
    .describe('Variable of the sub-flow -> CEL over the variables of this flow'),
  outputs: z
    .record(variableNameSchema, expressionSchema)
    .default({})
    .describe('Variable of this flow -> CEL over the variables of the sub-flow, when it comes back'),
  next: targetSchema.optional().describe('The sub-flow came back'),
})
export type SubflowNode = z.infer<typeof subflowSchema>
export const subflowWays = (node: SubflowNode): Way[] => [way('next', 'next', node.next)]
