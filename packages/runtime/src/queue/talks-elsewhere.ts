import type { Clock } from '../clock.js'
import { isStoreAway } from '../store/failure.js'
import type { QueueRows } from './queue-rows.js'
import type { WaitingLine } from './waiting-line.js'

const releaseAgainMs = 2_000

/** Talks of calls here with humans whose seats are at another runtime, which reads of them in the rows. */
export class TalksElsewhere {
  constructor(
    private readonly rows: Pick<QueueRows, 'entryOf' | 'setEntry'>,
    private readonly clock: Clock,
    private readonly line: WaitingLine,
    /** Runs in the board's turn. */
    private readonly soon: (task: () => Promise<void>) => void,
  ) {}

  async joined(offerId: string): Promise<void> {
    const entry = await this.rows.entryOf(offerId)
    if (entry?.agentId != null) await this.rows.setEntry(entry, 'joined', this.clock.now(), entry.agentId)
  }

  /** A call does not wait for the database here: the seat's runtime reads of it when it is back. */
  async release(offerId: string): Promise<void> {
    try {
      const entry = await this.rows.entryOf(offerId)
      const isOver = entry === undefined || entry.state === 'left' || this.line.of(entry) !== undefined
      if (!isOver) await this.rows.setEntry(entry, 'left', this.clock.now())
    } catch (error) {
      if (!isStoreAway(error)) throw error
      this.clock.after(releaseAgainMs, () => this.soon(() => this.release(offerId)))
    }
  }
}
