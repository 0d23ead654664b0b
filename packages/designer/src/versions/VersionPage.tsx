import { ActionIcon, Alert, Badge, Button, Center, Group, Loader, Text } from '@mantine/core'
import type { DraftDocument } from '@callchart/flow'
import { useQuery } from '@tanstack/react-query'
import { IconArrowLeft, IconFlame, IconLock } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { createHighlightStore, HighlightContext } from '../canvas/highlight.js'
import { FlowCanvas } from '../canvas/FlowCanvas.js'
import { AnalysisContext, createAnalysisStore } from '../checking/analysis.js'
import { EditorProvider, useEditor } from '../editor/EditorContext.js'
import { createEditorStore } from '../editor/editor-store.js'
import { Inspector } from '../inspector/Inspector.js'
import { useTimes } from '../library/when.js'
import { RestoreDialog, RollBackDialog, type Kept } from './ChangeLiveDialogs.js'
import { askCopy, askVersion, useVersions, useVersionName } from './queries.js'
import classes from './VersionsPage.module.css'

interface Shown {
  readonly kept: Kept
  readonly name: string
  readonly author: string
  readonly at: string
  readonly document: DraftDocument
}

const copyPrefix = 'copy-'

/** A version by its identity, or a copy that was kept. */
async function load(flow: string, id: string, signal: AbortSignal): Promise<Shown> {
  if (id.startsWith(copyPrefix)) {
    const { copyId, name, author, at, document } = await askCopy(flow, id.slice(copyPrefix.length), signal)
    return { kept: { type: 'copy', copyId, name }, name, author, at, document: document as unknown as DraftDocument }
  }
  const { version, name, author, createdAt, publishedAt, document } = await askVersion(id, signal)
  return { kept: { type: 'version', version }, name, author, at: publishedAt ?? createdAt, document: document as unknown as DraftDocument }
}

/** Looks at a version; nothing of it can be changed. */
export function VersionPage() {
  const { t } = useTranslation('versions')
  const { flow = '', version = '' } = useParams()
  const { data, error } = useQuery({ queryKey: ['shown-version', flow, version], queryFn: ({ signal }) => load(flow, version, signal), staleTime: Infinity })
  if (data !== undefined) return <ShownVersion key={version} flow={flow} shown={data} />
  return (
    <Center h="60vh">
      {error === null ? (
        <Group role="status">
          <Loader size={20} />
          <Text c="dimmed">{t('view.loading')}</Text>
        </Group>
      ) : (
        <Alert color="yellow" title={t('view.unknown')}>
          {faultText(error)}
        </Alert>
      )}
    </Center>
  )
}

function ShownVersion({ flow, shown }: { readonly flow: string; readonly shown: Shown }) {
  const editor = useMemo(() => createEditorStore(shown.document, { readOnly: true }), [shown])
  const analysis = useMemo(() => createAnalysisStore(), [])
  const highlight = useMemo(() => createHighlightStore(), [])
  return (
    <EditorProvider store={editor}>
      <AnalysisContext value={analysis}>
        <HighlightContext value={highlight}>
          <div className={classes.view}>
            <VersionBar flow={flow} shown={shown} />
            <div className={classes.body}>
              <div className={classes.canvas}>
                <FlowCanvas />
              </div>
              <Details />
            </div>
          </div>
        </HighlightContext>
      </AnalysisContext>
    </EditorProvider>
  )
}

/** The fields of the node that is looked at; disabled as a whole. */
function Details() {
  const isAny = useEditor(({ selection }) => selection.size > 0)
  if (!isAny) return null
  return (
    <fieldset disabled className={classes.side}>
      <Inspector />
    </fieldset>
  )
}

function VersionBar({ flow, shown: { kept, name, author, at } }: { readonly flow: string; readonly shown: Shown }) {
  const { t } = useTranslation('versions')
  const { ago, time } = useTimes()
  const { data: versions } = useVersions(flow)
  const nameOf = useVersionName(flow)
  const [dialog, setDialog] = useState<'none' | 'restore' | 'rollBack'>('none')
  const live = versions?.find((version) => version.live)
  const version = kept.type === 'version' ? kept.version : undefined
  const isLive = version !== undefined && version === live?.version
  const close = (): void => setDialog('none')
  return (
    <div className={classes.bar}>
      <ActionIcon component={Link} to={`/flows/${flow}/versions`} variant="subtle" color="gray" aria-label={t('toVersions')} title={t('toVersions')}>
        <IconArrowLeft size={18} aria-hidden />
      </ActionIcon>
      <Text component="h1" fw={600} size="lg" truncate className={classes.title ?? ''}>
        {name}
      </Text>
      {version !== undefined && <span className={classes.id} title={version}>{nameOf(version)}</span>}
      {isLive && (
        <Badge color="teal.9" variant="filled">
          {t('live')}
        </Badge>
      )}
      <Text size="sm" c="dimmed" title={time(at)}>
        {t('byAuthor', { when: ago(at), author })}
      </Text>
      <Group gap={6} wrap="nowrap">
        <IconLock size={16} aria-hidden />
        <Text size="sm">{t(kept.type === 'copy' ? 'view.copyReadOnly' : 'view.readOnly')}</Text>
      </Group>
      <Group gap="xs" ml="auto" wrap="nowrap">
        {version !== undefined && (
          <Button component={Link} to={`/flows/${flow}/heat?version=${version}`} variant="default" size="xs" leftSection={<IconFlame size={14} aria-hidden />}>
            {t('heat')}
          </Button>
        )}
        <Button variant="default" size="xs" onClick={() => setDialog('restore')}>
          {t('restore')}
        </Button>
        {version !== undefined && !isLive && (
          <Button variant="default" size="xs" onClick={() => setDialog('rollBack')}>
            {t('rollBack')}
          </Button>
        )}
      </Group>
      <RestoreDialog flow={flow} of={dialog === 'restore' ? kept : undefined} onClose={close} />
      <RollBackDialog flow={flow} of={dialog === 'rollBack' ? version : undefined} liveVersion={live?.version} onClose={close} />
    </div>
  )
}
