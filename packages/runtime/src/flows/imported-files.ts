import type { Kysely } from 'kysely'
import type { Database } from '../store/tables.js'

/** What each flow file held when it was last taken in, or written. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface ImportedFiles {
  /** Digests by file. */
  all(): Promise<ReadonlyMap<string, string>>
  record(file: string, flow: string, digest: string, at: Date): Promise<void>
}

export const createImportedFiles = (db: Kysely<Database>): ImportedFiles => ({
  async all() {
    const rows = await db.selectFrom('importedFiles').select(['file', 'digest']).execute()
    return new Map(rows.map(({ file, digest }) => [file, digest]))
  },
  async record(file, flow, digest, importedAt) {
    const change = { flow, digest, importedAt }
    await db
      .insertInto('importedFiles')
      .values({ file, ...change })
      .onConflict((conflict) => conflict.column('file').doUpdateSet(change))
      .execute()
  },
})
