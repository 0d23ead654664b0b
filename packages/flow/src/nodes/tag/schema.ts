import type { z } from 'zod'
import { tagSchema, targetSchema } from '../../document/primitives.js'
import { way, type Way } from '../../document/ways.js'
import { nodeSchema } from '../node-base.js'

/** Marks the call. */
export const tagNodeSchema = nodeSchema('tag', { tag: tagSchema, next: targetSchema.optional() })
export type TagNode = z.infer<typeof tagNodeSchema>
export const tagWays = (node: TagNode): Way[] => [way('next', 'next', node.next)]
