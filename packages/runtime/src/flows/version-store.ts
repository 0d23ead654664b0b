import type { FlowDocument } from '@callchart/flow'
import type { Kysely } from 'kysely'
import { toJsonb } from '../store/json.js'
import type { Database } from '../store/tables.js'
import { createModelStore, modelIdOf } from './model-store.js'
import type { PreparedVersion } from './prepare-version.js'
import { tellOfDraft } from '../drafts/draft-notice.js'
import { tell } from '../store/notices.js'
import type { VersionOrigin } from '../store/draft-tables.js'

export interface LiveVersion {
  readonly flow: string
  readonly version: string
  /** Name of the file that it came from, or was written to. */
  readonly file: string
  readonly origin: VersionOrigin
  readonly publishedAt: Date
  /** An earlier version that somebody brought back. */
  readonly isRollback: boolean
}

/** Who made a version live, and why. */
export interface Publication {
  readonly author: string
  readonly note: string
}

/** Versions in PostgreSQL. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface VersionStore {
  /** Whole, with its models. */
  find(version: string): Promise<PreparedVersion | undefined>
  /** The document alone: models are large. */
  findDocument(version: string): Promise<FlowDocument | undefined>
  /** Stores the version unless it is there; its models take the place of those it had, and so does its layout, which is no part of it. */
  save(prepared: PreparedVersion, at: Date): Promise<void>
  live(): Promise<LiveVersion[]>
  /** @param publication absent where the version was live already */
  publish(live: LiveVersion, publication?: Publication): Promise<void>
  /** Who made the flow's live version live, and why. */
  lastPublication(flow: string): Promise<Publication | undefined>
  /** New calls of the flow are refused; running ones keep their version. */
  withdraw(flow: string): Promise<void>
}

export function createVersionStore(db: Kysely<Database>): VersionStore {
  return {
    find: async (version: string) => {
      const row = await db.selectFrom('versions').select(['document', 'compiled']).where('version', '=', version).executeTakeFirst()
      if (row === undefined) return undefined
      const models = await db
        .selectFrom('versionModels')
        .innerJoin('understandingModels', 'understandingModels.modelId', 'versionModels.modelId')
        .select('model')
        .where('version', '=', version)
        .orderBy('place')
        .execute()
      return { version, document: row.document as unknown as FlowDocument, compiled: row.compiled, models: models.map(({ model }) => model) }
    },
    findDocument: async (version: string) => {
      const row = await db.selectFrom('versions').select('document').where('version', '=', version).executeTakeFirst()
      return row?.document as unknown as FlowDocument | undefined
    },
    save: (prepared: PreparedVersion, at: Date) => saveVersion(db, prepared, at),
    live: () => liveVersions(db),
    publish: (live: LiveVersion, publication?: Publication) => db.transaction().execute((transaction) => publishVersion(transaction, live, publication)),
    lastPublication: (flow: string) => lastPublication(db, flow),
    withdraw: async (flow: string) => {
      await db.deleteFrom('liveVersions').where('flow', '=', flow).execute()
      await tell(db, 'callchart_flows', flow)
    },
  }
}

async function liveVersions(db: Kysely<Database>): Promise<LiveVersion[]> {
  const rows = await db.selectFrom('liveVersions').selectAll().execute()
  const last = await db.selectFrom('publications').distinctOn('flow').select(['flow', 'isRollback']).orderBy('flow').orderBy('publication', 'desc').execute()
  const rolledBack = new Set(last.filter(({ isRollback }) => isRollback).map(({ flow }) => flow))
  return rows.map((row) => ({ ...row, isRollback: rolledBack.has(row.flow) }))
}

/** @param db a transaction */
export async function publishVersion(db: Kysely<Database>, live: LiveVersion, publication?: Publication): Promise<void> {
  const { flow, version, file, origin, publishedAt, isRollback } = live
  const change = { version, file, origin, publishedAt }
  await db
    .insertInto('liveVersions')
    .values({ flow, ...change })
    .onConflict((conflict) => conflict.column('flow').doUpdateSet(change))
    .execute()
  if (publication !== undefined) await db.insertInto('publications').values({ flow, version, origin, publishedAt, isRollback, ...publication }).execute()
  await tellOfFlow(db, flow)
}

/** To runtimes that hold the flow, and to pages that show it. */
async function tellOfFlow(db: Kysely<Database>, flow: string): Promise<void> {
  await tell(db, 'callchart_flows', flow)
  await tellOfDraft(db, flow, 'published')
}

/** Who made the flow's live version live. */
async function lastPublication(db: Kysely<Database>, flow: string): Promise<Publication | undefined> {
  return db.selectFrom('publications').select(['author', 'note']).where('flow', '=', flow).orderBy('publication', 'desc').executeTakeFirst()
}

/** Models that are there already are not written again. */
async function saveVersion(db: Kysely<Database>, { version, document, compiled, models }: PreparedVersion, createdAt: Date): Promise<void> {
  const links = models.map(({ source, format }, place) => ({ version, place, modelId: modelIdOf(source, format) }))
  const { flow, name } = compiled.manifest
  await db.transaction().execute(async (transaction) => {
    const modelIds = links.map(({ modelId }) => modelId)
    const known = modelIds.length === 0 ? [] : await transaction.selectFrom('understandingModels').select('modelId').where('modelId', 'in', modelIds).execute()
    const store = createModelStore(transaction)
    for (const [place, modelId] of modelIds.entries()) {
      const model = models[place]
      if (model !== undefined && !known.some((stored) => stored.modelId === modelId)) await store.save(modelId, model, createdAt)
    }
    const json = { document: toJsonb(document), compiled: toJsonb(compiled) }
    await transaction
      .insertInto('versions')
      .values({ version, flow, name, ...json, createdAt })
      .onConflict((conflict) => conflict.column('version').doUpdateSet({ document: json.document }))
      .execute()
    if (links.length === 0) return
    await transaction
      .insertInto('versionModels')
      .values(links)
      .onConflict((conflict) => conflict.columns(['version', 'place']).doUpdateSet((row) => ({ modelId: row.ref('excluded.modelId') })))
      .execute()
  })
}
