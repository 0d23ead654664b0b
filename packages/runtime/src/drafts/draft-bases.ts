import { canonicalDocument } from '@callchart/flow'
import type { Db } from './draft-rows.js'
import { asDraft, asStored, type StoredDraft } from './draft-shape.js'

/** What drafts are begun with: the live version of each flow. */
export interface DraftBases {
  /** Of the version that new calls get. @param db a transaction, or the database */
  liveVersion(db: Db, flow: string): Promise<string | undefined>
  /**
   * What the flow looks like while nobody has changed it: its live version, else its file, which then has errors.
   * @param version the live one
   */
  document(db: Db, flow: string, version: string | undefined): Promise<StoredDraft | undefined>
}

/** As it stands in a file: what is undefined is not there, and no default is written out. */
const plain = (document: unknown): StoredDraft => asStored(canonicalDocument(asDraft(JSON.parse(JSON.stringify(document)) as StoredDraft)))

/** @param fileDocument the document of the flow's file, be it good or not */
export const createDraftBases = (fileDocument: (flow: string) => object | undefined): DraftBases => ({
  async liveVersion(db, flow) {
    const row = await db.selectFrom('liveVersions').select('version').where('flow', '=', flow).executeTakeFirst()
    return row?.version
  },
  async document(db, flow, version) {
    if (version === undefined) {
      const document = fileDocument(flow)
      return document === undefined ? undefined : plain(document)
    }
    const row = await db.selectFrom('versions').select('document').where('version', '=', version).executeTakeFirst()
    return row === undefined ? undefined : plain(row.document)
  },
})
