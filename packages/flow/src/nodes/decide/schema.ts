import { z } from 'zod'
import { expressionSchema, targetSchema } from '../../document/primitives.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

const caseSchema = z.strictObject({
  when: expressionSchema.describe('CEL over the variables: true takes this way'),
  to: targetSchema.optional(),
})

/** If, else-if, else over the variables: the first branch that is true is taken. */
export const decideSchema = nodeSchema('decide', {
  branches: z.array(caseSchema).min(1).max(50),
  else: targetSchema.optional().describe('Where none is true'),
})
export type DecideNode = z.infer<typeof decideSchema>
export const decideWays = (node: DecideNode): Way[] => [
  ...node.branches.map((branch, index) => way(`branches.${index}`, `branches.${index}.to`, branch.to)),
  way('else', 'else', node.else),
]
