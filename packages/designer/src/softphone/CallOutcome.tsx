import { Alert, Anchor, Button, Group, Stack } from '@mantine/core'
import type { CallView } from '@callchart/protocol'
import { IconAlertTriangle, IconPhoneCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { LineEnd } from '../telephone/line-messages.js'
import { CalledVersion, type Called } from './CalledVersion.js'
import { endingOf } from './call-ending.js'
import { DraftErrors } from './CallSetup.js'
import type { CallFailure } from './place-call.js'
import { LiveCall } from './CallScreen.js'
import classes from './SoftphonePanel.module.css'

interface AgainProps {
  readonly onCall: () => void
  readonly onClear: () => void
}

export interface CallEndedProps extends AgainProps {
  readonly called: Called
  readonly end: LineEnd | undefined
  readonly view: CallView | undefined
  /** The server does not tell any more. */
  readonly isLost: boolean
}

/** A call that is over: how, and everything that was said. */
export function CallEnded({ called, end, view, isLost, onCall, onClear }: CallEndedProps) {
  const { t } = useTranslation('softphone')
  const ending = endingOf(end, view, isLost)
  const isBad = ending === 'lost' || ending === 'flow-failed'
  return (
    <div className={classes.screen}>
      <div className={classes.head}>
        <Alert
          color={isBad ? 'red' : 'gray'}
          variant="light"
          icon={isBad ? <IconAlertTriangle aria-hidden /> : <IconPhoneCheck aria-hidden />}
          title={t(`ending.${ending}.title`)}
          role="status"
        >
          <Stack gap={4} align="flex-start">
            {t(`ending.${ending}.help`)}
            <CalledVersion {...called} />
            {view !== undefined && (
              <Anchor component={Link} to={`/calls/${view.callId}`} size="sm">
                {t('ending.toCall')}
              </Anchor>
            )}
          </Stack>
        </Alert>
        <Again onCall={onCall} onClear={onClear} />
      </div>
      <LiveCall called={called} view={view} />
    </div>
  )
}

export interface CallFailedProps extends AgainProps {
  readonly failure: CallFailure | undefined
}

/** A call that did not come about: why, and the way out. */
export function CallFailed({ failure, onCall, onClear }: CallFailedProps) {
  const { t } = useTranslation('softphone')
  const why = failure?.why ?? 'line'
  return (
    <Stack p="md" gap="md">
      {failure?.why === 'problems' ? (
        <DraftErrors errors={failure.problems} />
      ) : (
        <Alert color="red" variant="light" icon={<IconAlertTriangle aria-hidden />} title={t(`failure.${why === 'problems' ? 'refused' : why}.title`)}>
          {failure?.why === 'refused' ? t('failure.refused.help', { detail: failure.detail }) : t(`failure.${why === 'problems' || why === 'refused' ? 'line' : why}.help`)}
        </Alert>
      )}
      <Again onCall={onCall} onClear={onClear} />
    </Stack>
  )
}

function Again({ onCall, onClear }: AgainProps) {
  const { t } = useTranslation('softphone')
  return (
    <Group grow>
      <Button color="teal.9" onClick={onCall} data-autofocus>
        {t('ending.again')}
      </Button>
      <Button variant="default" onClick={onClear}>
        {t('ending.clear')}
      </Button>
    </Group>
  )
}
