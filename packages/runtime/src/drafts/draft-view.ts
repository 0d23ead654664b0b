import type { DraftCopyView, DraftReview, DraftView } from '@callchart/protocol'
import type { DraftCopyRow, DraftReviewRow, DraftRow } from '../store/draft-tables.js'
import { isPending } from './draft-rows.js'
import type { StoredDraft } from './draft-shape.js'

export const reviewOf = ({ status, author, note, at }: Omit<DraftReviewRow, 'review'>): DraftReview => ({ status, author, note, at: at.toISOString() })

export function draftViewOf(row: DraftRow, reviews: readonly DraftReviewRow[], liveVersion: string | undefined): DraftView {
  const { flow, revision, status, author, updatedAt, baseVersion } = row
  const pending = isPending(row)
  return {
    flow,
    revision,
    changed: pending,
    document: row.document as StoredDraft,
    status: pending ? status : 'draft',
    ...(baseVersion !== null && { baseVersion }),
    ...(liveVersion !== undefined && { liveVersion }),
    ...(pending && { author, updatedAt: updatedAt.toISOString() }),
    reviews: reviews.map(reviewOf),
  }
}

/** Nobody has changed it yet. */
export const untouchedView = (flow: string, revision: number, document: StoredDraft, version: string | undefined): DraftView => ({
  flow,
  revision,
  changed: false,
  document,
  status: 'draft',
  ...(version !== undefined && { baseVersion: version, liveVersion: version }),
  reviews: [],
})

export const copyViewOf = ({ at, document, ...copy }: Omit<DraftCopyRow, 'document'> & { readonly document?: unknown }): DraftCopyView => ({
  ...copy,
  at: at.toISOString(),
  ...(document !== undefined && { document: document as StoredDraft }),
})
