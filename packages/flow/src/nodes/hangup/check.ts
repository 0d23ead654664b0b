import { noParts, promptPart, type NodeParts } from '../../check/parts.js'
import type { HangupNode } from './schema.js'

export const hangupParts = (node: HangupNode): NodeParts => ({ ...noParts, prompts: promptPart('prompt', node.prompt), ends: true })
