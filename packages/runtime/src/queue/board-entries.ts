import type { SeatEvent } from '@callchart/protocol'
import type { CancelTimer } from '../clock.js'
import type { Claim, SeatedAgent } from './queue-rows.js'
import type { CallerSide, WaitingCaller } from './queues.js'

/** The control connection of one human. */
export interface SeatLink {
  send(event: SeatEvent): void
  close(): void
}

export interface Waiting {
  readonly caller: WaitingCaller
  readonly side: CallerSide
  cancelDeadline: CancelTimer
  offerId?: string
  /** That the caller was told last; absent when they must be told. */
  position?: number
  /** Was told a position, or offered to a human: however many wait, this one may. */
  isPlaced?: true
}

export interface Offer extends Claim {
  readonly waiting: Waiting
  state: 'offered' | 'accepted' | 'joined'
  cancelRing: CancelTimer
  /** Another runtime goes on with the call: what becomes of it stands in the rows. */
  isElsewhere?: true
}

/** The work after a talk. */
export interface WrapUp {
  readonly offerId: string
  readonly callId: string
  /** End of the talk, milliseconds since the epoch. */
  readonly since: number
}

export interface Seat extends SeatedAgent {
  readonly link: SeatLink
  /** No call is wanted, from now or from the end of the present one on. */
  isPaused?: true
  wrapUp?: WrapUp
}
