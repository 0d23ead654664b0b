import { Anchor, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import type { DraftDocument } from '@callchart/flow'
import type { DraftView } from '@callchart/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { EditorStore } from './editor-store.js'
import { draftLine } from './sync/draft-line.js'
import { DraftSync, type Later } from './sync/draft-sync.js'
import { forgetChanges, keepChanges, leftBehind, livesAs, type KeptChanges } from './sync/kept-changes.js'
import { useSyncStore, type SyncStore } from './sync/sync-view.js'

const later: Later = (ms, act) => {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

/** Names a page for as long as it is open; where it is not served safely browsers make no UUID. */
const freshClient = (): string => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')

/** Where copies of a flow are listed. */
export const copiesPath = (flow: string): string => `/flows/${flow}/versions#copies`

interface OpenSync {
  readonly draft: DraftView
  readonly editor: EditorStore
  readonly store: SyncStore
  readonly left: readonly KeptChanges[]
  readonly conflicted: (copyId: string) => void
}

function openSync({ draft, editor, store, left, conflicted }: OpenSync): DraftSync {
  const { flow, revision, liveVersion } = draft
  const client = left[0]?.client ?? freshClient()
  const release = livesAs(client)
  let keptAt = 0
  const sync = new DraftSync({
    client,
    document: draft.document as unknown as DraftDocument,
    revision,
    editor,
    line: draftLine(flow, liveVersion),
    later,
    now: Date.now,
    left,
    keep: (kept) => {
      if (kept === undefined) forgetChanges(flow, client, keptAt)
      else keptAt = kept.at
      return kept === undefined || keepChanges(flow, kept)
    },
    show: (view) => store.setState(view),
    conflicted,
    ended: release,
  })
  keptAt = left[0]?.at ?? 0
  sync.start()
  for (const further of left.slice(1)) forgetChanges(flow, further.client)
  store.setState({ saveNow: () => sync.saveNow() })
  return sync
}

/** Sends this person's changes and takes in those of others, as long as the draft is open. */
export function useDraftSync(draft: DraftView, editor: EditorStore): void {
  const { t } = useTranslation('editor')
  const store = useSyncStore()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const { flow } = draft

  const conflicted = useEffectEvent(() => {
    void queries.invalidateQueries({ queryKey: ['copies', flow] })
    notifications.show({
      id: `conflict ${flow}`,
      color: 'yellow',
      autoClose: false,
      title: t('conflict.title'),
      message: (
        <>
          <Text size="sm" c="var(--mantine-color-text)">{t('conflict.message')}</Text>
          <Anchor
            size="sm"
            href={copiesPath(flow)}
            onClick={(event) => {
              event.preventDefault()
              notifications.hide(`conflict ${flow}`)
              void navigate(copiesPath(flow))
            }}
          >
            {t('conflict.show')}
          </Anchor>
        </>
      ),
    })
  })
  const open = useEffectEvent((left: readonly KeptChanges[]) => openSync({ draft, editor, store, left, conflicted: () => conflicted() }))

  useEffect(() => {
    let isGone = false
    let sync: DraftSync | undefined
    void leftBehind(flow, Date.now()).then((left) => {
      if (!isGone) sync = open(left)
    })
    const leave = (): void => sync?.leave()
    const hide = (): void => (document.visibilityState === 'hidden' ? sync?.leave() : sync?.wake())
    const wake = (): void => sync?.wake()
    window.addEventListener('pagehide', leave)
    window.addEventListener('online', wake)
    document.addEventListener('visibilitychange', hide)
    return () => {
      isGone = true
      sync?.close()
      window.removeEventListener('pagehide', leave)
      window.removeEventListener('online', wake)
      document.removeEventListener('visibilitychange', hide)
    }
  }, [flow, editor])
}
