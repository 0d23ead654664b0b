import { noParts, type NodeParts } from '../../check/parts.js'

export const startParts = (): NodeParts => noParts
