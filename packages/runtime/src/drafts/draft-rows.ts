import type { DraftStatus } from '@callchart/protocol'
import { sql, type Kysely } from 'kysely'
import type { DraftCopyRow, DraftReviewRow, DraftRow } from '../store/draft-tables.js'
import { toJsonb } from '../store/json.js'
import type { Database } from '../store/tables.js'

/** The database, or a transaction of it. */
export type Db = Kysely<Database>

/** What lists say of a draft. */
export type DraftHead = Omit<DraftRow, 'document'>

const headColumns = ['flow', 'revision', 'baseRevision', 'name', 'nodeCount', 'status', 'baseVersion', 'author', 'updatedAt'] as const

/** Changes that wait to be published. */
export const isPending = ({ revision, baseRevision }: Pick<DraftRow, 'revision' | 'baseRevision'>): boolean => revision > baseRevision

export const findDraft = (db: Db, flow: string): Promise<DraftRow | undefined> => db.selectFrom('drafts').selectAll().where('flow', '=', flow).executeTakeFirst()

/** Until the transaction ends nobody else changes the draft. */
export const lockDraft = (db: Db, flow: string): Promise<DraftRow | undefined> =>
  db.selectFrom('drafts').selectAll().where('flow', '=', flow).forUpdate().executeTakeFirst()

/** Two that begin one draft at once do so one after the other, and so does whoever publishes the flow. */
export async function lockFlow(db: Db, flow: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('callchart draft'), hashtext(${flow}))`.execute(db)
}

export async function flowOfVersion(db: Db, version: string): Promise<string | undefined> {
  const row = await db.selectFrom('versions').select('flow').where('version', '=', version).executeTakeFirst()
  return row?.flow
}

/** Those that wait to be published, by flow. */
export const pendingHeads = (db: Db): Promise<DraftHead[]> =>
  db.selectFrom('drafts').select(headColumns).whereRef('revision', '>', 'baseRevision').orderBy('flow').execute()

export interface DraftChange {
  readonly flow: string
  readonly revision: number
  readonly baseRevision: number
  readonly text: string
  readonly name: string
  readonly nodeCount: number
  readonly status: DraftStatus
  readonly baseVersion: string | null
  readonly author: string
  readonly updatedAt: Date
}

export async function writeDraft(db: Db, { flow, text, ...change }: DraftChange): Promise<void> {
  const values = { ...change, document: text }
  await db
    .insertInto('drafts')
    .values({ flow, ...values })
    .onConflict((conflict) => conflict.column('flow').doUpdateSet(values))
    .execute()
}

export interface ReceivedChange {
  readonly flow: string
  readonly client: string
  readonly sequence: number
  readonly revision: number
  readonly author: string
  readonly changes: unknown
  readonly conflicts: unknown
  readonly copyId: string | null
  readonly at: Date
}

export const findReceived = (db: Db, flow: string, client: string, sequence: number) =>
  db
    .selectFrom('draftChanges')
    .select(['revision', 'conflicts', 'copyId'])
    .where('flow', '=', flow)
    .where('client', '=', client)
    .where('sequence', '=', sequence)
    .executeTakeFirst()

export async function writeReceived(db: Db, { changes, conflicts, ...received }: ReceivedChange): Promise<void> {
  await db
    .insertInto('draftChanges')
    .values({ ...received, changes: toJsonb(changes), conflicts: toJsonb(conflicts) })
    .execute()
}

/** What is older is asked for by nobody: a page that was away for so long reads the draft again. */
const keptRevisionCount = 2_000
const keptMs = 7 * 86_400_000

export async function forgetOldChanges(db: Db, flow: string, revision: number, now: Date): Promise<void> {
  await db
    .deleteFrom('draftChanges')
    .where('flow', '=', flow)
    .where((row) => row.or([row('revision', '<', revision - keptRevisionCount), row('at', '<', new Date(now.getTime() - keptMs))]))
    .execute()
}

export async function writeReview(db: Db, review: Omit<DraftReviewRow, 'review'>): Promise<void> {
  await db.insertInto('draftReviews').values(review).execute()
}

/** Of what waits to be published, in their order. */
export const reviewsOf = (db: Db, { flow, baseRevision }: Pick<DraftRow, 'flow' | 'baseRevision'>): Promise<DraftReviewRow[]> =>
  db.selectFrom('draftReviews').selectAll().where('flow', '=', flow).where('revision', '>', baseRevision).orderBy('review').execute()

/** The losing sides of conflicts pile up by themselves: the latest of them are kept. */
const keptConflictCount = 100

export async function writeCopy(db: Db, { document, ...copy }: Omit<DraftCopyRow, 'document'> & { readonly document: unknown }): Promise<void> {
  await db
    .insertInto('draftCopies')
    .values({ ...copy, document: toJsonb(document) })
    .execute()
  if (copy.reason !== 'conflict') return
  const kept = db
    .selectFrom('draftCopies')
    .select('copyId')
    .where('flow', '=', copy.flow)
    .where('reason', '=', 'conflict')
    .orderBy('at', 'desc')
    .limit(keptConflictCount)
  await db.deleteFrom('draftCopies').where('flow', '=', copy.flow).where('reason', '=', 'conflict').where('copyId', 'not in', kept).execute()
}

const copyColumns = ['copyId', 'flow', 'name', 'reason', 'author', 'at'] as const

/** The latest first, without their documents. */
export const copiesOf = (db: Db, flow: string): Promise<Omit<DraftCopyRow, 'document'>[]> =>
  db.selectFrom('draftCopies').select(copyColumns).where('flow', '=', flow).orderBy('at', 'desc').orderBy('copyId').execute()

export const findCopy = (db: Db, flow: string, copyId: string): Promise<DraftCopyRow | undefined> =>
  db.selectFrom('draftCopies').selectAll().where('flow', '=', flow).where('copyId', '=', copyId).executeTakeFirst()

