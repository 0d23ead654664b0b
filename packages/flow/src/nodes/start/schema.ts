import type { z } from 'zod'
import { targetSchema } from '../../document/primitives.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Entry of the flow: exactly one. */
export const startSchema = nodeSchema('start', {
  next: targetSchema.optional(),
  machine: targetSchema.optional().describe('An answering machine took a call that we placed, and nobody has answered a question yet'),
})
export type StartNode = z.infer<typeof startSchema>
export const startWays = (node: StartNode): Way[] => [
  way('next', 'next', node.next),
  ...(node.machine === undefined ? [] : [way('machine', 'machine', node.machine, false)]),
]
