import { ActionIcon, Button, Group, SegmentedControl, Text, Tooltip } from '@mantine/core'
import type { DraftView } from '@callchart/protocol'
import { IconArrowBackUp, IconArrowForwardUp, IconArrowLeft, IconHistory, IconPhone, IconPlayerPlay, IconRocket } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { FlowMenu } from '../library/export/FlowMenu.js'
import { useEditor } from './EditorContext.js'
import classes from './EditorWorkbench.module.css'
import type { MainView } from './editor-store.js'
import { LiveState } from './LiveState.js'
import { KeptCopies, OthersHere, SaveState } from './SaveState.js'

const views: readonly MainView[] = ['canvas', 'prompts', 'intents', 'settings']

export interface EditorHeaderProps {
  readonly draft: DraftView
  onPublish(): void
}

/** Name of the flow, what is edited, and what can be done with it as a whole. */
export function EditorHeader({ draft, onPublish }: EditorHeaderProps) {
  const { t } = useTranslation('editor')
  const { flow } = draft
  const name = useEditor(({ document }) => document.name)
  const view = useEditor((state) => state.view)
  const undone = useEditor(({ history }) => history.done.at(-1)?.kind)
  const redone = useEditor(({ history }) => history.undone.at(-1)?.kind)
  const show = useEditor((state) => state.show)
  const undo = useEditor((state) => state.undo)
  const redo = useEditor((state) => state.redo)
  return (
    <div className={classes.header}>
      <Tooltip label={t('back')}>
        <ActionIcon component={Link} to="/flows" variant="subtle" color="gray" aria-label={t('back')}>
          <IconArrowLeft size={18} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Text component="h1" fw={600} size="lg" truncate className={classes.name ?? ''} title={name}>
        {name}
      </Text>
      <Group gap={2} wrap="nowrap">
        <Tooltip label={undone === undefined ? `${t('undo')} (Ctrl+Z)` : t('undoWhat', { what: t(`done.${undone}`) })}>
          <ActionIcon variant="subtle" color="gray" {...(undone === undefined && { 'data-disabled': true })} aria-disabled={undone === undefined} onClick={undo} aria-label={undone === undefined ? t('undo') : t('undoWhat', { what: t(`done.${undone}`) })}>
            <IconArrowBackUp size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <Tooltip label={redone === undefined ? `${t('redo')} (Ctrl+Shift+Z)` : t('redoWhat', { what: t(`done.${redone}`) })}>
          <ActionIcon variant="subtle" color="gray" {...(redone === undefined && { 'data-disabled': true })} aria-disabled={redone === undefined} onClick={redo} aria-label={redone === undefined ? t('redo') : t('redoWhat', { what: t(`done.${redone}`) })}>
            <IconArrowForwardUp size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </Group>
      <SegmentedControl size="xs" aria-label={t('views.label')} value={view} onChange={(value) => show({ view: value })} data={views.map((value) => ({ value, label: t(`views.${value}`) }))} />
      <SaveState />
      <LiveState opened={draft} />
      <KeptCopies flow={flow} />
      <Group gap="xs" ml="auto" wrap="nowrap">
        <OthersHere />
        <Button variant="default" leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => show({ side: 'simulator', view: 'canvas' })}>
          {t('simulate')}
        </Button>
        <Button variant="default" leftSection={<IconPhone size={16} aria-hidden />} onClick={() => show({ side: 'call', view: 'canvas' })}>
          {t('call')}
        </Button>
        <Tooltip label={t('versions')}>
          <ActionIcon component={Link} to={`/flows/${flow}/versions`} variant="default" size={34} aria-label={t('versions')}>
            <IconHistory size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
        <FlowMenu />
        <Button data-tour="publish" leftSection={<IconRocket size={16} aria-hidden />} onClick={onPublish}>
          {t('publish')}
        </Button>
      </Group>
    </div>
  )
}
