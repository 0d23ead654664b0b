import { randomUUID } from 'node:crypto'
import type { Store } from '../store/store.js'
import type { OfferState, QueueEntryChange, QueueEntryState, SeatState } from '../store/tables.js'
import { pacedTalkCount, type QueuePace } from './estimate.js'

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
  readonly afterCallWork: boolean
}

export interface SeatedAgent {
  readonly agentId: string
  readonly queue: string
  readonly name: string
  /** After each talk the seat is not free before it says so. */
  readonly afterCallWork: boolean
}

/** What a human said of a call after it. */
export interface NewWrapUp {
  readonly offerId: string
  readonly code: string
  readonly note: string
  readonly workMs: number
}

interface EntryKey {
  readonly callId: string
  readonly transferId: string
}

export interface HeldEntry extends EntryKey {
  readonly state: QueueEntryState
  readonly agentId: string | null
}

/** Queues, seats and offers as rows: PostgreSQL decides who gets whom. Times are milliseconds since the epoch. */
export interface QueueRows {
  insertEntry(entry: EntryKey & { readonly queue: string }, now: number): Promise<void>
  /** Gives the caller who waits longest the human who has been free longest, unless that human had this caller already. */
  claim(queue: string, now: number, ringMs: (entry: EntryKey) => number): Promise<Claim | undefined>
  /** All who wait for a human or are offered to one, the next one first. */
  line(queue: string): Promise<readonly EntryKey[]>
  pace(queue: string): Promise<QueuePace>
  /** Of a call that this runtime holds; another runtime's is left alone. */
  setEntry(key: EntryKey, state: QueueEntryState, now: number, agentId?: string): Promise<void>
  /** The caller of an offer, and the human who has them now. */
  entryOf(offerId: string): Promise<HeldEntry | undefined>
  /** What an earlier runtime left of a call is over, but for the transfer whose human is on the way or talks: this runtime's from now on. */
  takeOver(callId: string, keep: string | undefined, now: number): Promise<void>
  settleOffer(offerId: string, state: OfferState, cause: string | null, now: number): Promise<void>
  insertSeat(seat: NewSeat): Promise<void>
  /** Gives the seat to exactly one of any number of askers; it is not free before its connection is open. */
  redeemSeat(controlTokenHash: string, now: number): Promise<SeatedAgent | undefined>
  setSeat(agentId: string, state: SeatState, now: number): Promise<void>
  /** Of a talk; one that is told again stands as it was told last. */
  keepWrapUp(wrapUp: NewWrapUp, now: number): Promise<void>
  /** Seats of this runtime by queue and state. */
  seatCounts(): Promise<readonly { readonly queue: string; readonly state: SeatState; readonly count: number }[]>
  /** Humans in the queue who did not have this caller yet, free or not. */
  othersLeft(key: EntryKey, queue: string): Promise<number>
}

type Db = Store['db']

/** Humans who had this caller already. Who only let it ring is no longer free, and may have the caller once they say that they are there again. */
const offeredBefore = (db: Db, { callId, transferId }: EntryKey) =>
  db.selectFrom('offers').select('agentId').where('callId', '=', callId).where('transferId', '=', transferId).where('state', '!=', 'expired')

const entriesInLine = (db: Db, queue: string, runtimeId: string, states: readonly QueueEntryState[]) =>
  db
    .selectFrom('queueEntries')
    .select(['callId', 'transferId'])
    .where('queue', '=', queue)
    .where('state', 'in', states)
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
  for (const key of await entriesInLine(db, queue, runtimeId, ['waiting']).forUpdate().skipLocked().execute()) {
    const seat = await freeSeat(db, queue, runtimeId, key).executeTakeFirst()
    if (seat === undefined) continue
    const claim = { ...key, agentId: seat.agentId, offerId: randomUUID() }
    await db.updateTable('seats').set({ state: 'offered' }).where('agentId', '=', seat.agentId).execute()
    await entryChange(db, key, { state: 'offered', agentId: seat.agentId }).execute()
    const times = { createdAt: new Date(now), answerBy: new Date(now + ringMs(key)) }
    await db
      .insertInto('offers')
      .values({ ...claim, queue, state: 'offered', ...times })
      .execute()
    return claim
  }
  return undefined
}

const entryChange = (db: Db, { callId, transferId }: EntryKey, change: QueueEntryChange) =>
  db.updateTable('queueEntries').set(change).where('callId', '=', callId).where('transferId', '=', transferId)

async function paceOf(db: Db, queue: string, seatCount: number): Promise<QueuePace> {
  const talks = await db
    .selectFrom('queueEntries')
    .select(['joinedAt', 'leftAt'])
    .where('queue', '=', queue)
    .where('joinedAt', 'is not', null)
    .where('leftAt', 'is not', null)
    .orderBy('leftAt', 'desc')
    .limit(pacedTalkCount)
    .execute()
  const lengths = talks.map(({ joinedAt, leftAt }) => (leftAt?.getTime() ?? 0) - (joinedAt?.getTime() ?? 0))
  return lengths.length === 0 ? { seatCount } : { seatCount, talkMs: lengths.reduce((sum, ms) => sum + ms, 0) / lengths.length }
}

