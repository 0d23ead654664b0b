import type { FlowDocument } from '@callchart/flow'

/** Calendars that the nodes of a document ask. */
export const calendarsOf = (document: FlowDocument): string[] =>
  document.nodes.flatMap((node) => ('calendar' in node && typeof node.calendar === 'string' ? [node.calendar] : []))
