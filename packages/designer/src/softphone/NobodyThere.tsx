import { Alert, Anchor } from '@mantine/core'
import { IconHeadset } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQueues } from '../api/queues.js'

const askEveryMs = 3_000

/** The caller waits for humans, and none sits in the queue: who tries a flow may sit there too, and the call goes on. */
export function NobodyThere({ queue }: { readonly queue: string }) {
  const { t } = useTranslation('softphone')
  const { data } = useQueues(askEveryMs)
  const seats = data?.queues.find((each) => each.queue === queue)?.seats
  if (data === undefined || (seats !== undefined && seats.free + seats.busy + seats.paused > 0)) return null
  return (
    <Alert color="blue" variant="light" p="xs" icon={<IconHeadset aria-hidden />} title={t('nobody.title', { queue })}>
      {t('nobody.help')}{' '}
      <Anchor component={Link} to={`/seat?queue=${encodeURIComponent(queue)}`} size="sm">
        {t('nobody.sit')}
      </Anchor>
    </Alert>
  )
}
