import type { SeatEvent } from '@callchart/protocol'
import { RuntimeError } from '../errors.js'
import type { Clock } from '../clock.js'
import type { Seat } from './board-entries.js'
import type { QueueRows } from './queue-rows.js'
import { SeatWork, type Talk } from './seat-work.js'

/** Humans whose control connections this process holds. */
export class Seats {
  readonly work: SeatWork
  readonly #seats = new Map<string, Seat>()

  constructor(
    private readonly rows: Pick<QueueRows, 'setSeat' | 'keepWrapUp'>,
    private readonly clock: Clock,
  ) {
    this.work = new SeatWork(rows, clock)
  }

  of(agentId: string): Seat | undefined {
    return this.#seats.get(agentId)
  }

  take(seat: Seat): void {
    this.#seats.set(seat.agentId, seat)
  }

  /** Nobody sits there any more. @returns whether somebody did */
  async giveUp(agentId: string): Promise<boolean> {
    if (!this.#seats.delete(agentId)) return false
    await this.rows.setSeat(agentId, 'gone', this.clock.now())
    return true
  }

  /** The seat has no caller any more. @param talk that is over; absent where there was none */
  async free(agentId: string, talk?: Talk): Promise<void> {
    const seat = this.of(agentId)
    if (seat === undefined) await this.rows.setSeat(agentId, 'gone', this.clock.now())
    else await this.work.settle(seat, talk)
  }

  tell(agentId: string, event: SeatEvent): void {
    this.of(agentId)?.link.send(event)
  }

  refuse(agentId: string, what: string): void {
    const { code, message } = new RuntimeError('RUNTIME_OFFER_UNKNOWN', `The ${what} is over, or was never this seat's: wait for the next offer.`)
    this.tell(agentId, { type: 'error', code, message })
  }

  close(): void {
    for (const { link } of this.#seats.values()) link.close()
  }
}
