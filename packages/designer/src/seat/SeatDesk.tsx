import { Alert, Badge, Button, Group, Text, Title } from '@mantine/core'
import type { QueueList } from '@callchart/protocol'
import { IconDoorExit, IconMicrophoneOff, IconPhoneOff, IconPlayerPause, IconPlayerPlay, IconPlugConnectedX } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { EventFrom } from 'xstate'
import type { SeatState } from '../app/standing.js'
import { Transcript } from '../telephone/Transcript.js'
import { useFollowedCall } from '../telephone/useFollowedCall.js'
import { CallCard } from './CallCard.js'
import { MissedCalls } from './MissedCalls.js'
import { RingingCard } from './RingingCard.js'
import type { seatMachine } from './seat-machine.js'
import classes from './SeatPage.module.css'
import type { SeatSnapshot } from './standing-seat.js'
import { useFlowNames } from './useFlowNames.js'
import { WrapUpCard } from './WrapUpCard.js'

export interface SeatDeskProps {
  readonly snapshot: SeatSnapshot
  readonly state: SeatState
  readonly send: (event: EventFrom<typeof seatMachine>) => void
  readonly queues: QueueList | undefined
  readonly onLeave: () => void
}

const noQueues: QueueList['queues'] = []

/** The desk of somebody who sits in a queue: the call on one side, what was said in it on the other. */
export function SeatDesk(props: SeatDeskProps) {
  const { snapshot, state, queues } = props
  const { context } = snapshot
  const { t } = useTranslation('seat')
  const { view } = useFollowedCall(context.offer?.callId)
  const card = useRef<HTMLElement>(null)
  const isFirst = useRef(true)
  // The button that was pressed is gone with its card: the next one takes over the keyboard, unless it has a button for that.
  useEffect(() => {
    if (isFirst.current) isFirst.current = false
    else if (state !== 'ringing') card.current?.focus({ preventScroll: true })
  }, [state])
  const names = useFlowNames(context.offer?.flow.version)
  const entries = view?.transcript ?? context.offer?.transcript
  return (
    <div className={classes.desk}>
      <DeskHeader {...props} />
      {context.lack !== undefined && (
        <Alert color="yellow" variant="light" icon={<IconMicrophoneOff aria-hidden />} title={t('lack.title')}>
          {t(`lack.${context.lack}`)}
        </Alert>
      )}
      {(snapshot.matches('lost') || snapshot.matches('rejoining') || context.isLost) && (
        <Alert color="red" variant="light" icon={<IconPlugConnectedX aria-hidden />} title={t('lost.title')} role="alert">
          {context.isLost ? t('lost.talking') : t('lost.retrying')}
        </Alert>
      )}
      <div className={classes.columns}>
        <section ref={card} tabIndex={-1} className={classes.call} aria-label={t('call.label')}>
          <DeskCard {...props} />
        </section>
        <section className={classes.side} aria-label={entries === undefined ? t('missed.label') : t('call.transcript')}>
          {entries === undefined ? (
            <MissedCalls calls={context.missed} waiting={queues?.queues.find(({ queue }) => queue === context.wanted.queue)?.waiting ?? 0} />
          ) : (
            <>
              <Title order={2} className={classes.sideTitle ?? ''}>
                {t('call.transcript')}
              </Title>
              <Transcript entries={entries} nodeName={names.nodeName} intentName={names.intentName} empty={t('call.nothingSaid')} />
            </>
          )}
        </section>
      </div>
    </div>
  )
}

function DeskCard({ snapshot, send, queues }: SeatDeskProps) {
  const { t } = useTranslation('seat')
  const { context } = snapshot
  if (snapshot.matches({ seated: 'ringing' }) || snapshot.matches({ seated: 'answering' })) return <RingingCard offer={context.offer} isAnswering={snapshot.matches({ seated: 'answering' })} send={send} />
  if (snapshot.matches({ seated: 'onCall' }) || snapshot.matches({ seated: 'returning' })) return <CallCard snapshot={snapshot} queues={queues?.queues ?? noQueues} send={send} />
  if (snapshot.matches({ seated: 'wrappingUp' })) return <WrapUpCard context={context} codes={queues?.wrapUpCodes ?? []} isSending={snapshot.matches({ seated: { wrappingUp: 'told' } })} send={send} />
  if (!snapshot.matches({ seated: 'paused' }))
    return (
      <div className={classes.idle}>
        <span className={classes.pulse} aria-hidden />
        <Text fw={600} size="lg">
          {t('idle.ready')}
        </Text>
        <Text c="dimmed" ta="center" maw={360}>
          {t('idle.readyHelp')}
        </Text>
      </div>
    )
  const kind = context.isPausedForMissed ? 'missed' : 'paused'
  return (
    <div className={classes.idle}>
      {kind === 'missed' ? <IconPhoneOff size={48} stroke={1.2} aria-hidden /> : <IconPlayerPause size={48} stroke={1.2} aria-hidden />}
      <Text fw={600} size="lg">
        {t(`idle.${kind}`)}
      </Text>
      <Text c="dimmed" ta="center" maw={360}>
        {t(`idle.${kind}Help`)}
      </Text>
      <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => send({ type: 'ready' })}>
        {t('controls.ready')}
      </Button>
    </div>
  )
}

const colors: Readonly<Record<SeatState, string>> = { connecting: 'gray', lost: 'red', ringing: 'orange', talking: 'teal', wrappingUp: 'violet', paused: 'gray', free: 'teal' }

function DeskHeader({ snapshot, state, send, onLeave }: SeatDeskProps) {
  const { t } = useTranslation('seat')
  const { context } = snapshot
  const isOccupied = state === 'talking' || state === 'wrappingUp'
  return (
    <Group justify="space-between" className={classes.header ?? ''}>
      <Group gap="sm">
        <Title order={1}>{context.wanted.name}</Title>
        <Text c="dimmed">{t('header.queue', { queue: context.wanted.queue })}</Text>
        <Badge size="lg" variant="default" tt="none" role="status" leftSection={<span className={classes.dot} style={{ background: `var(--mantine-color-${colors[state]}-6)` }} aria-hidden />}>
          {t(`state.${state}`)}
        </Badge>
      </Group>
      <Group gap="xs">
        {state === 'free' && (
          <Button variant="default" leftSection={<IconPlayerPause size={16} aria-hidden />} onClick={() => send({ type: 'pause' })}>
            {t('controls.pause')}
          </Button>
        )}
        {isOccupied && (
          <Button variant={context.pausesNext ? 'light' : 'default'} aria-pressed={context.pausesNext} leftSection={<IconPlayerPause size={16} aria-hidden />} disabled={state === 'wrappingUp' && context.pausesNext} onClick={() => send({ type: context.pausesNext ? 'ready' : 'pause' })}>
            {t('controls.pauseNext')}
          </Button>
        )}
        <Button variant="default" leftSection={<IconDoorExit size={16} aria-hidden />} disabled={state === 'talking'} onClick={onLeave}>
          {t('controls.leave')}
        </Button>
      </Group>
    </Group>
  )
}
