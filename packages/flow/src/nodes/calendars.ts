import type { FlowNode } from './schemas.js'

/** Ids of the calendars that a node asks: its own opening hours, or those of its queue. */
export const calendarsAskedBy = (node: FlowNode): string[] =>
  (node.kind === 'hours' || node.kind === 'transfer') && node.calendar !== undefined ? [node.calendar] : []
