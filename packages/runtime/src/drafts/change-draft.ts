import { mergeChanges, withChanges, type DraftDocument, type Merged, type PartChange } from '@callchart/flow'
import type { ChangeDraftResponse, CreateDraftRequest } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import type { DraftRow } from '../store/draft-tables.js'
import {
  findReceived,
  forgetOldChanges,
  isPending,
  lockDraft,
  lockFlow,
  writeCopy,
  writeDraft,
  writeReceived,
  writeReview,
  type Db,
} from './draft-rows.js'
import { tellOfDraft } from './draft-notice.js'
import { asDraft, draftText, expectParts, type StoredDraft } from './draft-shape.js'
import type { DraftBases } from './draft-bases.js'

/** What a change to a draft needs beside it. */
export interface ChangeParts {
  readonly flow: string
  readonly bases: DraftBases
  readonly at: Date
  readonly newId: () => string
}

export interface SentChanges {
  readonly author: string
  readonly client: string
  readonly sequence: number
  readonly changes: readonly PartChange[]
}

/** Whether a draft goes on from here, rather than from what has gone live since. */
const goesOn = (row: DraftRow, liveVersion: string | undefined): boolean =>
  isPending(row) || (liveVersion !== undefined && row.baseVersion === liveVersion)

export const unknownFlow = (flow: string): RuntimeError =>
  new RuntimeError('RUNTIME_FLOW_UNKNOWN', `No flow has the id "${flow}": see GET /v1/library, or begin it with POST /v1/drafts.`)

/** The draft to be changed; begun from what is live, where nobody has changed it since that went live. @throws RUNTIME_FLOW_UNKNOWN */
async function openDraft(db: Db, { flow, bases, at }: ChangeParts, author: string): Promise<DraftRow> {
  await lockFlow(db, flow)
  const row = await lockDraft(db, flow)
  const version = await bases.liveVersion(db, flow)
  if (row !== undefined && goesOn(row, version)) return row
  const document = await bases.document(db, flow, version)
  if (document === undefined) throw unknownFlow(flow)
  // A page that still shows what was live before has to read it again: the numbers leave a gap.
  const revision = row === undefined ? 0 : row.revision + 1
  const { name, nodes } = document
  await writeDraft(db, {
    flow, revision, baseRevision: revision, text: draftText(document, flow), name, nodeCount: nodes.length,
    status: 'draft', baseVersion: version ?? null, author, updatedAt: at,
  })
  const begun = await lockDraft(db, flow)
  if (begun === undefined) throw unknownFlow(flow)
  return begun
}

/** What was sent, made on the draft as it is: the losing side of its conflicts, whole. */
const losingSide = (document: DraftDocument, { conflicts }: Merged): DraftDocument =>
  withChanges(document, conflicts.map(({ part, kept, lost }) => ({ part, ...(kept !== undefined && { before: kept }), ...(lost !== undefined && { after: lost }) })))

async function keepLosing(db: Db, { flow, at, newId }: ChangeParts, author: string, merged: Merged): Promise<string | null> {
  if (merged.conflicts.length === 0) return null
  const copyId = newId()
  const { name } = merged.document
  await writeCopy(db, { copyId, flow, name, reason: 'conflict', author, at, document: losingSide(merged.document, merged) })
  return copyId
}

/** Who approved it has not seen what it is now. */
async function reopen(db: Db, row: DraftRow, revision: number, author: string, at: Date): Promise<void> {
  if (row.status === 'draft' || !isPending(row)) return
  await writeReview(db, { flow: row.flow, revision, status: 'draft', author, note: '', at })
  await tellOfDraft(db, row.flow, 'status')
}

/** Every fiftieth change sweeps. */
const sweepEvery = 50

/**
 * Makes what a page has sent, once.
 * @param db a transaction
 * @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_INVALID
 */
export async function changeDraft(db: Db, sent: SentChanges, parts: ChangeParts): Promise<ChangeDraftResponse> {
  const { flow, at } = parts
  const { author, client, sequence, changes } = sent
  expectParts(changes)
  const row = await openDraft(db, parts, author)
  const known = await findReceived(db, flow, client, sequence)
  if (known !== undefined) return responseOf(known.revision, known.conflicts as ChangeDraftResponse['conflicts'], known.copyId)
  const merged = mergeChanges(asDraft(row.document as StoredDraft), changes)
  const changed = merged.changes.length > 0
  const revision = changed ? row.revision + 1 : row.revision
  if (changed) {
    const { document } = merged
    const text = draftText(document, flow)
    await writeDraft(db, {
      flow, revision, baseRevision: row.baseRevision, text, name: document.name, nodeCount: document.nodes.length,
      status: 'draft', baseVersion: row.baseVersion, author, updatedAt: at,
    })
    await reopen(db, row, revision, author, at)
  }
  const copyId = await keepLosing(db, parts, author, merged)
  await writeReceived(db, { flow, client, sequence, revision, author, changes: merged.changes, conflicts: merged.conflicts, copyId, at })
  if (revision % sweepEvery === 0) await forgetOldChanges(db, flow, revision, at)
  return responseOf(revision, merged.conflicts as ChangeDraftResponse['conflicts'], copyId)
}

const responseOf = (revision: number, conflicts: ChangeDraftResponse['conflicts'], copyId: string | null): ChangeDraftResponse => ({
  revision,
  conflicts,
  ...(copyId !== null && { copyId }),
})

const taken = (flow: string): RuntimeError =>
  new RuntimeError('RUNTIME_DRAFT_EXISTS', `There is a flow "${flow}" already: take another id, or replace its draft, which is then kept as a copy.`)

/**
 * Begins a draft with a document: of a new flow, or in the place of the one that is there, which is kept as a copy.
 * @param db a transaction
 * @throws RUNTIME_DRAFT_EXISTS, RUNTIME_DRAFT_INVALID
 */
export async function createDraft(db: Db, { document, author, baseVersion, replace }: Required<Pick<CreateDraftRequest, 'replace'>> & Omit<CreateDraftRequest, 'replace'>, parts: ChangeParts): Promise<void> {
  const { flow, bases, at, newId } = parts
  const text = draftText(document, flow)
  await lockFlow(db, flow)
  const row = await lockDraft(db, flow)
  const liveVersion = await bases.liveVersion(db, flow)
  const isThere = liveVersion !== undefined || (await bases.document(db, flow, undefined)) !== undefined
  const pending = row !== undefined && isPending(row)
  const isRestored = baseVersion !== undefined
  if (!replace && (pending || (isThere && !isRestored))) throw taken(flow)
  if (pending) await writeCopy(db, { copyId: newId(), flow, name: row.name, reason: 'replaced', author, at, document: row.document })
  const baseRevision = row === undefined ? 0 : row.revision
  await writeDraft(db, {
    flow, revision: baseRevision + 1, baseRevision, text, name: document.name, nodeCount: document.nodes.length,
    status: 'draft', baseVersion: baseVersion ?? liveVersion ?? null, author, updatedAt: at,
  })
}
