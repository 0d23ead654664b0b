import type { CancelTimer, Clock } from '../clock.js'
import type { Waiting } from './board-entries.js'
import { estimateWaitMs } from './estimate.js'
import type { QueueRows } from './queue-rows.js'

interface Entry {
  readonly callId: string
  readonly transferId: string
}

/** Who could not go, or came back, stays for so long. */
const goAgainMs = 5_000

const keyOf = ({ callId, transferId }: Entry): string => `${callId}/${transferId}`

/** Callers of this process who wait or are offered to a human; the order of a line stands in the rows. */
export class WaitingLine {
  readonly #waiting = new Map<string, Waiting>()
  /** Calls that were sent to another runtime of late. */
  readonly #sent = new Map<string, CancelTimer>()

  constructor(
    private readonly rows: Pick<QueueRows, 'line' | 'pace' | 'setEntry'>,
    private readonly clock: Clock,
  ) {}

  /** Callers by queue. */
  lengths(): Map<string, number> {
    const lengths = new Map<string, number>()
    for (const { caller } of this.#waiting.values()) lengths.set(caller.queue, (lengths.get(caller.queue) ?? 0) + 1)
    return lengths
  }

  of(entry: Entry): Waiting | undefined {
    return this.#waiting.get(keyOf(entry))
  }

  ofCall(callId: string): readonly Waiting[] {
    return [...this.#waiting.values()].filter(({ caller }) => caller.callId === callId)
  }

  add(waiting: Waiting): void {
    this.#waiting.set(keyOf(waiting.caller), waiting)
  }

  /** The caller is another process's from now on. */
  forget({ caller, cancelDeadline }: Waiting): void {
    cancelDeadline()
    this.#waiting.delete(keyOf(caller))
  }

  /** A human is free at another runtime. */
  send(entry: Entry, runtimeId: string): void {
    const waiting = this.of(entry)
    if (waiting === undefined || this.#sent.has(entry.callId)) return
    this.#sent.set(entry.callId, this.clock.after(goAgainMs, () => this.#sent.delete(entry.callId)))
    waiting.side.goesTo(runtimeId, () => this.of(entry) === waiting && waiting.offerId === undefined)
  }

  async leave(waiting: Waiting): Promise<void> {
    waiting.cancelDeadline()
    if (this.of(waiting.caller) === waiting) this.#waiting.delete(keyOf(waiting.caller))
    await this.rows.setEntry(waiting.caller, 'left', this.clock.now())
  }

  /**
   * Everybody whose place has changed is told of it; who has a place, or was offered to a human, keeps it.
   * @returns who may not wait behind so many: they are to leave before anybody is told
   */
  async place(queue: string): Promise<Waiting | undefined> {
    const line = await this.rows.line(queue)
    const inLine = line.flatMap((entry, index) => {
      const waiting = this.of(entry)
      return waiting === undefined || waiting.offerId !== undefined ? [] : [{ waiting, position: index + 1 }]
    })
    const tooMany = inLine.find(({ waiting: { isPlaced, caller }, position }) => isPlaced !== true && position > (caller.maxWaiting ?? Infinity))
    if (tooMany !== undefined) return tooMany.waiting
    const moved = inLine.filter(({ waiting, position }) => waiting.position !== position)
    if (moved.length === 0) return undefined
    const pace = await this.rows.pace(queue)
    for (const { waiting, position } of moved) {
      waiting.isPlaced = true
      waiting.position = position
      waiting.side.queued(position, estimateWaitMs(position, pace))
    }
    return undefined
  }

  close(): void {
    for (const { cancelDeadline } of this.#waiting.values()) cancelDeadline()
    for (const cancel of this.#sent.values()) cancel()
  }
}
