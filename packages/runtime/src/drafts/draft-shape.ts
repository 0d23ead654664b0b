import type { DraftDocument, PartChange } from '@callchart/flow'
import { draftDocumentSchema, readAs, type DraftView } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import { fileCapBytes } from '../flows/folder-files.js'
import { toJsonb } from '../store/json.js'

/** A draft as it is stored and sent. */
export type StoredDraft = DraftView['document']

/** The pure functions on drafts know it by its loose shape, which the schema has checked. */
export const asDraft = (stored: StoredDraft): DraftDocument => stored as unknown as DraftDocument
export const asStored = (draft: DraftDocument): StoredDraft => draft as unknown as StoredDraft

const invalid = (reason: string): RuntimeError => new RuntimeError('RUNTIME_DRAFT_INVALID', `The draft is not taken: ${reason}.`)

/** Names that would reach the prototype of whatever object they are put into. */
const isHostileName = (name: string): boolean => name === '__proto__'

/**
 * The text of a document that may be a draft of this flow, for its column.
 * @throws RUNTIME_DRAFT_INVALID
 */
export function draftText(document: unknown, flow: string): string {
  const fitted = readAs(draftDocumentSchema, document)
  if (!fitted.success) {
    const [issue] = fitted.error.issues
    throw invalid(`${issue?.path.map(String).join('.') ?? 'the document'}: ${issue?.message ?? 'it does not fit'}`)
  }
  const { id, nodes } = fitted.data
  if (id !== flow) throw invalid(`its id is "${id}" and not "${flow}", and a flow's id never changes`)
  const ids = new Set(nodes.map((node) => node.id))
  if (ids.size < nodes.length) throw invalid('two of its nodes have the same id')
  const text = toJsonb(document)
  const sizeBytes = Buffer.byteLength(text)
  if (sizeBytes > fileCapBytes) throw invalid(`it has ${sizeBytes} bytes, and a flow at most ${fileCapBytes}: split it into several`)
  return text
}

/**
 * Changes that name parts as parts are named.
 * @throws RUNTIME_DRAFT_INVALID
 */
export function expectParts(changes: readonly PartChange[]): void {
  for (const { part, after } of changes) {
    if (part === 'id' || part === 'nodes' || part.split('/').some(isHostileName)) throw invalid(`"${part}" is no part that can be changed`)
    if (!part.startsWith('nodes/') || after === undefined) continue
    const id = typeof after === 'object' && after !== null && 'id' in after ? after.id : undefined
    if (id !== part.slice('nodes/'.length)) throw invalid(`the part "${part}" holds the node "${JSON.stringify(id)}"`)
  }
}
