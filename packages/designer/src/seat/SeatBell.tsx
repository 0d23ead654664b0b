import { Paper } from '@mantine/core'
import { useSelector } from '@xstate/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import type { EventFrom } from 'xstate'
import { RingingCard } from './RingingCard.js'
import type { seatMachine } from './seat-machine.js'
import classes from './SeatPage.module.css'
import { standingSeat } from './standing-seat.js'
import { useRinging } from './useRinging.js'

/** Rings on whichever page its human is, who answers from there, and keeps a talk from being closed by mistake. */
export function SeatBell() {
  const { t } = useTranslation('seat')
  const seat = standingSeat()
  const isRinging = useSelector(seat.actor, (snapshot) => snapshot.matches({ seated: 'ringing' }))
  const isOnCall = useSelector(seat.actor, (snapshot) => snapshot.matches({ seated: 'onCall' }) || snapshot.matches({ seated: 'returning' }))
  const offer = useSelector(seat.actor, ({ context }) => context.offer)
  const isAtSeat = useLocation().pathname === '/seat'
  const goTo = useNavigate()
  const title = t('ringing.title', { caller: offer?.ani ?? t('ringing.unknown') })
  useRinging(isRinging, seat.ringer, title)
  useEffect(() => {
    if (!isOnCall) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isOnCall])
  const send = (event: EventFrom<typeof seatMachine>): void => {
    seat.actor.send(event)
    if (event.type === 'answer') void goTo('/seat')
  }
  if (!isRinging || isAtSeat) return null
  return (
    <Paper withBorder shadow="lg" role="alertdialog" aria-label={title} className={classes.bell ?? ''}>
      <RingingCard offer={offer} isAnswering={false} takesFocus={false} send={send} />
    </Paper>
  )
}
