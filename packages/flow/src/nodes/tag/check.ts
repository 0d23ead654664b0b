import { noParts, type NodeParts } from '../../check/parts.js'

export const tagParts = (): NodeParts => noParts
