import type { DraftStatus } from '@callchart/protocol'
import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Json } from './json.js'
import type { Jsonb, Optional, Timestamp } from './columns.js'

export type VersionOrigin = 'designer' | 'file'

/** Each time that a version went live: who did it, and why. Never changed. */
export interface PublicationsTable {
  /** Counted by the database. */
  publication: Generated<number>
  flow: string
  version: string
  origin: VersionOrigin
  /** An earlier version came back. */
  isRollback: ColumnType<boolean, boolean | undefined, never>
  author: string
  note: string
  publishedAt: Timestamp
}

/** A flow file as it was last taken in, or written: with the same bytes it says nothing new. */
export interface ImportedFilesTable {
  file: string
  flow: string
  /** SHA-256 of its bytes, hex. */
  digest: string
  importedAt: Timestamp
}

/** A flow as it is being drawn; one row a flow, which stays when the draft has been published. */
export interface DraftsTable {
  flow: string
  /** Counts changes, and never goes back. */
  revision: number
  /** The revision at which it was begun anew: until it is left behind, nothing waits to be published. */
  baseRevision: number
  /** `json`: keys stay in their order. */
  document: Jsonb<Json>
  /** Of the document, for lists. */
  name: string
  nodeCount: number
  status: DraftStatus
  baseVersion: Optional<string>
  author: string
  updatedAt: Timestamp
}

/** What a page has sent, once a page and number: what it changed, and what it was answered. */
export interface DraftChangesTable {
  flow: string
  client: string
  sequence: number
  /** After it; equal to the one before where nothing was changed. */
  revision: number
  author: string
  /** Parts that were really changed. */
  changes: Jsonb<Json>
  conflicts: Jsonb<Json>
  copyId: Optional<string>
  at: Timestamp
}

/** Steps of a draft on its way, in their order. Never changed. */
export interface DraftReviewsTable {
  review: Generated<number>
  flow: string
  /** That was looked at. */
  revision: number
  status: DraftStatus
  author: string
  note: string
  at: Timestamp
}

export interface DraftCopiesTable {
  copyId: string
  flow: string
  name: string
  reason: 'conflict' | 'replaced' | 'kept'
  author: string
  document: Jsonb<Json>
  at: Timestamp
}

/** Pages that have a draft open now; one that is not seen for a while is gone. */
export interface DraftPagesTable {
  flow: string
  client: string
  author: string
  seenAt: Timestamp
}

export interface DraftTables {
  publications: PublicationsTable
  importedFiles: ImportedFilesTable
  drafts: DraftsTable
  draftChanges: DraftChangesTable
  draftReviews: DraftReviewsTable
  draftCopies: DraftCopiesTable
  draftPages: DraftPagesTable
}

export type DraftRow = Selectable<DraftsTable>
export type DraftChangeRow = Selectable<DraftChangesTable>
export type DraftReviewRow = Selectable<DraftReviewsTable>
export type DraftCopyRow = Selectable<DraftCopiesTable>
