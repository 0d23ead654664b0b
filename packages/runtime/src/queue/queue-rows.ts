import { randomUUID } from 'node:crypto'
import type { Store } from '../store/store.js'
import type { OfferState, QueueEntryChange, QueueEntryState, SeatState } from '../store/tables.js'
import { pacedTalkCount, type QueuePace } from './estimate.js'
import type { FreeSeat, LineEntry, QueueSnapshot } from './matching.js'

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

/** Queues, seats and offers as rows, of this runtime and of those that its callers may go to. Times are milliseconds since the epoch. */
export interface QueueRows {
  insertEntry(entry: EntryKey & { readonly queue: string }, now: number): Promise<void>
  /** Who waits and who is free; nobody waits where nobody is free. */
  snapshot(queue: string): Promise<QueueSnapshot>
  /** Offers a caller to a human, both of this runtime; undefined: one of them is not there any more. */
  claim(entry: EntryKey & { readonly queue: string; readonly ringMs: number }, agentId: string, now: number): Promise<Claim | undefined>
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
  /** Seats by queue and state. */
  seatCounts(): Promise<readonly { readonly queue: string; readonly state: SeatState; readonly count: number }[]>
  /** Callers who wait or are offered to a human, by queue. */
  lineLengths(): Promise<ReadonlyMap<string, number>>
  /** Humans in the queue who did not have this caller yet, free or not. */
  othersLeft(key: EntryKey, queue: string): Promise<number>
}

type Db = Store['db']

/** Of humans who had a caller already. Who only let it ring is no longer free, and may have the caller once they say that they are there again. */
const offersThatCount = (db: Db) => db.selectFrom('offers').where('offers.state', '!=', 'expired')

const offeredBefore = (db: Db, { callId, transferId }: EntryKey) => offersThatCount(db).select('agentId').where('callId', '=', callId).where('transferId', '=', transferId)

const entriesInLine = (db: Db, queue: string, runtimeIds: readonly string[], states: readonly QueueEntryState[]) =>
  db
    .selectFrom('queueEntries')
    .select(['callId', 'transferId', 'runtimeId'])
    .where('queue', '=', queue)
    .where('state', 'in', states)
    .where('runtimeId', 'in', runtimeIds)
    .orderBy('priority', 'desc')
    .orderBy('enqueuedAt')
    .orderBy('callId')

async function freeSeats(db: Db, queue: string, runtimeIds: readonly string[]): Promise<FreeSeat[]> {
  const seats = db.selectFrom('seats').select(['agentId', 'runtimeId', 'freeSince']).where('queue', '=', queue).where('state', '=', 'free').where('runtimeId', 'in', runtimeIds)
  const rows = await seats.orderBy('freeSince').orderBy('agentId').execute()
  return rows.map(({ freeSince, ...seat }) => ({ ...seat, freeSince: freeSince?.getTime() ?? 0 }))
}

const pairOf = ({ callId, transferId }: EntryKey, agentId: string): string => `${callId}/${transferId}/${agentId}`

async function snapshotOf(db: Db, queue: string, runtimeIds: readonly string[]): Promise<QueueSnapshot> {
  const seats = await freeSeats(db, queue, runtimeIds)
  const entries: LineEntry[] = seats.length === 0 ? [] : await entriesInLine(db, queue, runtimeIds, ['waiting']).execute()
  if (entries.length === 0) return { seats, entries, had: () => false }
  const callIds = entries.map(({ callId }) => callId)
  const offers = await offersThatCount(db).select(['callId', 'transferId', 'agentId']).where('callId', 'in', callIds).execute()
  const pairs = new Set(offers.map((offer) => pairOf(offer, offer.agentId)))
  return { seats, entries, had: (entry, agentId) => pairs.has(pairOf(entry, agentId)) }
}

