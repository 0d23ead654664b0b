import type { FlowDocument } from '@callchart/flow'
import type { Kysely } from 'kysely'
import { toJsonb } from '../store/json.js'
import type { Database } from '../store/tables.js'
import type { PreparedVersion } from './prepare-version.js'

export interface LiveVersion {
  readonly flow: string
  readonly version: string
  /** Name of the file that it came from. */
  readonly file: string
  readonly publishedAt: Date
}

/** Versions in PostgreSQL. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface VersionStore {
  find(version: string): Promise<PreparedVersion | undefined>
  /** Stores the version unless it is there. */
  save(prepared: PreparedVersion, at: Date): Promise<void>
  live(): Promise<LiveVersion[]>
  publish(live: LiveVersion): Promise<void>
  /** New calls of the flow are refused; running ones keep their version. */
  withdraw(flow: string): Promise<void>
}

export function createVersionStore(db: Kysely<Database>): VersionStore {
  return {
    find: async (version: string) => {
      const row = await db
        .selectFrom('versions')
        .select(['document', 'compiled', 'models'])
        .where('version', '=', version)
        .executeTakeFirst()
      if (row === undefined) return undefined
      return { version, document: row.document as unknown as FlowDocument, compiled: row.compiled, models: row.models }
    },
    save: async ({ version, document, compiled, models }: PreparedVersion, at: Date) => {
      const json = { document: toJsonb(document), compiled: toJsonb(compiled), models: toJsonb(models) }
      const row = { version, flow: compiled.manifest.flow, name: compiled.manifest.name, ...json, createdAt: at }
      await db
        .insertInto('versions')
        .values(row)
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    live: () => db.selectFrom('liveVersions').selectAll().execute(),
    publish: async (live: LiveVersion) => {
      const { flow: _flow, ...change } = live
      await db
        .insertInto('liveVersions')
        .values(live)
        .onConflict((conflict) => conflict.column('flow').doUpdateSet(change))
        .execute()
    },
    withdraw: async (flow: string) => {
      await db.deleteFrom('liveVersions').where('flow', '=', flow).execute()
    },
  }
}
