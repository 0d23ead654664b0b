import { Alert, Anchor, Button, Paper, Select, Skeleton, Stack, Text, TextInput, ThemeIcon, Title } from '@mantine/core'
import type { QueueList, QueueView } from '@callchart/protocol'
import { IconAlertTriangle, IconHeadset, IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { faultText } from '../api/fault-text.js'
import { authorOf } from '../app/preferences.js'
import type { SeatWanted } from './seat-link.js'
import type { SeatFailure } from './seat-machine.js'
import classes from './SeatPage.module.css'

export interface TakeSeatProps {
  /** The seat that this tab had before it was loaded anew. */
  readonly before: SeatWanted | undefined
  readonly queues: QueueList | undefined
  readonly error: Error | null
  readonly failure: SeatFailure | undefined
  readonly isBusy: boolean
  readonly onTake: (wanted: SeatWanted) => void
}

/** Who sits down, and where. */
export function TakeSeat({ before, queues, error, failure, isBusy, onTake }: TakeSeatProps) {
  const { t } = useTranslation('seat')
  const [name, setName] = useState(before?.name ?? authorOf())
  const [wishes] = useSearchParams()
  const [chosen, setChosen] = useState<string | null>(wishes.get('queue') ?? before?.queue ?? null)
  const [only] = queues?.queues.length === 1 ? queues.queues : []
  const queue = chosen ?? only?.queue ?? null
  return (
    <Paper withBorder p="xl" className={classes.take ?? ''}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (queue !== null && name.trim() !== '') onTake({ name: name.trim(), queue })
        }}
      >
        <Stack gap="md">
          <Stack align="center" gap="xs">
            <ThemeIcon size={56} radius="xl" variant="light">
              <IconHeadset size={28} aria-hidden />
            </ThemeIcon>
            <Title order={1}>{t('take.title')}</Title>
            <Text size="sm" c="dimmed" ta="center">
              {t('take.help')}
            </Text>
          </Stack>
          {before !== undefined && (
            <Alert color="blue" variant="light" icon={<IconInfoCircle aria-hidden />} title={t('take.reloadedTitle')}>
              {t('take.reloaded', { name: before.name, queue: before.queue })}
            </Alert>
          )}
          {failure !== undefined && (
            <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('take.failedTitle')} role="alert">
              {failure.why === 'unreachable' ? t('take.unreachable') : t('take.refused', { detail: failure.detail })}
            </Alert>
          )}
          <TextInput label={t('take.name')} description={t('take.nameHelp')} value={name} maxLength={100} required onChange={({ currentTarget }) => setName(currentTarget.value)} />
          <QueueField queues={queues} error={error} value={queue} onChange={setChosen} />
          <Button type="submit" size="md" loading={isBusy} disabled={queue === null || name.trim() === ''}>
            {before === undefined ? t('take.take') : t('take.again')}
          </Button>
        </Stack>
      </form>
    </Paper>
  )
}

interface QueueFieldProps {
  readonly queues: QueueList | undefined
  readonly error: Error | null
  readonly value: string | null
  readonly onChange: (queue: string | null) => void
}

function QueueField({ queues, error, value, onChange }: QueueFieldProps) {
  const { t } = useTranslation('seat')
  if (queues === undefined && error !== null) return <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t('take.queuesFailed')}>{faultText(error)}</Alert>
  if (queues === undefined) return <Skeleton height={60} />
  if (queues.queues.length === 0 && value === null)
    return (
      <Alert color="gray" variant="light" icon={<IconInfoCircle aria-hidden />} title={t('take.noQueuesTitle')}>
        {t('take.noQueues')}{' '}
        <Anchor component={Link} to="/flows" size="sm">
          {t('take.toFlows')}
        </Anchor>
      </Alert>
    )
  const labelOf = ({ queue, flows, waiting }: QueueView): string => [queue, ...(flows.length > 0 ? [flows.map(({ name }) => name).join(', ')] : []), ...(waiting > 0 ? [t('take.waiting', { count: waiting })] : [])].join(' · ')
  const known = queues.queues.map((each) => ({ value: each.queue, label: labelOf(each) }))
  // A draft may send callers to a queue that no live flow has.
  const choices = value === null || known.some((each) => each.value === value) ? known : [...known, { value, label: value }]
  return <Select label={t('take.queue')} placeholder={t('take.chooseQueue')} description={t('take.queueHelp')} required data={choices} value={value} onChange={onChange} />
}
