import { changesBetween, mergeChanges, type DraftDocument, type MergeConflict } from '@callchart/flow'
import type { ChangeDraftResponse, DraftEvent } from '@callchart/protocol'
import { faultText } from '../../api/fault-text.js'
import { ApiError } from '../../api/request.js'
import { answered, beginSync, hasGap, lastHeard, losingSide, received, reread, send, stale, takenBack, unsent, type SyncState, type Synced } from '../../document/sync.js'
import type { EditorStore } from '../editor-store.js'
import type { DraftLine } from './draft-line.js'
import type { KeptChanges } from './kept-changes.js'
import { nothingToSync, type Saving, type SyncView } from './sync-view.js'

/** Does something after so many milliseconds; the answer takes it back. */
export type Later = (ms: number, act: () => void) => () => void

export interface DraftSyncParts {
  readonly client: string
  /** The draft as it was read when the page was opened: what the editor began with. */
  readonly document: DraftDocument
  readonly revision: number
  readonly editor: EditorStore
  readonly line: DraftLine
  readonly later: Later
  readonly now: () => number
  /** What pages before have left behind: the first is gone on with under its own name. */
  readonly left: readonly KeptChanges[]
  /** Keeps what is not on the server yet, or forgets it; false where nothing can be kept. */
  readonly keep: (kept: KeptChanges | undefined) => boolean
  readonly show: (view: Partial<SyncView>) => void
  /** The losing side of a conflict is put away as a copy. */
  readonly conflicted: (copyId: string) => void
  /** Closed, and what was under way has come to its end. */
  readonly ended: () => void
}

type Timer = 'quiet' | 'longest' | 'keep' | 'gap' | 'retry'

/** A change is sent after so much quiet, and never later than so much after it was made. */
const quietMs = 500
const longestMs = 3_000
const keepAfterMs = 150
/** Changes that were overtaken come within this time, or are read anew. */
const gapMs = 2_000
const firstRetryMs = 1_000
const longestRetryMs = 15_000

const isAway = (error: unknown): boolean => !(error instanceof ApiError) || error.status === 0 || error.status === 408 || error.status === 429 || error.status >= 500

/** Sends this page's changes, takes in those of others, and keeps what cannot be sent. */
export class DraftSync {
  readonly #parts: DraftSyncParts
  readonly #timers = new Map<Timer, () => void>()
  #state: SyncState
  #copies: readonly DraftDocument[] = []
  #isSending = false
  #isReading = false
  #isKeepingCopy = false
  #isKept = true
  #failureCount = 0
  #trouble: 'away' | 'refused' | undefined
  #refusal: string | undefined
  #view: SyncView = nothingToSync
  #waiting: ((isSaved: boolean) => void)[] = []
  #end: (() => void)[] = []
  #isClosed = false

  constructor(parts: DraftSyncParts) {
    const { client, document, revision, left } = parts
    this.#parts = parts
    const [first] = left
    this.#state = beginSync({ client, document, revision, sent: first?.sent, nextSequence: first?.nextSequence ?? 0 })
    this.#restore(document)
  }

