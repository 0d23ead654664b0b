import { Alert, Anchor, Button, Group, Loader, Modal, Stack, Text } from '@mantine/core'
import type { DraftDocument } from '@callchart/flow'
import type { CallView, ReplayCallResponse } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { IconPlayerPlay } from '@tabler/icons-react'
import { lazy, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { ApiError, ask } from '../api/request.js'
import { nodeName, pathInFlow } from '../simulator/names.js'
import { tellTransfer } from './call-words.js'
import classes from './Replay.module.css'
import { callPath } from './queries.js'
import { partingOf } from './parting.js'

const CallChart = lazy(async () => ({ default: (await import('./CallChart.js')).CallChart }))

/** What would come of the call on the flow as it is drawn now. */
export function ReplayButton({ view }: { readonly view: CallView }) {
  const { t } = useTranslation('calls')
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" size="xs" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={() => setOpen(true)} title={t('replay.buttonHelp')}>
        {t('replay.button')}
      </Button>
      <Modal opened={isOpen} onClose={() => setOpen(false)} size="calc(100vw - 96px)" title={t('replay.title')}>
        {isOpen && <ReplayResult callId={view.callId} flow={view.flow} />}
      </Modal>
    </>
  )
}

function ReplayResult({ callId, flow }: { readonly callId: string; readonly flow: string }) {
  const { t } = useTranslation('calls')
  const { data, error } = useQuery({
    queryKey: ['replay', callId],
    queryFn: ({ signal }) => ask<ReplayCallResponse>(`${callPath(callId)}/replay`, { method: 'POST', body: {}, signal }),
    // The draft may be another one each time.
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  })
  if (data !== undefined) return <Replayed replay={data} flow={flow} />
  if (error === null)
    return (
      <Group p="xl" justify="center" role="status">
        <Loader size={20} />
        <Text c="dimmed">{t('replay.running')}</Text>
      </Group>
    )
  const isRefused = error instanceof ApiError && error.code === 'RUNTIME_DRAFT_REFUSED'
  return (
    <Alert color={isRefused ? 'yellow' : 'red'} title={t(isRefused ? 'replay.refused' : 'replay.failed')}>
      <Stack gap="xs" align="flex-start">
        {isRefused ? t('replay.refusedHelp') : faultText(error)}
        <Anchor component={Link} to={`/flows/${flow}`} size="sm">
          {t('replay.toFlow')}
        </Anchor>
      </Stack>
    </Alert>
  )
}

const colors = { same: 'green', changed: 'yellow', diverged: 'yellow', unfaithful: 'red' } as const

function Replayed({ replay, flow }: { readonly replay: ReplayCallResponse; readonly flow: string }) {
  const { t } = useTranslation('calls')
  const { verdict, changed, changedVariables, before, after } = replay
  const document = replay.document as unknown as DraftDocument
  const path = useMemo(() => pathInFlow(after.path), [after.path])
  const parting = partingOf(pathInFlow(before.path), path)
  const nameOf = (id: string | undefined): string => (id === undefined ? t('replay.nowhere') : nodeName(document, id))
  const isOther = verdict === 'changed' || verdict === 'diverged'
  return (
    <div className={classes.result}>
      <Alert color={colors[verdict]} title={t(`replay.verdict.${verdict}.title`)} role="status">
        {t(`replay.verdict.${verdict}.help`, { node: nameOf(path.at(-1)) })}
      </Alert>
      {isOther && (
        <ul className={classes.changes}>
          {parting !== undefined && <li>{t('replay.parted', { node: nameOf(parting.last), before: nameOf(parting.before), after: nameOf(parting.after) })}</li>}
          {changed.includes('end') && <li>{t('replay.end', { before: t(`replay.ends.${before.end}`), after: t(`replay.ends.${after.end}`) })}</li>}
          {changed.includes('transfer') && <li>{t('replay.transfer', { before: before.transfer === undefined ? t('replay.none') : tellTransfer(t, before.transfer.outcome), after: after.transfer === undefined ? t('replay.none') : tellTransfer(t, after.transfer.outcome) })}</li>}
          {changed.includes('tags') && <li>{t('replay.tags', { before: before.tags.join(', ') || t('replay.none'), after: after.tags.join(', ') || t('replay.none') })}</li>}
          {changedVariables.length > 0 && <li>{t('replay.variables', { names: changedVariables.join(', ') })}</li>}
        </ul>
      )}
      <div className={classes.chart}>
        <Suspense fallback={<Loader m="xl" />}>
          <CallChart document={document} path={path} active={parting?.after ?? path.at(-1)} tone={isOther ? 'problem' : 'call'} isCentred />
        </Suspense>
      </div>
      <Text size="sm" c="dimmed">
        {t('replay.drawn')}{' '}
        <Anchor component={Link} to={`/flows/${flow}`} size="sm" underline="always">
          {t('replay.toFlow')}
        </Anchor>
      </Text>
    </div>
  )
}
