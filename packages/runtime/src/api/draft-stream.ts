import type { Response } from 'express'
import type { Clock } from '../clock.js'
import type { DraftFeed, FeedPage } from '../drafts/draft-feed.js'

/** Keeps proxies from closing a line on which nothing happens. */
const heartbeatMs = 15_000
/** A page that takes nothing in is cut off: it comes again, and says what it has. */
const mostUnreadBytes = 4_000_000
/** Of a page whose line broke. */
const comesAgainMs = 2_000

export interface DraftStreamParts {
  readonly feed: DraftFeed
  readonly clock: Clock
}

/** Server-sent events of one draft, until the page has gone. @throws RUNTIME_STORE_UNAVAILABLE */
export async function streamDraft({ feed, clock }: DraftStreamParts, page: Omit<FeedPage, 'send'>, response: Response): Promise<void> {
  let leave: () => void = () => undefined
  let isOver = false
  const write = (text: string): void => {
    if (isOver) return
    if (response.writableLength > mostUnreadBytes) response.destroy()
    else response.write(text)
  }
  const beat = (): void => {
    write(': here\n\n')
    cancel = clock.after(heartbeatMs, beat)
  }
  let cancel = clock.after(heartbeatMs, beat)
  response.on('close', () => {
    isOver = true
    cancel()
    leave()
  })
  const waiting: string[] = []
  let send = (text: string): void => void waiting.push(text)
  // Until then a failure is answered as any other.
  leave = await feed.open({ ...page, send: (id, text) => send(`${id === undefined ? '' : `id: ${id}\n`}data: ${text}\n\n`) })
  if (isOver) return leave()
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' })
  response.write(`retry: ${comesAgainMs}\n\n${waiting.join('')}`)
  send = write
}
