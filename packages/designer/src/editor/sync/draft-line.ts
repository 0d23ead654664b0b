import type { DraftDocument, Json } from '@callchart/flow'
import type { ChangeDraftRequest, ChangeDraftResponse, DraftCopyView, DraftEvent, DraftView, KeepCopyRequest } from '@callchart/protocol'
import { ask } from '../../api/request.js'
import { authorOf } from '../../app/preferences.js'
import type { Sent } from '../../document/sync.js'

export interface LineEvents {
  /** The revision that the page holds, from which on it is to be told. */
  readonly revision: () => number
  readonly told: (event: DraftEvent) => void
  readonly opened: () => void
  readonly lost: () => void
}

/** A page's line to the draft on the server. Questions @throws ApiError */
export interface DraftLine {
  readonly change: (client: string, sent: Sent, isLeaving: boolean) => Promise<ChangeDraftResponse>
  readonly read: () => Promise<{ readonly document: DraftDocument; readonly revision: number }>
  readonly keepCopy: (name: string, document: DraftDocument) => Promise<{ readonly copyId: string }>
  /** @returns hangs up */
  readonly listen: (client: string, events: LineEvents) => () => void
}

const listenAgainMs = 5_000

function listen(path: string, client: string, live: string | undefined, { revision, told, opened, lost }: LineEvents): () => void {
  let source: EventSource | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  const open = (): void => {
    source = new EventSource(`${path}/events?${new URLSearchParams({ author: authorOf(), client, since: String(revision()), ...(live !== undefined && { live }) }).toString()}`)
    source.onopen = opened
    source.onmessage = ({ data }: MessageEvent<string>) => told(JSON.parse(data) as DraftEvent)
    source.onerror = () => {
      lost()
      // Refused rather than interrupted: the browser does not try again by itself.
      if (source?.readyState === EventSource.CLOSED) again = setTimeout(open, listenAgainMs)
    }
  }
  open()
  return () => {
    clearTimeout(again)
    source?.close()
  }
}

/** The real line, to our own server. @param live the version that the page knows to be live */
export function draftLine(flow: string, live: string | undefined): DraftLine {
  const path = `/v1/drafts/${encodeURIComponent(flow)}`
  return {
    change: (client, { sequence, changes }, isLeaving) =>
      ask<ChangeDraftResponse>(path, { method: 'PATCH', body: { author: authorOf(), client, sequence, changes: changes as ChangeDraftRequest['changes'] } satisfies ChangeDraftRequest, keepalive: isLeaving }),
    read: async () => {
      const { document, revision } = await ask<DraftView>(path)
      return { document: document as Json as DraftDocument, revision }
    },
    keepCopy: (name, document) =>
      ask<DraftCopyView>(`${path}/copies`, { method: 'POST', body: { author: authorOf(), name, reason: 'conflict', document: document as unknown as KeepCopyRequest['document'] } satisfies KeepCopyRequest }),
    listen: (client, events) => listen(path, client, live, events),
  }
}
