import { noParts, promptPart, type NodeParts } from '../../check/parts.js'
import type { SayNode } from './schema.js'

export const sayParts = (node: SayNode): NodeParts => ({ ...noParts, prompts: promptPart('prompt', node.prompt) })
