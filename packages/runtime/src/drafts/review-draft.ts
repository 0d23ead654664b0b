import { randomUUID } from 'node:crypto'
import type { DraftReview, DraftStatus } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import type { DraftRow } from '../store/draft-tables.js'
import { unknownFlow } from './change-draft.js'
import type { DraftBases } from './draft-bases.js'
import { isPending, lockDraft, lockFlow, reviewsOf, writeCopy, writeDraft, writeReview, type Db } from './draft-rows.js'
import { draftText, type StoredDraft } from './draft-shape.js'
import { reviewOf } from './draft-view.js'

/** What somebody says of a draft as they saw it. */
export interface Said {
  readonly author: string
  readonly revision: number
  readonly note: string
}

export type ReviewStep = 'submitted' | 'approved' | 'rejected'

/** From where each step may be taken. */
const before: Readonly<Record<ReviewStep, readonly DraftStatus[]>> = {
  submitted: ['draft', 'rejected'],
  approved: ['submitted'],
  rejected: ['submitted', 'approved'],
}

const wayTo: Readonly<Record<DraftStatus, string>> = {
  draft: 'submit it first',
  submitted: 'it has to be approved first',
  approved: 'it is approved already',
  rejected: 'it was rejected: change it, or submit it again',
}

const changed = (flow: string, { author, revision }: DraftRow): RuntimeError =>
  new RuntimeError('RUNTIME_DRAFT_CHANGED', `The draft of "${flow}" has moved on: ${author} changed it last (revision ${revision}). Look at it as it is now.`)

const wrongStep = (flow: string, status: DraftStatus): RuntimeError =>
  new RuntimeError('RUNTIME_DRAFT_STATUS', `The draft of "${flow}" is at the step "${status}": ${wayTo[status]}.`)

/**
 * The draft at the very revision that somebody speaks of, so that nobody changes it until the transaction ends.
 * @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_CHANGED, RUNTIME_DRAFT_STATUS
 */
export async function lockAt(db: Db, flow: string, { revision }: Pick<Said, 'revision'>): Promise<DraftRow> {
  await lockFlow(db, flow)
  const row = await lockDraft(db, flow)
  if (row === undefined) throw unknownFlow(flow)
  if (row.revision !== revision) throw changed(flow, row)
  if (!isPending(row)) throw new RuntimeError('RUNTIME_DRAFT_STATUS', `Nothing of "${flow}" waits to be published: change it first.`)
  return row
}

/** Who submitted the draft last. */
async function submitterOf(db: Db, row: DraftRow): Promise<string | undefined> {
  return (await reviewsOf(db, row)).findLast(({ status }) => status === 'submitted')?.author
}

export interface StepParts {
  readonly flow: string
  readonly at: Date
  /** One may approve what one submitted. */
  readonly singleUser: boolean
}

/**
 * Takes a draft a step on its way.
 * @param db a transaction
 * @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_CHANGED, RUNTIME_DRAFT_STATUS
 */
export async function takeStep(db: Db, status: ReviewStep, said: Said, { flow, at, singleUser }: StepParts): Promise<DraftReview> {
  const row = await lockAt(db, flow, said)
  if (!before[status].includes(row.status)) throw wrongStep(flow, row.status)
  if (status === 'approved' && !singleUser && (await submitterOf(db, row)) === said.author)
    throw new RuntimeError('RUNTIME_DRAFT_STATUS', `${said.author} submitted the draft of "${flow}": somebody else has to approve it.`)
  await db.updateTable('drafts').set({ status }).where('flow', '=', flow).execute()
  const review = { flow, revision: row.revision, status, author: said.author, note: said.note, at }
  await writeReview(db, review)
  return reviewOf(review)
}

/**
 * The draft has become a version: nothing of it waits any more.
 * @param db the transaction that makes the version live
 * @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_CHANGED, RUNTIME_DRAFT_STATUS
 */
export async function settlePublished(db: Db, flow: string, version: string, said: Said): Promise<void> {
  const row = await expectApproved(db, flow, said)
  await db.updateTable('drafts').set({ baseRevision: row.revision, baseVersion: version, status: 'draft' }).where('flow', '=', flow).execute()
}

/** @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_CHANGED, RUNTIME_DRAFT_STATUS */
export async function expectApproved(db: Db, flow: string, said: Pick<Said, 'revision'>): Promise<DraftRow> {
  const row = await lockAt(db, flow, said)
  if (row.status !== 'approved') throw wrongStep(flow, row.status)
  return row
}

/**
 * Gives the changes up, which are kept as a copy: the flow is again what is live.
 * @param db a transaction
 * @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_CHANGED, RUNTIME_DRAFT_STATUS
 */
export async function discardDraft(db: Db, flow: string, said: Said, { at, bases }: { readonly at: Date; readonly bases: DraftBases }): Promise<void> {
  const row = await lockAt(db, flow, said)
  const { name, document, revision } = row
  await writeCopy(db, { copyId: randomUUID(), flow, name, reason: 'replaced', author: said.author, at, document })
  const version = await bases.liveVersion(db, flow)
  const live = version === undefined ? undefined : await bases.document(db, flow, version)
  const shown = live ?? (document as StoredDraft)
  // A number that no page holds: each reads the flow again.
  const next = revision + 1
  await writeDraft(db, {
    flow, revision: next, baseRevision: next, text: draftText(shown, flow), name: shown.name, nodeCount: shown.nodes.length,
    status: 'draft', baseVersion: version ?? null, author: said.author, updatedAt: at,
  })
}
