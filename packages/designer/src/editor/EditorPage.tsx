import { Alert, Button, Center, Group, Loader, Stack, Text } from '@mantine/core'
import type { DraftDocument } from '@callchart/flow'
import type { DraftView } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { ApiError, ask } from '../api/request.js'
import { AnalysisContext, createAnalysisStore } from '../checking/analysis.js'
import { useStanding } from '../app/standing.js'
import { createHighlightStore, HighlightContext } from '../canvas/highlight.js'
import { createEditorStore } from './editor-store.js'
import { EditorProvider } from './EditorContext.js'
import { EditorWorkbench } from './EditorWorkbench.js'
import { createSyncStore, SyncContext } from './sync/sync-view.js'

/** Opens a flow's draft: the live version where nobody has begun one. */
export function EditorPage() {
  const { flow = '' } = useParams()
  const { t } = useTranslation('editor')
  const draft = useQuery({ queryKey: ['draft', flow], queryFn: ({ signal }) => ask<DraftView>(`/v1/drafts/${encodeURIComponent(flow)}`, { signal }), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false })
  if (draft.data !== undefined) return <OpenDraft key={flow} draft={draft.data} />
  if (draft.error !== null) return <NotOpened flow={flow} error={draft.error} isTrying={draft.isFetching} onAgain={() => void draft.refetch()} />
  return (
    <Center h="60vh" role="status">
      <Stack align="center" gap="xs">
        <Loader />
        <Text c="dimmed">{t('loading')}</Text>
      </Stack>
    </Center>
  )
}

interface NotOpenedProps {
  readonly flow: string
  readonly error: Error
  readonly isTrying: boolean
  readonly onAgain: () => void
}

function NotOpened({ flow, error, isTrying, onAgain }: NotOpenedProps) {
  const { t } = useTranslation('editor')
  const isUnknown = error instanceof ApiError && error.status === 404
  return (
    <Center h="60vh">
      <Alert color={isUnknown ? 'yellow' : 'red'} title={isUnknown ? t('unknown', { flow }) : t('notOpened')} maw={480}>
        <Text size="sm">{faultText(error)}</Text>
        <Group gap="xs" mt="sm">
          {!isUnknown && (
            <Button size="xs" loading={isTrying} onClick={onAgain}>
              {t('again')}
            </Button>
          )}
          <Button component={Link} to="/flows" size="xs" variant="default">
            {t('back')}
          </Button>
        </Group>
      </Alert>
    </Center>
  )
}

function OpenDraft({ draft }: { readonly draft: DraftView }) {
  const { flow, document } = draft
  const editor = useMemo(() => {
    const opened = createEditorStore(document as unknown as DraftDocument)
    // Who comes back to a call that goes on comes back to it.
    if (useStanding.getState().call?.flow === flow) opened.getState().show({ side: 'call' })
    return opened
  }, [flow])
  const analysis = useMemo(() => createAnalysisStore(), [flow])
  const highlight = useMemo(() => createHighlightStore(), [flow])
  const sync = useMemo(() => createSyncStore(), [flow])
  return (
    <EditorProvider store={editor}>
      <AnalysisContext value={analysis}>
        <HighlightContext value={highlight}>
          <SyncContext value={sync}>
            <EditorWorkbench draft={draft} editor={editor} analysis={analysis} />
          </SyncContext>
        </HighlightContext>
      </AnalysisContext>
    </EditorProvider>
  )
}
