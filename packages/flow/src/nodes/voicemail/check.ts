import { noParts, promptPart, type NodeParts } from '../../check/parts.js'
import type { VoicemailNode } from './schema.js'

export const voicemailParts = (node: VoicemailNode): NodeParts => ({ ...noParts, waits: true, prompts: promptPart('prompt', node.prompt) })
