import { Button, Group, RingProgress, Stack, Text } from '@mantine/core'
import { IconPhone, IconPhoneX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { EventFrom } from 'xstate'
import { openSound } from '../telephone/line.js'
import { useElapsed } from '../telephone/useElapsed.js'
import { CallerFacts } from './CallerFacts.js'
import type { Offer, seatMachine } from './seat-machine.js'
import classes from './SeatPage.module.css'

export interface RingingCardProps {
  readonly offer: Offer | undefined
  readonly isAnswering: boolean
  /** Enter answers; beside another page it goes on with what is done there. */
  readonly takesFocus?: boolean
  readonly send: (event: EventFrom<typeof seatMachine>) => void
}

/** A caller rings: who it is, what they came for, and how long they ring here. */
export function RingingCard({ offer, isAnswering, takesFocus = true, send }: RingingCardProps) {
  const { t } = useTranslation('seat')
  const elapsedMs = useElapsed(offer?.at)
  if (offer === undefined) return null
  const leftMs = Math.max(0, offer.answerWithinMs - elapsedMs)
  return (
    <Stack gap="lg" className={classes.card ?? ''}>
      <Group wrap="nowrap" justify="space-between" align="flex-start">
        <CallerFacts offer={offer} />
        <RingProgress
          style={{ flex: 'none' }}
          size={84}
          thickness={7}
          roundCaps
          sections={[{ value: (100 * leftMs) / offer.answerWithinMs, color: leftMs > 5_000 ? 'teal' : 'orange' }]}
          label={
            <Text ta="center" fw={700} className={classes.count ?? ''}>
              {Math.ceil(leftMs / 1_000)}
            </Text>
          }
          aria-label={t('ringing.left', { seconds: Math.ceil(leftMs / 1_000) })}
        />
      </Group>
      <Group grow>
        <Button size="lg" color="teal.9" leftSection={<IconPhone size={20} aria-hidden />} loading={isAnswering} autoFocus={takesFocus} onClick={() => send({ type: 'answer', sound: openSound() })}>
          {t('ringing.answer')}
        </Button>
        <Button size="lg" variant="default" leftSection={<IconPhoneX size={20} aria-hidden />} disabled={isAnswering} onClick={() => send({ type: 'decline' })}>
          {t('ringing.decline')}
        </Button>
      </Group>
      {takesFocus && (
        <Text size="xs" c="dimmed" ta="center">
          {t('ringing.keys')}
        </Text>
      )}
    </Stack>
  )
}
