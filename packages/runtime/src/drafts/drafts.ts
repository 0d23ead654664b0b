import { randomUUID } from 'node:crypto'
import type { ChangeDraftResponse, CreateDraftRequest, DraftCopyView, DraftView, KeepCopyRequest, PublishDraftResponse } from '@callchart/protocol'
import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { Publisher } from '../flows/publish.js'
import type { Store } from '../store/store.js'
import { changeDraft, createDraft, unknownFlow, type ChangeParts, type SentChanges } from './change-draft.js'
import { copiesOf, findCopy, findDraft, flowOfVersion, isPending, pendingHeads, reviewsOf, writeCopy, type DraftHead } from './draft-rows.js'
import { asDraft, draftText, type StoredDraft } from './draft-shape.js'
import { discardDraft, expectApproved, settlePublished, takeStep, type ReviewStep, type Said } from './review-draft.js'
import type { DraftBases } from './draft-bases.js'
import { tellOfDraft } from './draft-notice.js'
import { copyViewOf, draftViewOf, untouchedView } from './draft-view.js'

export interface DraftsParts {
  readonly store: Pick<Store, 'db'>
  readonly clock: Pick<Clock, 'now'>
  readonly bases: DraftBases
  readonly publisher: Pick<Publisher, 'publish'>
  /** One may approve what one submitted. */
  readonly singleUser: boolean
}

/** Flows as they are being drawn, in PostgreSQL. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface Drafts {
  /** @throws RUNTIME_FLOW_UNKNOWN */
  view(flow: string): Promise<DraftView>
  /** Drafts that wait to be published, by flow. */
  pending(): Promise<DraftHead[]>
  /** @throws RUNTIME_DRAFT_EXISTS, RUNTIME_DRAFT_INVALID, RUNTIME_VERSION_UNKNOWN */
  create(asked: CreateDraftRequest & { readonly replace: boolean }): Promise<DraftView>
  /** @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_INVALID */
  change(flow: string, sent: SentChanges): Promise<ChangeDraftResponse>
  /** @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_CHANGED, RUNTIME_DRAFT_STATUS */
  takeStep(flow: string, step: ReviewStep, said: Said): Promise<DraftView>
  /** Makes the approved draft live. @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_CHANGED, RUNTIME_DRAFT_STATUS, RUNTIME_DRAFT_REFUSED */
  publish(flow: string, said: Said): Promise<PublishDraftResponse>
  /** Gives the changes up, which are kept as a copy. @throws RUNTIME_FLOW_UNKNOWN, RUNTIME_DRAFT_CHANGED, RUNTIME_DRAFT_STATUS */
  discard(flow: string, said: Said): Promise<void>
  copies(flow: string): Promise<DraftCopyView[]>
  /** With its document. @throws RUNTIME_COPY_UNKNOWN */
  copy(flow: string, copyId: string): Promise<DraftCopyView>
  /** @throws RUNTIME_DRAFT_INVALID */
  keepCopy(flow: string, asked: KeepCopyRequest): Promise<DraftCopyView>
}

class StoredDrafts implements Drafts {
  readonly #parts: DraftsParts

  constructor(parts: DraftsParts) {
    this.#parts = parts
  }

  async view(flow: string): Promise<DraftView> {
    const { bases } = this.#parts
    const version = await bases.liveVersion(this.#db, flow)
    const row = await findDraft(this.#db, flow)
    if (row !== undefined && isPending(row)) return draftViewOf(row, await reviewsOf(this.#db, row), version)
    // What was published from a draft is what its pages hold, to the letter.
    if (row !== undefined && version !== undefined && row.baseVersion === version) return draftViewOf(row, [], version)
    const document = await bases.document(this.#db, flow, version)
    if (document === undefined) throw unknownFlow(flow)
    return untouchedView(flow, row?.revision ?? 0, document, version)
  }

  pending(): Promise<DraftHead[]> {
    return pendingHeads(this.#db)
  }

  async create(asked: CreateDraftRequest & { readonly replace: boolean }): Promise<DraftView> {
    const { document, baseVersion } = asked
    const flow = document.id
    if (baseVersion !== undefined && (await flowOfVersion(this.#db, baseVersion)) !== flow)
      throw new RuntimeError('RUNTIME_VERSION_UNKNOWN', `Flow "${flow}" has no version ${baseVersion}: see GET /v1/flows/${flow}/versions.`)
    const parts = this.#changeParts(flow)
    await this.#db.transaction().execute(async (transaction) => {
      await createDraft(transaction, asked, parts)
      await tellOfDraft(transaction, flow, 'changed')
    })
    return this.view(flow)
  }

  async change(flow: string, sent: SentChanges): Promise<ChangeDraftResponse> {
    const parts = this.#changeParts(flow)
    return this.#db.transaction().execute(async (transaction) => {
      const response = await changeDraft(transaction, sent, parts)
      await tellOfDraft(transaction, flow, 'changed')
      return response
    })
  }

  async takeStep(flow: string, step: ReviewStep, said: Said): Promise<DraftView> {
    const parts = { flow, at: this.#now(), singleUser: this.#parts.singleUser }
    await this.#db.transaction().execute(async (transaction) => {
      await takeStep(transaction, step, said, parts)
      await tellOfDraft(transaction, flow, 'status')
    })
    return this.view(flow)
  }

  async publish(flow: string, said: Said): Promise<PublishDraftResponse> {
    const { author, note } = said
    const { document } = await this.#db.transaction().execute((transaction) => expectApproved(transaction, flow, said))
    const { version, publishedAt } = await this.#parts.publisher.publish({
      flow, author, note,
      document: asDraft(document as StoredDraft),
      settle: (transaction, published) => settlePublished(transaction, flow, published, said),
    })
    return { version, publishedAt: publishedAt.toISOString() }
  }

  async discard(flow: string, said: Said): Promise<void> {
    const parts = { at: this.#now(), bases: this.#parts.bases }
    await this.#db.transaction().execute(async (transaction) => {
      await discardDraft(transaction, flow, said, parts)
      await tellOfDraft(transaction, flow, 'changed')
    })
  }

  async copies(flow: string): Promise<DraftCopyView[]> {
    return (await copiesOf(this.#db, flow)).map(copyViewOf)
  }

  async copy(flow: string, copyId: string): Promise<DraftCopyView> {
    const row = await findCopy(this.#db, flow, copyId)
    if (row === undefined) throw new RuntimeError('RUNTIME_COPY_UNKNOWN', `Flow "${flow}" has no copy "${copyId}": see GET /v1/drafts/${flow}/copies.`)
    return copyViewOf(row)
  }

  async keepCopy(flow: string, { author, name, reason, document }: KeepCopyRequest): Promise<DraftCopyView> {
    draftText(document, flow)
    const copy = { copyId: randomUUID(), flow, name, reason, author, at: this.#now() }
    await writeCopy(this.#db, { ...copy, document })
    return copyViewOf(copy)
  }

  get #db(): Store['db'] {
    return this.#parts.store.db
  }

  #now(): Date {
    return new Date(this.#parts.clock.now())
  }

  #changeParts(flow: string): ChangeParts {
    return { flow, bases: this.#parts.bases, at: this.#now(), newId: randomUUID }
  }
}

export const createDrafts = (parts: DraftsParts): Drafts => new StoredDrafts(parts)
