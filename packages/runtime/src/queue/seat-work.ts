import type { SeatCommand } from '@callchart/protocol'
import type { Clock } from '../clock.js'
import type { Seat } from './board-entries.js'
import type { QueueRows } from './queue-rows.js'

export interface Talk {
  readonly offerId: string
  readonly callId: string
}

/** What humans do at their seats beside talking: the work after a call, and pauses. Seats that do either are offered nobody. */
export class SeatWork {
  constructor(
    private readonly rows: Pick<QueueRows, 'setSeat' | 'keepWrapUp'>,
    private readonly clock: Clock,
  ) {}

  /** The seat has no caller any more. @param talk that is over; absent where there was none */
  async settle(seat: Seat, talk?: Talk): Promise<void> {
    const isDue = talk !== undefined && seat.afterCallWork
    if (isDue) seat.wrapUp = { offerId: talk.offerId, callId: talk.callId, since: this.clock.now() }
    await this.writeState(seat)
    if (isDue) seat.link.send({ type: 'wrapping-up', callId: talk.callId })
  }

  /** @param isBusy the seat has a caller, who is not sent away */
  async pause(seat: Seat, isBusy: boolean): Promise<void> {
    seat.isPaused = true
    if (!isBusy) await this.writeState(seat)
    seat.link.send({ type: 'paused' })
  }

  /** Also out of the work after a call, of which nothing is kept then. */
  async ready(seat: Seat, isBusy: boolean): Promise<void> {
    delete seat.isPaused
    delete seat.wrapUp
    if (!isBusy) await this.writeState(seat)
    seat.link.send({ type: 'ready' })
  }

  /** @returns false where no work after that call is under way */
  async wrapUp(seat: Seat, { callId, code, note }: Extract<SeatCommand, { type: 'wrap-up' }>): Promise<boolean> {
    const { wrapUp } = seat
    if (wrapUp?.callId !== callId) return false
    const now = this.clock.now()
    await this.rows.keepWrapUp({ offerId: wrapUp.offerId, code, note, workMs: now - wrapUp.since }, now)
    delete seat.wrapUp
    await this.writeState(seat)
    seat.link.send({ type: seat.isPaused === true ? 'paused' : 'ready' })
    return true
  }

  private writeState({ agentId, wrapUp, isPaused }: Seat): Promise<void> {
    return this.rows.setSeat(agentId, wrapUp !== undefined ? 'wrap-up' : isPaused === true ? 'paused' : 'free', this.clock.now())
  }
}
