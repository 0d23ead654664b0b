import { sql } from 'kysely'
import type { StoredDraft } from '../drafts/draft-shape.js'
import type { Store } from '../store/store.js'
import { versionNumberOf } from './version-number.js'

type Db = Store['db']

/** Calls of each flow that began since then. */
export async function callCounts(db: Db, since: Date): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('calls')
    .select(['flow', (row) => row.fn.countAll<number>().as('callCount')])
    .where('startedAt', '>=', since)
    .groupBy('flow')
    .execute()
  return new Map(rows.map(({ flow, callCount }) => [flow, Number(callCount)]))
}

/** Who made each flow's live version live. */
export async function liveAuthors(db: Db): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('publications').distinctOn('flow').select(['flow', 'author']).orderBy('flow').orderBy('publication', 'desc').execute()
  return new Map(rows.map(({ flow, author }) => [flow, author]))
}

/** The number of each flow's live version. */
export async function liveNumbers(db: Db): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('liveVersions').select(['flow', versionNumberOf('live_versions').as('number')]).execute()
  return new Map(rows.flatMap(({ flow, number }) => (number === null ? [] : [[flow, number] as const])))
}

/** Drafts of these flows. */
export async function draftDocuments(db: Db, flows: readonly string[]): Promise<ReadonlyMap<string, { readonly revision: number; readonly document: StoredDraft }>> {
  if (flows.length === 0) return new Map()
  const rows = await db.selectFrom('drafts').select(['flow', 'revision', 'document']).where('flow', 'in', [...flows]).execute()
  return new Map(rows.map(({ flow, revision, document }) => [flow, { revision, document: document as StoredDraft }]))
}

/** How many nodes versions have. */
export async function nodeCounts(db: Db, versions: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (versions.length === 0) return new Map()
  const rows = await db
    .selectFrom('versions')
    .select(['version', sql<number>`json_array_length(document -> 'nodes')`.as('nodeCount')])
    .where('version', 'in', [...versions])
    .execute()
  return new Map(rows.map(({ version, nodeCount }) => [version, nodeCount]))
}
