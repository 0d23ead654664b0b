import { noParts, type NodeParts } from '../../check/parts.js'
import type { HoursNode } from './schema.js'

/** The answer comes within the same moment: a circle of such checks waits for nobody. */
export const hoursParts = (node: HoursNode): NodeParts => ({ ...noParts, calendars: [{ path: 'calendar', calendar: node.calendar }] })
