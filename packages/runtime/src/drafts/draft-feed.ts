import type { DraftEvent } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { CancelTimer, Clock } from '../clock.js'
import type { Notices } from '../store/notices.js'
import type { Store } from '../store/store.js'
import { draftNews, readNotice, tellOfDraft, type DraftNews } from './draft-notice.js'
import { changesSince, forgetUnseen, leavePage, placeOf, presentOf, publishedOf, seePages, statusOf, type OpenPage } from './feed-rows.js'

/** A page that shows a draft. */
export interface FeedPage extends OpenPage {
  /** The revision that it holds; absent: the one that the draft has now. */
  readonly since?: number | undefined
  /** The live version that it knows of. */
  readonly live?: string | undefined
  /** @param id of the event, where it has one @param text JSON of the event */
  readonly send: (id: number | undefined, text: string) => void
}

export interface DraftFeedParts {
  readonly store: Pick<Store, 'db'>
  readonly notices: Notices
  readonly clock: Clock
  readonly logger: Pick<Logger, 'warn'>
}

/** Pages are seen again this often, and pages of a runtime that died are let go of. */
export const seeAgainMs = 15_000

const idOf = (event: DraftEvent, revision: number): number | undefined => (event.type === 'present' ? undefined : 'revision' in event ? event.revision : revision)

/** The pages of one flow. What is new is looked up once for all of them. */
class FlowFeed {
  readonly pages = new Set<FeedPage>()
  readonly #parts: DraftFeedParts
  readonly #flow: string
  readonly #waiting = new Set<DraftNews>()
  #revision = 0
  #work = Promise.resolve()

  constructor(flow: string, parts: DraftFeedParts) {
    this.#flow = flow
    this.#parts = parts
  }

  /** Tells the page what it has missed, and from then on what is new. */
  join(page: FeedPage): Promise<void> {
    return this.#next(async () => {
      const { db } = this.#parts.store
      if (this.pages.size > 0) await this.#lookForChanges()
      else this.#revision = (await placeOf(db, this.#flow)).revision
      const missed = await changesSince(db, this.#flow, page.since ?? this.#revision, this.#revision)
      for (const event of missed ?? [{ type: 'reload' as const, revision: this.#revision }]) this.#send([page], event)
      const [status, published] = await Promise.all([statusOf(db, this.#flow), publishedOf(db, this.#flow)])
      if (status !== undefined) this.#send([page], status)
      if (published !== undefined && page.live !== undefined && published.version !== page.live) this.#send([page], published)
      this.pages.add(page)
    })
  }

  /** News that come while others are looked up are looked up together. */
  hear(news: DraftNews): void {
    if (this.#waiting.has(news)) return
    this.#waiting.add(news)
    void this.#next(async () => {
      this.#waiting.delete(news)
      if (this.pages.size > 0) await this.#look(news)
    }).catch((error: unknown) => this.#parts.logger.warn({ flow: this.#flow, err: error }, 'news of a draft not read'))
  }

  async #look(news: DraftNews): Promise<void> {
    const { store, clock } = this.#parts
    if (news === 'changed') return this.#lookForChanges()
    const event =
      news === 'present' ? await presentOf(store.db, this.#flow, clock.now()) : await (news === 'status' ? statusOf : publishedOf)(store.db, this.#flow)
    if (event !== undefined) this.#send(this.pages, event)
  }

  async #lookForChanges(): Promise<void> {
    const { db } = this.#parts.store
    const { revision } = await placeOf(db, this.#flow)
    const changes = await changesSince(db, this.#flow, this.#revision, revision)
    this.#revision = revision
    for (const event of changes ?? [{ type: 'reload' as const, revision }]) this.#send(this.pages, event)
  }

  #send(pages: Iterable<FeedPage>, event: DraftEvent): void {
    const text = JSON.stringify(event)
    for (const page of pages) page.send(idOf(event, this.#revision), text)
  }

  #next(work: () => Promise<void>): Promise<void> {
    const next = this.#work.then(work)
    this.#work = next.catch(() => undefined)
    return next
  }
}

/** Tells pages what becomes of the drafts that they show, whichever runtime does it. */
export class DraftFeed {
  readonly #flows = new Map<string, FlowFeed>()
  readonly #parts: DraftFeedParts
  readonly #stopListening: () => void
  #cancelSeeing: CancelTimer = () => undefined
  #closed = false

  constructor(parts: DraftFeedParts) {
    this.#parts = parts
    this.#stopListening = parts.notices.listen('callchart_drafts', (payload) => this.#hear(payload))
    this.#planSeeing()
  }

  /** @returns the way to leave @throws RUNTIME_STORE_UNAVAILABLE */
  async open(page: FeedPage): Promise<() => void> {
    const { store, clock } = this.#parts
    const feed = this.#flows.get(page.flow) ?? new FlowFeed(page.flow, this.#parts)
    this.#flows.set(page.flow, feed)
    await feed.join(page)
    await seePages(store.db, [page], clock.now())
    await tellOfDraft(store.db, page.flow, 'present')
    return () => this.#leave(feed, page)
  }

  async close(): Promise<void> {
    this.#closed = true
    this.#stopListening()
    this.#cancelSeeing()
    await Promise.all(this.#openPages().map((page) => leavePage(this.#parts.store.db, page))).catch(() => undefined)
  }

  #leave(feed: FlowFeed, page: FeedPage): void {
    feed.pages.delete(page)
    if (feed.pages.size === 0 && this.#flows.get(page.flow) === feed) this.#flows.delete(page.flow)
    // A page that comes again may be here before its old line is known to be gone.
    const isBack = [...feed.pages].some(({ client }) => client === page.client)
    if (isBack || this.#closed) return
    const { store, logger } = this.#parts
    const left = leavePage(store.db, page).then(() => tellOfDraft(store.db, page.flow, 'present'))
    left.catch((error: unknown) => logger.warn({ flow: page.flow, err: error }, 'a page that left is still shown'))
  }

  #hear(payload: string | undefined): void {
    if (payload === undefined) {
      for (const feed of this.#flows.values()) for (const news of draftNews) feed.hear(news)
      return
    }
    const notice = readNotice(payload)
    if (notice !== undefined) this.#flows.get(notice.flow)?.hear(notice.news)
  }

  #openPages(): FeedPage[] {
    return [...this.#flows.values()].flatMap(({ pages }) => [...pages])
  }

  #planSeeing(): void {
    this.#cancelSeeing = this.#parts.clock.after(seeAgainMs, () => {
      void this.#seeAgain()
        .catch((error: unknown) => this.#parts.logger.warn({ err: error }, 'open pages not written'))
        .finally(() => this.#closed || this.#planSeeing())
    })
  }

  async #seeAgain(): Promise<void> {
    const { store, clock } = this.#parts
    const pages = new Map(this.#openPages().map((page) => [`${page.flow} ${page.client}`, page]))
    await seePages(store.db, [...pages.values()], clock.now())
    for (const flow of await forgetUnseen(store.db, clock.now())) await tellOfDraft(store.db, flow, 'present')
  }
}
