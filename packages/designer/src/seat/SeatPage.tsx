import type { QueueList } from '@callchart/protocol'
import { useQuery } from '@tanstack/react-query'
import { useMachine } from '@xstate/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '../api/request.js'
import { openSound } from '../telephone/line.js'
import { forgetSeat, rememberedSeat, rememberSeat } from './remembered-seat.js'
import { seatMachine } from './seat-machine.js'
import { SeatDesk } from './SeatDesk.js'
import classes from './SeatPage.module.css'
import { TakeSeat } from './TakeSeat.js'
import { useRinging } from './useRinging.js'

const queuesEveryMs = 5_000

/** A human's place: takes a seat in a queue, and the calls that come there. */
export function SeatPage() {
  const { t } = useTranslation('seat')
  const [snapshot, send] = useMachine(seatMachine)
  const { context } = snapshot
  const [before] = useState(() => rememberedSeat(sessionStorage))
  const ringer = useRef<AudioContext>(undefined)
  const isSeated = snapshot.matches('seated') || snapshot.matches('lost') || snapshot.matches('rejoining')
  const isOnCall = snapshot.matches({ seated: 'onCall' })
  const queues = useQuery({ queryKey: ['queues'], queryFn: ({ signal }) => ask<QueueList>('/v1/queues', { signal }), refetchInterval: queuesEveryMs })

  useRinging(snapshot.matches({ seated: 'ringing' }), ringer.current, t('ringing.title', { caller: context.offer?.ani ?? t('ringing.unknown') }))
  useEffect(() => {
    if (isSeated) rememberSeat(sessionStorage, context.wanted)
  }, [isSeated, context.wanted])
  useEffect(() => {
    if (!isOnCall) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isOnCall])
  useEffect(() => () => void ringer.current?.close(), [])

  return (
    <div className={classes.page}>
      {isSeated ? (
        <SeatDesk
          snapshot={snapshot}
          send={send}
          queues={queues.data}
          onLeave={() => {
            forgetSeat(sessionStorage)
            send({ type: 'leave' })
          }}
        />
      ) : (
        <TakeSeat
          before={before}
          queues={queues.data}
          error={queues.error}
          failure={context.failure}
          isBusy={!snapshot.matches('away')}
          onTake={(wanted) => {
            ringer.current ??= openSound()
            send({ type: 'take', ...wanted })
          }}
        />
      )}
    </div>
  )
}
