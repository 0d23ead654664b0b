import { diffFlows, noResources, parseFlow, sameJson, type BehaviourChange, type DraftDocument, type FlowDocument, type FlowProblem, type JsonObject } from '@callchart/flow'
import type { ResourcesView } from '@callchart/protocol'
import { readDraftResources } from '../checking/check-draft.js'

export interface Comparing {
  /** Absent: there was no version before. */
  readonly older: DraftDocument | undefined
  readonly newer: DraftDocument
  /** What both name beside themselves. */
  readonly library: ResourcesView | undefined
}

/** One thing that a caller, or a reader of reports, would notice. */
export type ToldChange = Pick<BehaviourChange, 'type' | 'nodeId' | 'sentence'>

export type Comparison =
  /** The first version: everything is new. */
  | { readonly result: 'first'; readonly nodeCount: number }
  /** Nothing at all is different. */
  | { readonly result: 'same' }
  /** What is different is for those who draw: places, notes, names. */
  | { readonly result: 'looks-only' }
  | { readonly result: 'differs'; readonly changes: readonly ToldChange[]; readonly names: Readonly<Record<string, string>> }
  /** One of the two is not complete: what it does cannot be told. */
  | { readonly result: 'incomplete'; readonly problems: readonly FlowProblem[] }

/** Two drafts that a file may write differently are compared by what they say. */
const withoutSchema = ({ $schema: _schema, ...document }: JsonObject): JsonObject => document

function namesOf(older: FlowDocument, newer: FlowDocument): Record<string, string> {
  return Object.fromEntries([...older.nodes, ...newer.nodes].map(({ id, name }) => [id, name]))
}

/** What became of the behaviour of a flow between two versions, in plain words. */
export function compareDocuments({ older, newer, library }: Comparing): Comparison {
  if (older === undefined) return { result: 'first', nodeCount: newer.nodes.length }
  if (sameJson(withoutSchema(older), withoutSchema(newer))) return { result: 'same' }
  const [from, to] = [parseFlow(older), parseFlow(newer)]
  if ('problems' in from) return { result: 'incomplete', problems: from.problems }
  if ('problems' in to) return { result: 'incomplete', problems: to.problems }
  const resources = library === undefined ? noResources : readDraftResources(library, new Date().toISOString().slice(0, 10))
  const changes = diffFlows({ document: from.document, resources }, { document: to.document, resources })
  if (changes.length === 0) return { result: 'looks-only' }
  return { result: 'differs', changes: changes.map(({ type, nodeId, sentence }) => ({ type, sentence, ...(nodeId !== undefined && { nodeId }) })), names: namesOf(from.document, to.document) }
}