/** Both rows are this runtime's alone: nobody else changes them but in a fault. */
async function claimIn(db: Db, runtimeId: string, { queue, ringMs, ...key }: EntryKey & { queue: string; ringMs: number }, agentId: string, now: number): Promise<Claim | undefined> {
  const seat = db.selectFrom('seats').select('agentId').where('agentId', '=', agentId).where('state', '=', 'free').where('runtimeId', '=', runtimeId)
  const entry = db.selectFrom('queueEntries').select('callId').where('callId', '=', key.callId).where('transferId', '=', key.transferId).where('state', '=', 'waiting').where('runtimeId', '=', runtimeId)
  for (const row of [seat, entry]) if ((await row.forUpdate().executeTakeFirst()) === undefined) return undefined
  const claim = { ...key, agentId, offerId: randomUUID() }
  await db.updateTable('seats').set({ state: 'offered' }).where('agentId', '=', agentId).execute()
  await entryChange(db, key, { state: 'offered', agentId }).execute()
  const times = { createdAt: new Date(now), answerBy: new Date(now + ringMs) }
  await db
    .insertInto('offers')
    .values({ ...claim, queue, state: 'offered', ...times })
    .execute()
  return claim
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

const takenSeats = (db: Db, queue: string, runtimeIds: readonly string[]) =>
  db
    .selectFrom('seats')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('queue', '=', queue)
    .where('runtimeId', 'in', runtimeIds)
    .where('state', 'in', ['free', 'offered', 'joined', 'wrap-up'])

const seatRows = (db: Db, runtimeId: string, reach: () => readonly string[]) => ({
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
      .where('runtimeId', 'in', reach())
      .where('state', 'not in', ['expected', 'gone'])
      .groupBy(['queue', 'state'])
      .execute()
    return rows.map(({ count, ...row }) => ({ ...row, count: Number(count) }))
  },
  async othersLeft(key: EntryKey, queue: string) {
    const row = await takenSeats(db, queue, reach()).where('agentId', 'not in', offeredBefore(db, key)).executeTakeFirstOrThrow()
    return Number(row.count)
  },
})

/**
 * @param runtimeId rows of calls and seats that this runtime holds are changed; others are left alone
 * @param neighbours runtimes to which calls of this one may go
 */
export function createQueueRows(db: Db, runtimeId: string, neighbours: () => readonly string[]): QueueRows {
  const reach = (): string[] => [runtimeId, ...neighbours()]
  const rows: QueueRows = {
    async insertEntry({ callId, transferId, queue }, now) {
      const row = { queue, state: 'waiting', runtimeId, agentId: null } as const
      await db
        .insertInto('queueEntries')
        .values({ callId, transferId, enqueuedAt: new Date(now), ...row })
        .onConflict((conflict) => conflict.columns(['callId', 'transferId']).doUpdateSet(row))
        .execute()
    },
    snapshot: (queue) => snapshotOf(db, queue, reach()),
    claim: (entry, agentId, now) => db.transaction().execute((transaction) => claimIn(transaction, runtimeId, entry, agentId, now)),
    line: (queue) => entriesInLine(db, queue, reach(), ['waiting', 'offered']).execute(),
    async pace(queue) {
      const { count } = await takenSeats(db, queue, reach()).executeTakeFirstOrThrow()
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
    async lineLengths() {
      const lines = db.selectFrom('queueEntries').select((row) => ['queue', row.fn.countAll<number>().as('count')])
      const rows = await lines.where('state', 'in', ['waiting', 'offered']).where('runtimeId', 'in', reach()).groupBy('queue').execute()
      return new Map(rows.map(({ queue, count }) => [queue, Number(count)]))
    },
    takeOver: (callId, keep, now) => db.transaction().execute((transaction) => takeOverIn(transaction, runtimeId, callId, keep, now)),
    async settleOffer(offerId, state, cause, now) {
      await db
        .updateTable('offers')
        .set({ state, cause, settledAt: new Date(now) })
        .where('offerId', '=', offerId)
        .execute()
    },
    ...seatRows(db, runtimeId, reach),
  }
  return rows
}
