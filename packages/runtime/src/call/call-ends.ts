import type { Logger } from 'pino'
import type { CancelTimer, Clock } from '../clock.js'
import type { CallRow } from '../store/tables.js'
import type { CallEnd, CallRows } from './call-rows.js'
import { wayOf } from './call-way.js'
import { dispositionOf } from './ending.js'
import type { HeldCall } from './surroundings.js'
import { placeOf } from '../watch/place.js'

export interface CallEndsParts {
  readonly rows: CallRows
  readonly clock: Clock
  readonly logger: Logger
  readonly callEnded: (disposition: string) => void
  /** A call that waited for its media is over: so is its line. */
  unheard(row: CallRow): void
  /** The call looks otherwise than before. */
  changed(callId: string): void
}

/** What calls came to, in their rows: an end that cannot be written now is written later. */
export class CallEnds {
  private readonly unwritten = new Map<string, CallEnd>()
  /** Calls without media, each until it is given up. */
  private readonly expected = new Map<string, CancelTimer>()

  constructor(private readonly parts: CallEndsParts) {}

  /** The call is over, and its row may not say so yet. */
  isUnwritten(callId: string): boolean {
    return this.unwritten.has(callId)
  }

  /** A call that has no media by then never connected. */
  expectMedia(callId: string, withinMs: number): void {
    const { clock, logger } = this.parts
    const giveUp = (): void => void this.closeWaiting(callId, 'never-connected').catch((error: unknown) => logger.warn({ err: error }, 'call not closed'))
    this.expected.set(callId, clock.after(withinMs, giveUp))
  }

  mediaCame(callId: string): void {
    this.expected.get(callId)?.()
    this.expected.delete(callId)
  }

  close(): void {
    for (const callId of [...this.expected.keys()]) this.mediaCame(callId)
  }

  note({ callId, state }: HeldCall): void {
    const disposition = dispositionOf(state)
    this.tell(placeOf(state), disposition)
    this.write({ callId, endedAt: state.endedAt ?? this.parts.clock.now(), answeredAt: state.answeredAt, disposition, way: wayOf(state) })
  }

  /** A call that lost its journal ends as failed, in the database as soon as there is one. */
  noteFailed({ callId, state }: HeldCall): void {
    this.parts.callEnded('failed')
    this.write({ callId, endedAt: this.parts.clock.now(), answeredAt: state.answeredAt, disposition: 'failed', way: wayOf(state) })
  }

  /** @returns false: the call waits for no media */
  async closeWaiting(callId: string, disposition: string): Promise<boolean> {
    this.mediaCame(callId)
    const row = await this.parts.rows.endWaiting(callId, this.parts.clock.now(), disposition)
    if (row === undefined) return false
    this.parts.changed(callId)
    this.tell({ callId }, disposition)
    this.parts.unheard(row)
    return true
  }

  async writeAgain(): Promise<void> {
    for (const end of [...this.unwritten.values()]) {
      await this.parts.rows.end(end)
      this.unwritten.delete(end.callId)
    }
  }

  private tell(place: { readonly callId: string }, disposition: string): void {
    this.parts.callEnded(disposition)
    this.parts.logger.info({ ...place, disposition }, 'call ended')
  }

  private write(end: CallEnd): void {
    this.unwritten.set(end.callId, end)
    this.parts.rows.end(end).then(
      () => void this.unwritten.delete(end.callId),
      (error: unknown) => this.parts.logger.warn({ err: error }, 'end of call not written yet'),
    )
  }
}