  start(): void {
    const { editor, line, client } = this.#parts
    this.#end = [
      editor.subscribe((now, before) => now.document !== before.document && this.#edited()),
      line.listen(client, {
        revision: () => this.#state.revision,
        told: (event) => this.#told(event),
        opened: () => this.wake(),
        lost: () => this.#present({ others: [] }),
      }),
    ]
    if (this.#parts.left.length > 0) this.#keepNow()
    if (this.#isUnsaved) void this.#flush()
    void this.#sendCopies()
  }

  /** The server may be there again. */
  wake(): void {
    if (this.#trouble === 'away' || this.#state.sent !== undefined) void this.#flush()
  }

  /** @see SyncStoreState */
  saveNow(): Promise<boolean> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      if (this.#trouble === 'away') this.#trouble = undefined
      void this.#flush()
      this.#tell()
    })
  }

  /** The page is about to go: what is left is sent on its way, and kept until somebody says that it arrived. */
  leave(): void {
    this.#keepNow()
    if (!this.#isSending) void this.#flush(true)
  }

  /** No more is edited and nothing heard; what is under way comes to its end. */
  close(): void {
    this.leave()
    this.#isClosed = true
    for (const end of this.#end) end()
    for (const name of ['quiet', 'longest', 'gap', 'retry'] as const) this.#cancel(name)
    if (!this.#isSending) this.#parts.ended()
  }

  get #document(): DraftDocument {
    return this.#parts.editor.getState().document
  }

  get #isUnsaved(): boolean {
    return this.#state.sent !== undefined || (this.#document !== this.#state.known && unsent(this.#state, this.#document).length > 0)
  }

  /** Puts what was left behind on the draft as it is now. */
  #restore(document: DraftDocument): void {
    const { left, editor } = this.#parts
    if (left.length === 0) return
    const [, ...further] = left
    let next = this.#state.sent === undefined || this.#state.sent.isMade ? document : mergeChanges(document, this.#state.sent.changes).document
    const edited = changesBetween(document, this.#document)
    const changes = [left[0]?.pending ?? [], ...further.flatMap(({ sent, pending }) => [sent?.changes ?? [], pending]), edited]
    this.#copies = left.flatMap(({ copies }) => copies)
    for (const each of changes) {
      const merged = mergeChanges(next, each)
      next = merged.document
      if (merged.conflicts.length > 0) this.#copies = [...this.#copies, losingSide(next, merged.conflicts)]
    }
    editor.getState().receive(next)
  }

  #edited(): void {
    if (this.#isClosed) return
    if (!this.#timers.has('keep')) this.#after('keep', keepAfterMs, () => this.#keepNow())
    if (this.#document !== this.#state.known && this.#trouble !== 'away') {
      this.#cancel('quiet')
      this.#after('quiet', quietMs, () => void this.#flush())
      if (!this.#timers.has('longest')) this.#after('longest', longestMs, () => void this.#flush())
    }
    this.#tell()
  }

  async #flush(isLeaving = false): Promise<void> {
    for (const name of ['quiet', 'longest', 'retry'] as const) this.#cancel(name)
    if (this.#isSending || this.#state.answer !== undefined) return
    this.#state = send(this.#state, this.#document)
    const { sent } = this.#state
    if (sent === undefined) return this.#tell()
    this.#isSending = true
    this.#tell()
    try {
      this.#taken(sent.sequence, await this.#parts.line.change(this.#state.client, sent, isLeaving))
    } catch (error) {
      this.#failed(error)
    }
  }

  #taken(sequence: number, { revision, conflicts, copyId }: ChangeDraftResponse): void {
    this.#isSending = false
    this.#failureCount = 0
    this.#trouble = undefined
    this.#refusal = undefined
    this.#become(answered(this.#state, sequence, { revision }, this.#document))
    if (conflicts.length > 0 && copyId !== undefined) this.#conflicted(copyId)
    if (this.#isClosed) this.#state = lastHeard(this.#state)
    else this.#mindGap()
    this.#keepNow()
    void this.#sendCopies()
    if (this.#isClosed) this.#comeToEnd()
    else if (this.#isUnsaved) this.#edited()
  }

  #failed(error: unknown): void {
    this.#isSending = false
    if (isAway(error)) {
      this.#trouble = 'away'
      const waitMs = Math.min(longestRetryMs, firstRetryMs * 2 ** this.#failureCount)
      this.#failureCount += 1
      if (!this.#isClosed) this.#after('retry', waitMs, () => void this.#flush())
    } else {
      this.#state = takenBack(this.#state)
      this.#refused(error)
    }
    this.#keepNow()
    if (this.#isClosed) this.#parts.ended()
  }

  /** Sends what was edited while something else was under way. */
  #comeToEnd(): void {
    if (this.#isUnsaved) void this.#flush()
    if (!this.#isSending) this.#parts.ended()
  }

  #refused(error: unknown): void {
    this.#trouble = 'refused'
    this.#refusal = faultText(error)
  }

  #told(event: DraftEvent): void {
    if (this.#isClosed) return
    switch (event.type) {
      case 'changed':
        this.#become(received(this.#state, event as Parameters<typeof received>[1], this.#document))
        this.#mindGap()
        if (this.#isUnsaved) this.#edited()
        break
      case 'reload':
        this.#state = stale(this.#state)
        void this.#reread()
        break
      case 'present':
        this.#present({ others: event.authors.filter(({ client }) => client !== this.#state.client) })
        break
      case 'status':
        this.#present({ status: event.status })
        break
      case 'published':
        this.#present({ published: { version: event.version, author: event.author } })
        break
    }
  }

  /** Waits a little for what was overtaken. */
  #mindGap(): void {
    if (!hasGap(this.#state)) this.#cancel('gap')
    else if (!this.#timers.has('gap')) this.#after('gap', gapMs, () => void this.#reread())
    if (this.#state.isStale) void this.#reread()
  }

  async #reread(): Promise<void> {
    const isUnderWay = this.#state.sent !== undefined && this.#state.answer === undefined
    if (this.#isReading || isUnderWay || this.#isClosed) return
    this.#isReading = true
    try {
      const view = await this.#parts.line.read()
      this.#become(reread(this.#state, view, this.#document))
    } catch (error) {
      if (isAway(error)) this.#after('gap', gapMs, () => void this.#reread())
      else this.#refused(error)
      return
    } finally {
      this.#isReading = false
    }
    this.#mindGap()
  }

  /** The document as it is with what the server did. */
  #become({ state, document, conflicts }: Synced): void {
    this.#state = state
    if (conflicts.length > 0) this.#lose(document, conflicts)
    this.#parts.editor.getState().receive(document)
    this.#tell()
  }

  #lose(document: DraftDocument, conflicts: readonly MergeConflict[]): void {
    this.#copies = [...this.#copies, losingSide(document, conflicts)]
    this.#keepNow()
    void this.#sendCopies()
  }

  async #sendCopies(): Promise<void> {
    const [copy] = this.#copies
    if (copy === undefined || this.#isKeepingCopy) return
    this.#isKeepingCopy = true
    try {
      const { copyId } = await this.#parts.line.keepCopy(copy.name, copy)
      this.#copies = this.#copies.slice(1)
      this.#conflicted(copyId)
    } catch (error) {
      // Away: it goes with the next thing that arrives. Refused: nothing would ever take it.
      if (!isAway(error)) this.#copies = this.#copies.slice(1)
      return
    } finally {
      this.#isKeepingCopy = false
      this.#keepNow()
    }
    await this.#sendCopies()
  }

  #conflicted(copyId: string): void {
    this.#present({ copyIds: [...this.#view.copyIds, copyId] })
    this.#parts.conflicted(copyId)
  }

  #keepNow(): void {
    this.#cancel('keep')
    const { keep, now } = this.#parts
    const { client, sent, nextSequence } = this.#state
    const pending = unsent(this.#state, this.#document)
    const isAll = sent === undefined && pending.length === 0 && this.#copies.length === 0
    this.#isKept = keep(isAll ? undefined : { client, nextSequence, ...(sent !== undefined && { sent }), pending, copies: this.#copies, at: now() })
    this.#tell()
  }

  /** Shows how far saving is, and says it to whoever waits. */
  #tell(): void {
    const saving = this.#saving()
    this.#present({ saving, refusal: this.#refusal })
    if (saving === 'saving') return
    for (const resolve of this.#waiting.splice(0)) resolve(saving === 'saved')
  }

  #saving(): Saving {
    if (!this.#isUnsaved) return 'saved'
    if (this.#trouble === 'refused') return 'refused'
    if (this.#trouble === 'away') return this.#isKept ? 'kept' : 'unkept'
    return 'saving'
  }

  #present(view: Partial<SyncView>): void {
    const next = { ...this.#view, ...view }
    const isSame = (Object.keys(view) as (keyof SyncView)[]).every((key) => this.#view[key] === next[key])
    this.#view = next
    if (!isSame) this.#parts.show(view)
  }

  #after(name: Timer, ms: number, act: () => void): void {
    this.#timers.set(
      name,
      this.#parts.later(ms, () => {
        this.#timers.delete(name)
        act()
      }),
    )
  }

  #cancel(name: Timer): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
  }
}
