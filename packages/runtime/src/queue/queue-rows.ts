import { randomUUID } from 'node:crypto'
import { toJsonb } from '../store/json.js'
import type { Store } from '../store/store.js'
import type { OfferState, QueueEntryState, SeatState } from '../store/tables.js'

export interface Claim {
  readonly offerId: string
  readonly agentId: string
  readonly callId: string
  readonly transferId: string
}

export interface NewSeat {
  readonly agentId: string
  readonly queue: string
  readonly name: string
  readonly controlTokenHash: string
  readonly expiresAt: Date
}

export interface SeatedAgent {
  readonly agentId: string
  readonly queue: string
}

interface EntryKey {
  readonly callId: string
  readonly transferId: string
}

/** Queues, seats and offers as rows: PostgreSQL decides who gets whom. Times are milliseconds since the epoch. */
export interface QueueRows {
  insertEntry(entry: EntryKey & { readonly queue: string; readonly summary: string }, now: number): Promise<void>
  /** Gives the caller who waits longest the human who has been free longest, unless that human had this caller already. */
  claim(queue: string, now: number, ringMs: (entry: EntryKey) => number): Promise<Claim | undefined>
  /** 1 is next. */
  position(key: EntryKey, queue: string): Promise<number>
  setEntry(key: EntryKey, state: QueueEntryState, agentId?: string): Promise<void>
  settleOffer(offerId: string, state: OfferState, cause: string | null, now: number): Promise<void>
  insertSeat(seat: NewSeat): Promise<void>
  /** Gives the seat to exactly one of any number of askers; it is not free before its connection is open. */
  redeemSeat(controlTokenHash: string, now: number): Promise<SeatedAgent | undefined>
  setSeat(agentId: string, state: SeatState, now: number): Promise<void>
  /** Humans in the queue who did not have this caller yet, free or not. */
  othersLeft(key: EntryKey, queue: string): Promise<number>
}

type Db = Store['db']

const offeredBefore = (db: Db, { callId, transferId }: EntryKey) =>
  db.selectFrom('offers').select('agentId').where('callId', '=', callId).where('transferId', '=', transferId)

const waitingEntries = (db: Db, queue: string, runtimeId: string) =>
  db
    .selectFrom('queueEntries')
    .select(['callId', 'transferId'])
    .where('queue', '=', queue)
    .where('state', '=', 'waiting')
    .where('runtimeId', '=', runtimeId)
    .orderBy('priority', 'desc')
    .orderBy('enqueuedAt')
    .orderBy('callId')

const freeSeat = (db: Db, queue: string, runtimeId: string, key: EntryKey) =>
  db
    .selectFrom('seats')
    .select('agentId')
    .where('queue', '=', queue)
    .where('state', '=', 'free')
    .where('runtimeId', '=', runtimeId)
    .where('agentId', 'not in', offeredBefore(db, key))
    .orderBy('freeSince')
    .orderBy('agentId')
    .limit(1)
    .forUpdate()
    .skipLocked()

async function claimIn(
  db: Db,
  queue: string,
  runtimeId: string,
  now: number,
  ringMs: (entry: EntryKey) => number,
): Promise<Claim | undefined> {
  for (const key of await waitingEntries(db, queue, runtimeId).forUpdate().skipLocked().execute()) {
    const seat = await freeSeat(db, queue, runtimeId, key).executeTakeFirst()
    if (seat === undefined) continue
    const claim = { ...key, agentId: seat.agentId, offerId: randomUUID() }
    await db.updateTable('seats').set({ state: 'offered' }).where('agentId', '=', seat.agentId).execute()
    await entryChange(db, key, 'offered', seat.agentId).execute()
    const times = { createdAt: new Date(now), answerBy: new Date(now + ringMs(key)) }
    await db
      .insertInto('offers')
      .values({ ...claim, queue, state: 'offered', ...times })
      .execute()
    return claim
  }
  return undefined
}

const entryChange = (db: Db, { callId, transferId }: EntryKey, state: QueueEntryState, agentId?: string) =>
  db
    .updateTable('queueEntries')
    .set({ state, agentId: agentId ?? null })
    .where('callId', '=', callId)
    .where('transferId', '=', transferId)

const seatRows = (db: Db, runtimeId: string) => ({
  async insertSeat(seat: NewSeat) {
    await db
      .insertInto('seats')
      .values({ ...seat, state: 'expected', runtimeId })
      .execute()
  },
  async redeemSeat(controlTokenHash: string, now: number) {
    const change = { controlUsedAt: new Date(now), runtimeId }
    const unused = db.updateTable('seats').set(change).where('controlTokenHash', '=', controlTokenHash).where('controlUsedAt', 'is', null)
    return unused.where('expiresAt', '>', new Date(now)).returning(['agentId', 'queue']).executeTakeFirst()
  },
  async setSeat(agentId: string, state: SeatState, now: number) {
    await db
      .updateTable('seats')
      .set({ state, freeSince: state === 'free' ? new Date(now) : null })
      .where('agentId', '=', agentId)
      .execute()
  },
  async othersLeft(key: EntryKey, queue: string) {
    const seats = db
      .selectFrom('seats')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('queue', '=', queue)
      .where('runtimeId', '=', runtimeId)
    const row = await seats
      .where('state', 'in', ['free', 'offered', 'joined'])
      .where('agentId', 'not in', offeredBefore(db, key))
      .executeTakeFirstOrThrow()
    return Number(row.count)
  },
})

/** @param runtimeId rows of calls and seats that this runtime holds; others are left alone */
export function createQueueRows(db: Db, runtimeId: string): QueueRows {
  const rows: QueueRows = {
    async insertEntry({ callId, transferId, queue, summary }, now) {
      const row = { queue, state: 'waiting', runtimeId, details: toJsonb({ summary }), agentId: null } as const
      await db
        .insertInto('queueEntries')
        .values({ callId, transferId, enqueuedAt: new Date(now), ...row })
        .onConflict((conflict) => conflict.columns(['callId', 'transferId']).doUpdateSet(row))
        .execute()
    },
    claim: (queue, now, ringMs) => db.transaction().execute((transaction) => claimIn(transaction, queue, runtimeId, now, ringMs)),
    async position({ callId }, queue) {
      const ahead = await waitingEntries(db, queue, runtimeId).execute()
      return ahead.findIndex((entry) => entry.callId === callId) + 1 || ahead.length + 1
    },
    async setEntry(key, state, agentId) {
      await entryChange(db, key, state, agentId).execute()
    },
    async settleOffer(offerId, state, cause, now) {
      await db
        .updateTable('offers')
        .set({ state, cause, settledAt: new Date(now) })
        .where('offerId', '=', offerId)
        .execute()
    },
    ...seatRows(db, runtimeId),
  }
  return rows
}
