import { Anchor, Badge, Stack, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { usePreferences } from '../app/preferences.js'
import type { MissedCall } from './seat-machine.js'
import classes from './SeatPage.module.css'

export interface MissedCallsProps {
  /** The latest first. */
  readonly calls: readonly MissedCall[]
  /** Callers in the queue. */
  readonly waiting: number
}

/** Callers who rang here and were not answered: they can be looked up and called back. */
export function MissedCalls({ calls, waiting }: MissedCallsProps) {
  const { t } = useTranslation('seat')
  const language = usePreferences((preferences) => preferences.language)
  return (
    <Stack gap="sm" p="md">
      <Title order={2}>{t('missed.title')}</Title>
      <Text size="sm" c="dimmed">
        {waiting === 0 ? t('missed.nobodyWaits') : t('missed.waiting', { count: waiting })}
      </Text>
      {calls.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('missed.none')}
        </Text>
      )}
      {calls.map(({ callId, ani, flow, summary, at, cause }) => (
        <div key={`${callId} ${at}`} className={classes.missed}>
          <Anchor component={Link} to={`/calls/${callId}`} fw={600} size="sm">
            {ani ?? t('ringing.unknown')}
          </Anchor>
          <Text size="xs" c="dimmed">
            {new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at)}
          </Text>
          <Badge size="sm" variant="light" color="gray" tt="none">
            {t(`missed.cause.${cause}`)}
          </Badge>
          <Text size="sm" className={classes.summary ?? ''}>
            {summary === '' ? flow : `${flow} · ${summary}`}
          </Text>
        </div>
      ))}
    </Stack>
  )
}
