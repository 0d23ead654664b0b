import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconPhoneCall, IconPhoneOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { clockText, useElapsed } from '../telephone/useElapsed.js'
import classes from './Shell.module.css'
import { useStanding } from './standing.js'

/** A call that goes on, on every page: the way back to it, and its end. */
export function StandingCallChip() {
  const { t } = useTranslation()
  const call = useStanding((standing) => standing.call)
  const elapsedMs = useElapsed(call?.answeredAt)
  if (call === undefined) return null
  return (
    <Group gap={4} wrap="nowrap" className={classes.call ?? ''} role="group" aria-label={t('call.label', { flow: call.name })}>
      <Link to={`/flows/${encodeURIComponent(call.flow)}`} className={classes.callLink}>
        <IconPhoneCall size={16} aria-hidden />
        <Text component="span" size="sm" fw={600} truncate>
          {call.name}
        </Text>
        <span className={classes.clock}>{clockText(elapsedMs)}</span>
      </Link>
      <Tooltip label={t('call.hangUp')}>
        <ActionIcon color="red.9" variant="filled" radius="xl" aria-label={t('call.hangUp')} onClick={call.hangUp}>
          <IconPhoneOff size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </Group>
  )
}
