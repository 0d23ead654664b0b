import { useSelector } from '@xstate/react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { standingSeat } from './standing-seat.js'
import { useRinging } from './useRinging.js'

/** Rings on whichever page its human is, and keeps a talk from being closed by mistake. */
export function SeatBell() {
  const { t } = useTranslation('seat')
  const seat = standingSeat()
  const isRinging = useSelector(seat.actor, (snapshot) => snapshot.matches({ seated: 'ringing' }))
  const isOnCall = useSelector(seat.actor, (snapshot) => snapshot.matches({ seated: 'onCall' }))
  const caller = useSelector(seat.actor, ({ context }) => context.offer?.ani)
  useRinging(isRinging, seat.ringer, t('ringing.title', { caller: caller ?? t('ringing.unknown') }))
  useEffect(() => {
    if (!isOnCall) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isOnCall])
  return null
}
