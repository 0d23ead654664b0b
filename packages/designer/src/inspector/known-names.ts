import type { DraftDocument, Json } from '@callchart/flow'
import { valueAt } from '../document/node-fields.js'

const listAt = (value: Json | undefined, field: string): readonly Json[] => {
  const found = valueAt(value, [field])
  return Array.isArray(found) ? (found as readonly Json[]) : []
}
const textsIn = (values: readonly (Json | undefined)[]): string[] => [...new Set(values.filter((each): each is string => typeof each === 'string' && each !== ''))].sort()

/** Tags that the flow already uses. */
export const tagsOf = ({ nodes }: DraftDocument): string[] =>
  textsIn(nodes.flatMap((node) => [node.kind === 'tag' ? node.tag : undefined, ...[...listAt(node, 'branches'), ...listAt(node, 'choices')].flatMap((branch) => listAt(branch, 'tags'))]))

/** Queues that the flow already names. */
export const queuesOf = ({ nodes }: DraftDocument): string[] => textsIn(nodes.map(({ queue }) => queue))

export const mailboxesOf = ({ nodes }: DraftDocument): string[] => textsIn(nodes.map(({ mailbox }) => mailbox))

/** Names of a map of the document, such as its variables. */
export const namesIn = (map: Json | undefined): string[] => (typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.keys(map) : [])
