import type { DraftEvent } from '@callchart/protocol'
import { sql } from 'kysely'
import type { Store } from '../store/store.js'
import { reviewsOf } from './draft-rows.js'
import { reviewOf } from './draft-view.js'

type Db = Store['db']
export type EventOf<Type extends DraftEvent['type']> = Extract<DraftEvent, { type: Type }>

/** Where a draft stands. */
export interface DraftPlace {
  readonly revision: number
  readonly baseRevision: number
}

/** A flow that nobody changed yet stands at its beginning. */
export async function placeOf(db: Db, flow: string): Promise<DraftPlace> {
  const row = await db.selectFrom('drafts').select(['revision', 'baseRevision']).where('flow', '=', flow).executeTakeFirst()
  return row ?? { revision: 0, baseRevision: 0 }
}

/** A page that missed more than this reads the draft again. */
const mostMissedCount = 500

/** Every change after `since` up to `until`; undefined where they are not all kept, or too many. */
export async function changesSince(db: Db, flow: string, since: number, until: number): Promise<EventOf<'changed'>[] | undefined> {
  const count = until - since
  if (count <= 0) return count === 0 ? [] : undefined
  if (count > mostMissedCount) return undefined
  const rows = await db
    .selectFrom('draftChanges')
    .select(['revision', 'author', 'client', 'changes'])
    .where('flow', '=', flow)
    .where('revision', '>', since)
    .where('revision', '<=', until)
    .where(sql<boolean>`json_array_length(changes) > 0`)
    .orderBy('revision')
    .execute()
  if (rows.length !== count) return undefined
  return rows.map(({ changes, ...row }) => ({ type: 'changed', ...row, changes: changes as EventOf<'changed'>['changes'] }))
}

/** The step that a draft is at; undefined where nothing was said of it. */
export async function statusOf(db: Db, flow: string): Promise<EventOf<'status'> | undefined> {
  const review = (await reviewsOf(db, { flow, ...(await placeOf(db, flow)) })).at(-1)
  return review === undefined ? undefined : { type: 'status', revision: review.revision, status: review.status, review: reviewOf(review) }
}

/** What new calls get, and by whom; undefined where the flow is not live. */
export async function publishedOf(db: Db, flow: string): Promise<EventOf<'published'> | undefined> {
  const row = await db
    .selectFrom('liveVersions')
    .innerJoin('publications', (join) => join.onRef('publications.flow', '=', 'liveVersions.flow').onRef('publications.version', '=', 'liveVersions.version'))
    .select(['liveVersions.version', 'publications.author'])
    .where('liveVersions.flow', '=', flow)
    .orderBy('publication', 'desc')
    .executeTakeFirst()
  return row === undefined ? undefined : { type: 'published', ...row }
}

/** A page that was not seen for so long is gone. */
export const unseenMs = 45_000

export async function presentOf(db: Db, flow: string, now: number): Promise<EventOf<'present'>> {
  const authors = await db
    .selectFrom('draftPages')
    .select(['author', 'client'])
    .where('flow', '=', flow)
    .where('seenAt', '>=', new Date(now - unseenMs))
    .orderBy('author')
    .orderBy('client')
    .limit(200)
    .execute()
  return { type: 'present', authors }
}

export interface OpenPage {
  readonly flow: string
  readonly client: string
  readonly author: string
}

export async function seePages(db: Db, pages: readonly OpenPage[], now: number): Promise<void> {
  if (pages.length === 0) return
  const seenAt = new Date(now)
  await db
    .insertInto('draftPages')
    .values(pages.map(({ flow, client, author }) => ({ flow, client, author, seenAt })))
    .onConflict((conflict) => conflict.columns(['flow', 'client']).doUpdateSet((row) => ({ author: row.ref('excluded.author'), seenAt })))
    .execute()
}

export async function leavePage(db: Db, { flow, client }: Pick<OpenPage, 'flow' | 'client'>): Promise<void> {
  await db.deleteFrom('draftPages').where('flow', '=', flow).where('client', '=', client).execute()
}

/** Gives the flows of pages that their runtime has not let go of by itself. */
export async function forgetUnseen(db: Db, now: number): Promise<string[]> {
  const rows = await db
    .deleteFrom('draftPages')
    .where('seenAt', '<', new Date(now - unseenMs))
    .returning('flow')
    .execute()
  return [...new Set(rows.map(({ flow }) => flow))]
}