async function takeOverIn(db: Db, runtimeId: string, callId: string, keep: string | undefined, now: number): Promise<void> {
  const entries = db.updateTable('queueEntries').where('callId', '=', callId).where('state', '!=', 'left')
  const offers = db.updateTable('offers').where('callId', '=', callId).where('state', '=', 'offered')
  if (keep !== undefined) await entries.where('transferId', '=', keep).set({ runtimeId }).execute()
  const left = { state: 'left', agentId: null, leftAt: new Date(now) } as const
  await (keep === undefined ? entries : entries.where('transferId', '!=', keep)).set(left).execute()
  await offers.set({ state: 'withdrawn', cause: 'runtime-gone', settledAt: new Date(now) }).execute()
}

const takenSeats = (db: Db, queue: string, runtimeId: string) =>
  db
    .selectFrom('seats')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('queue', '=', queue)
    .where('runtimeId', '=', runtimeId)
    .where('state', 'in', ['free', 'offered', 'joined', 'wrap-up'])

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
    return unused.where('expiresAt', '>', new Date(now)).returning(['agentId', 'queue', 'name', 'afterCallWork']).executeTakeFirst()
  },
  async setSeat(agentId: string, state: SeatState, now: number) {
    await db
      .updateTable('seats')
      .set({ state, freeSince: state === 'free' ? new Date(now) : null })
      .where('agentId', '=', agentId)
      .execute()
  },
  async keepWrapUp({ offerId, ...said }: NewWrapUp, now: number) {
    const talk = db
      .selectFrom('offers')
      .innerJoin('seats', 'seats.agentId', 'offers.agentId')
      .select((row) => ['offers.offerId', 'offers.callId', 'offers.agentId', 'seats.name as agentName', 'offers.queue', row.val(said.code).as('code'), row.val(said.note).as('note'), row.val(said.workMs).as('workMs'), row.val(new Date(now)).as('at')])
      .where('offers.offerId', '=', offerId)
    await db
      .insertInto('wrapUps')
      .columns(['offerId', 'callId', 'agentId', 'agentName', 'queue', 'code', 'note', 'workMs', 'at'])
      .expression(talk)
      .onConflict((conflict) => conflict.column('offerId').doUpdateSet(said))
      .execute()
  },
  async seatCounts() {
    const rows = await db
      .selectFrom('seats')
      .select((row) => ['queue', 'state', row.fn.countAll<number>().as('count')])
      .where('runtimeId', '=', runtimeId)
      .where('state', 'not in', ['expected', 'gone'])
      .groupBy(['queue', 'state'])
      .execute()
    return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }))
  },
  async othersLeft(key: EntryKey, queue: string) {
    const row = await takenSeats(db, queue, runtimeId).where('agentId', 'not in', offeredBefore(db, key)).executeTakeFirstOrThrow()
    return Number(row.count)
  },
})

/** @param runtimeId rows of calls and seats that this runtime holds; others are left alone */
export function createQueueRows(db: Db, runtimeId: string): QueueRows {
  const rows: QueueRows = {
    async insertEntry({ callId, transferId, queue }, now) {
      const row = { queue, state: 'waiting', runtimeId, agentId: null } as const
      await db
        .insertInto('queueEntries')
        .values({ callId, transferId, enqueuedAt: new Date(now), ...row })
        .onConflict((conflict) => conflict.columns(['callId', 'transferId']).doUpdateSet(row))
        .execute()
    },
    claim: (queue, now, ringMs) => db.transaction().execute((transaction) => claimIn(transaction, queue, runtimeId, now, ringMs)),
    line: (queue) => entriesInLine(db, queue, runtimeId, ['waiting', 'offered']).execute(),
    async pace(queue) {
      const { count } = await takenSeats(db, queue, runtimeId).executeTakeFirstOrThrow()
      return paceOf(db, queue, Number(count))
    },
    async setEntry(key, state, now, agentId) {
      const times = state === 'joined' ? { joinedAt: new Date(now) } : state === 'left' ? { leftAt: new Date(now) } : {}
      await entryChange(db, key, { state, agentId: agentId ?? null, ...times }).where('runtimeId', '=', runtimeId).execute()
    },
    entryOf: (offerId) =>
      db
        .selectFrom('queueEntries')
        .innerJoin('offers', (join) => join.onRef('offers.callId', '=', 'queueEntries.callId').onRef('offers.transferId', '=', 'queueEntries.transferId'))
        .select(['queueEntries.callId', 'queueEntries.transferId', 'queueEntries.state', 'queueEntries.agentId'])
        .where('offers.offerId', '=', offerId)
        .executeTakeFirst(),
    takeOver: (callId, keep, now) => db.transaction().execute((transaction) => takeOverIn(transaction, runtimeId, callId, keep, now)),
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
