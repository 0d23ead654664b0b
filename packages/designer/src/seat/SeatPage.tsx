import { useSelector } from '@xstate/react'
import { useState } from 'react'
import { useQueues } from '../api/queues.js'
import { rememberedSeat } from './remembered-seat.js'
import { SeatDesk } from './SeatDesk.js'
import classes from './SeatPage.module.css'
import { seatStateOf, standingSeat } from './standing-seat.js'
import { TakeSeat } from './TakeSeat.js'

const queuesEveryMs = 5_000

/** A human's place: takes a seat in a queue, and the calls that come there. */
export function SeatPage() {
  const seat = standingSeat()
  const snapshot = useSelector(seat.actor, (now) => now)
  const state = seatStateOf(snapshot)
  const [before] = useState(() => rememberedSeat(sessionStorage))
  const queues = useQueues(queuesEveryMs)
  return (
    <div className={classes.page}>
      {state === undefined ? (
        <TakeSeat
          before={before}
          queues={queues.data}
          error={queues.error}
          failure={snapshot.context.failure}
          isBusy={!snapshot.matches('away')}
          onTake={(wanted) => seat.take(wanted)}
        />
      ) : (
        <SeatDesk snapshot={snapshot} state={state} send={(event) => seat.actor.send(event)} queues={queues.data} onLeave={() => seat.leave()} />
      )}
    </div>
  )
}
