import { RuntimeError } from '../../../packages/runtime/src/errors.js'
import type { RowEffect } from '../../../packages/runtime/src/call/state.js'
import type { Claim, QueueRows } from '../../../packages/runtime/src/queue/queue-rows.js'
import type { JournalEntry } from '../../../packages/runtime/src/store/journal.js'
import type { OfferState, QueueEntryState, SeatState } from '../../../packages/runtime/src/store/tables.js'

interface EntryKey {
  readonly callId: string
  readonly transferId: string
}

interface EntryRow extends EntryKey {
  readonly queue: string
  state: QueueEntryState
  runtimeId: string
  agentId: string | null
}

interface SeatRow {
  readonly agentId: string
  readonly runtimeId: string
  state: SeatState
}

interface OfferRow extends Claim {
  state: OfferState
}

const keyOf = ({ callId, transferId }: EntryKey): string => `${callId}/${transferId}`

/** What survives every runtime: the journal of one call, queue rows, rows that effects left. Rows change at once, as one transaction each. */
export class ScriptedDatabase {
  readonly journal: JournalEntry[] = []
  readonly entries = new Map<string, EntryRow>()
  readonly seats = new Map<string, SeatRow>()
  readonly offers = new Map<string, OfferRow>()
  /** By the effect's own key: writing again changes nothing. */
  readonly rows = new Map<string, RowEffect>()
  epoch = 1
  /** The row of the call says that it is over. */
  isOver = false
  private offerCount = 0
  /** Commits that wait while the database is slow. */
  private held: (() => void)[] | undefined

  get isSlow(): boolean {
    return this.held !== undefined
  }

  becomesSlow(): void {
    this.held ??= []
  }

  goesOn(): void {
    const held = this.held ?? []
    this.held = undefined
    for (const commit of held) commit()
  }

  /** Resolves when the database takes the next commit. */
  ready(): Promise<void> {
    const { held } = this
    return held === undefined ? Promise.resolve() : new Promise((resolve) => held.push(resolve))
  }

  /** As the shipped journal: all or none, by the owner alone, the same append twice is one. */
  append(epoch: number, entries: readonly JournalEntry[]): void {
    if (epoch !== this.epoch) throw new RuntimeError('RUNTIME_STALE_EPOCH', `The call no longer belongs to epoch ${epoch}.`)
    for (const entry of entries) {
      const known = this.journal[entry.sequence - 1]
      const isSame = known !== undefined && JSON.stringify(known) === JSON.stringify(entry)
      if (!isSame && entry.sequence !== this.journal.length + 1) throw new RuntimeError('RUNTIME_JOURNAL_CONFLICT', `Sequence ${entry.sequence} is taken.`)
      if (!isSame) this.journal.push(structuredClone(entry))
    }
  }

  queueRows(runtimeId: string): QueueRows {
    const { entries, seats, offers } = this
    const line = (states: readonly QueueEntryState[]): EntryRow[] =>
      [...entries.values()].filter((entry) => entry.runtimeId === runtimeId && states.includes(entry.state))
    const hadAlready = (key: EntryKey, agentId: string): boolean =>
      [...offers.values()].some((offer) => keyOf(offer) === keyOf(key) && offer.agentId === agentId)
    const seatsFor = (key: EntryKey, states: readonly SeatState[]): SeatRow[] =>
      [...seats.values()].filter((seat) => seat.runtimeId === runtimeId && states.includes(seat.state) && !hadAlready(key, seat.agentId))
    const claim = (key: EntryKey, agentId: string): Claim | undefined => {
      const [entry, seat] = [entries.get(keyOf(key)), seats.get(agentId)]
      if (entry?.state !== 'waiting' || entry.runtimeId !== runtimeId || seat?.state !== 'free' || seat.runtimeId !== runtimeId) return undefined
      this.offerCount += 1
      const made = { offerId: `offer${this.offerCount}`, agentId, callId: entry.callId, transferId: entry.transferId }
      seat.state = 'offered'
      entry.state = 'offered'
      entry.agentId = agentId
      offers.set(made.offerId, { ...made, state: 'offered' })
      return made
    }
    return {
      async insertEntry({ callId, transferId, queue }) {
        entries.set(keyOf({ callId, transferId }), { callId, transferId, queue, state: 'waiting', runtimeId, agentId: null })
      },
      snapshot: async () => ({
        seats: [...seats.values()].filter((seat) => seat.runtimeId === runtimeId && seat.state === 'free').map(({ agentId }) => ({ agentId, runtimeId, freeSince: 0 })),
        entries: line(['waiting']),
        had: hadAlready,
      }),
      claim: async (entry, agentId) => claim(entry, agentId),
      line: async () => line(['waiting', 'offered']),
      pace: async () => ({ seatCount: seats.size }),
      async setEntry(key, state, _now, agentId) {
        const entry = entries.get(keyOf(key))
        if (entry?.runtimeId === runtimeId) Object.assign(entry, { state, agentId: agentId ?? null })
      },
      async entryOf(offerId) {
        const offer = offers.get(offerId)
        const entry = offer && entries.get(keyOf(offer))
        return entry && { ...entry }
      },
      async takeOver(callId, keep) {
        for (const entry of entries.values()) {
          if (entry.callId !== callId || entry.state === 'left') continue
          Object.assign(entry, entry.transferId === keep ? { runtimeId } : { state: 'left', agentId: null })
        }
        for (const offer of offers.values()) if (offer.callId === callId && offer.state === 'offered') offer.state = 'withdrawn'
      },
      async settleOffer(offerId, state) {
        const offer = offers.get(offerId)
        if (offer !== undefined) offer.state = state
      },
      async insertSeat() {
        throw new Error('Seats of an explored call are taken without a token')
      },
      redeemSeat: async () => undefined,
      async setSeat(agentId, state) {
        seats.set(agentId, { agentId, runtimeId, state })
      },
      keepWrapUp: async () => undefined,
      seatCounts: async () => [],
      lineLengths: async () => new Map(),
      othersLeft: async (key) => seatsFor(key, ['free', 'offered', 'joined']).length,
    }
  }
}
