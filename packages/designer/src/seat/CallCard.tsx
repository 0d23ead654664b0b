import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconMicrophone, IconMicrophoneOff, IconMusic, IconPhoneOff, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import type { QueueView } from '@callchart/protocol'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventFrom, SnapshotFrom } from 'xstate'
import { faultText } from '../api/fault-text.js'
import { ask } from '../api/request.js'
import { LevelMeter } from '../telephone/LevelMeter.js'
import { clockText, useElapsed } from '../telephone/useElapsed.js'
import { CallerFacts } from './CallerFacts.js'
import { ForwardDialog } from './ForwardDialog.js'
import type { seatMachine } from './seat-machine.js'
import classes from './SeatPage.module.css'

export interface CallCardProps {
  readonly snapshot: SnapshotFrom<typeof seatMachine>
  readonly queues: readonly QueueView[]
  readonly send: (event: EventFrom<typeof seatMachine>) => void
}

/** Who is joined with the same caller once more comes back to them at another bridge. */
function phaseOf(snapshot: CallCardProps['snapshot']): 'whisper' | 'returning' | 'held' | 'closing' | 'talking' {
  if (snapshot.matches({ seated: 'returning' })) return 'returning'
  if (snapshot.matches({ seated: { onCall: 'whisper' } })) return snapshot.context.joinedAt === undefined ? 'whisper' : 'returning'
  if (snapshot.matches({ seated: { onCall: 'held' } })) return 'held'
  return snapshot.matches({ seated: { onCall: 'closing' } }) ? 'closing' : 'talking'
}

/** While the human talks with a caller. */
export function CallCard({ snapshot, queues, send }: CallCardProps) {
  const { t } = useTranslation('seat')
  const { context } = snapshot
  const { isMuted, joinedAt, offer, levels, lack } = context
  const elapsedMs = useElapsed(joinedAt)
  const phase = phaseOf(snapshot)
  const isTalking = phase === 'talking' || phase === 'held'
  const end = useMutation({ mutationFn: (callId: string) => ask<undefined>(`/v1/calls/${encodeURIComponent(callId)}/hangup`, { method: 'POST', body: { cause: 'agent' } }) })
  const [isForwarding, setForwarding] = useState(false)
  if (offer === undefined) return null
  return (
    <Stack gap="lg" className={classes.card ?? ''}>
      <Group wrap="nowrap" justify="space-between" align="flex-start">
        <CallerFacts offer={offer} />
        <Stack gap={0} align="flex-end">
          <Text fw={700} size="xl" className={classes.count ?? ''}>
            {clockText(elapsedMs)}
          </Text>
          <Text size="sm" c="dimmed" role="status" className={classes.phase ?? ''}>
            {t(`call.${phase}`)}
          </Text>
        </Stack>
      </Group>
      {phase === 'held' && (
        <Alert color="violet" variant="light" p="xs" icon={<IconMusic aria-hidden />}>
          {t('call.heldHelp')}
        </Alert>
      )}
      <Stack gap={6}>
        <LevelMeter levels={levels} side="said" label={t('call.you')} isOff={isMuted || phase === 'held'} />
        <LevelMeter levels={levels} side="heard" label={phase === 'whisper' ? t('call.bot') : t('call.caller')} />
      </Stack>
      <Group grow>
        <Button variant={isMuted ? 'light' : 'default'} aria-pressed={isMuted} disabled={!isTalking || lack !== undefined} leftSection={isMuted ? <IconMicrophoneOff size={18} aria-hidden /> : <IconMicrophone size={18} aria-hidden />} onClick={() => send({ type: 'mute', on: !isMuted })}>
          {isMuted ? t('controls.unmute') : t('controls.mute')}
        </Button>
        <Button variant={phase === 'held' ? 'light' : 'default'} aria-pressed={phase === 'held'} disabled={!isTalking} leftSection={phase === 'held' ? <IconPlayerPlay size={18} aria-hidden /> : <IconPlayerPause size={18} aria-hidden />} onClick={() => send({ type: phase === 'held' ? 'resume' : 'hold' })}>
          {phase === 'held' ? t('controls.resume') : t('controls.hold')}
        </Button>
      </Group>
      <Group grow>
        <Button variant="default" disabled={!isTalking} leftSection={<IconArrowForwardUp size={18} aria-hidden />} onClick={() => setForwarding(true)}>
          {t('controls.forward')}
        </Button>
        <Button variant="default" disabled={!isTalking} leftSection={<IconArrowBackUp size={18} aria-hidden />} onClick={() => send({ type: 'give back' })}>
          {t('controls.giveBack')}
        </Button>
      </Group>
      <Group grow>
        <Button color="red.9" disabled={!isTalking} loading={end.isPending} leftSection={<IconPhoneOff size={18} aria-hidden />} onClick={() => end.mutate(offer.callId)}>
          {t('controls.endCall')}
        </Button>
      </Group>
      <Text size="xs" c="dimmed">
        {t('call.endHelp')}
      </Text>
      <ForwardDialog
        opened={isForwarding && isTalking}
        queues={queues.filter(({ queue }) => queue !== context.wanted.queue)}
        onClose={() => setForwarding(false)}
        onForward={(to) => {
          setForwarding(false)
          send({ type: 'forward', ...to })
        }}
      />
      {end.error !== null && (
        <Text size="sm" c="red" role="alert">
          {t('call.endFailed', { detail: faultText(end.error) })}
        </Text>
      )}
    </Stack>
  )
}
