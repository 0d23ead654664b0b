import { createActor, type ActorRefFrom, type SnapshotFrom } from 'xstate'
import { useStanding, type SeatState } from '../app/standing.js'
import { openSound } from '../telephone/line.js'
import { forgetSeat, rememberSeat } from './remembered-seat.js'
import type { SeatWanted } from './seat-link.js'
import { seatMachine } from './seat-machine.js'

export type SeatSnapshot = SnapshotFrom<typeof seatMachine>

/** The seat of this tab: its human looks at other pages, and callers still ring. */
export class StandingSeat {
  readonly actor: ActorRefFrom<typeof seatMachine> = createActor(seatMachine)
  /** What it rings with; made while a button was pressed. */
  ringer: AudioContext | undefined

  constructor() {
    this.actor.subscribe((snapshot) => {
      const state = seatStateOf(snapshot)
      const { wanted } = snapshot.context
      if (state !== undefined) rememberSeat(sessionStorage, wanted)
      const { seat } = useStanding.getState()
      if (seat?.state !== state || seat?.queue !== wanted.queue) useStanding.setState({ seat: state === undefined ? undefined : { state, queue: wanted.queue } })
    })
    this.actor.start()
  }

  /** To be called while a button is pressed. */
  take(wanted: SeatWanted): void {
    this.ringer ??= openSound()
    this.actor.send({ type: 'take', ...wanted })
  }

  leave(): void {
    forgetSeat(sessionStorage)
    this.actor.send({ type: 'leave' })
    void this.ringer?.close()
    this.ringer = undefined
  }
}

let standing: StandingSeat | undefined

export const standingSeat = (): StandingSeat => (standing ??= new StandingSeat())

/** Absent where nobody sits. */
export function seatStateOf(snapshot: SeatSnapshot): SeatState | undefined {
  if (snapshot.matches('lost') || snapshot.matches('rejoining')) return 'lost'
  if (!snapshot.matches('seated')) return undefined
  if (snapshot.matches({ seated: 'connecting' })) return 'connecting'
  if (snapshot.matches({ seated: 'ringing' }) || snapshot.matches({ seated: 'answering' })) return 'ringing'
  if (snapshot.matches({ seated: 'onCall' }) || snapshot.matches({ seated: 'returning' })) return 'talking'
  if (snapshot.matches({ seated: 'wrappingUp' })) return 'wrappingUp'
  return snapshot.matches({ seated: 'paused' }) ? 'paused' : 'free'
}
