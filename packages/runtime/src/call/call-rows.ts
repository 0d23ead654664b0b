import type { CallListEntry, CallListQuery, Heat, HeatQuery, WrapUpView } from '@callchart/protocol'
import { sql } from 'kysely'
import { insertCall } from '../store/call-insert.js'
import type { CallKeys } from '../store/seal/call-keys.js'
import { openOriginContent, sealOrigin } from '../store/seal/call-origin.js'
import { tell } from '../store/notices.js'
import type { Store } from '../store/store.js'
import type { HeldAbilities } from '../switch/held-lines.js'
import { toJsonb } from '../store/json.js'
import type { SpooledCall } from '../store/spool/spool-record.js'
import type { CallRow } from '../store/tables.js'
import type { VariableValue } from '@callchart/flow'
import { listCalls } from './call-list.js'
import type { CallWay } from './call-way.js'
import { isoTime } from './cdr.js'
import { heatOf } from './heat.js'
import type { CallOrigin, LineOrigin } from './state.js'

export interface CallEnd {
  readonly callId: string
  readonly endedAt: number
  readonly answeredAt?: number | undefined
  readonly disposition: string
  /** Absent where nothing of the call is known. */
  readonly way?: CallWay
}

/** Rows of `calls`: what must be found without a fold. Times are milliseconds since the epoch. */
export interface CallRows {
  /** @param waitsUntil of a call that we place, milliseconds since the epoch */
  insert(row: SpooledCall, waitsUntil?: number): Promise<void>
  /** Where the line of a call is that we placed, and who has it. */
  noteLine(callId: string, line: LineOrigin, holder: LineHolder): Promise<void>
  /** The call that has the line, unless it is over; from now on it is the holder's. */
  holdLine(line: LineOrigin, holder: LineHolder): Promise<CallRow | undefined>
  /** Calls of a switch whose lines are none of these, and that this runtime does not have: from now on it has them. @param before began by then */
  holdLost(switchId: string, standing: readonly string[], runtimeId: string, before: number): Promise<CallRow[]>
  read(callId: string): Promise<CallRow | undefined>
  /** The media of a waiting call is here. */
  activate(callId: string, owner: string, leaseUntil: number): Promise<CallRow | undefined>
  /**
   * Takes a running call over from whoever held it: its epoch grows.
   * @param lapsedBy only where the lease of whoever holds it ended then or earlier: of all that miss them one takes the call
   */
  takeOver(callId: string, owner: string, leaseUntil: number, lapsedBy?: number): Promise<CallRow | undefined>
  /** @returns those that are still the owner's */
  renew(callIds: readonly string[], owner: string, leaseUntil: number): Promise<string[]>
  end(end: CallEnd): Promise<boolean>
  /** Ends a call whose media never came; undefined: it waits for none. */
  endWaiting(callId: string, endedAt: number, disposition: string): Promise<CallRow | undefined>
  /** Those that waited for their media in vain. @param before began then or earlier @param now of those with a time of their own */
  waitingSince(before: number, now: number): Promise<string[]>
  /** Calls whose lease ended then or earlier. */
  leaseLost(lapsedBy: number): Promise<string[]>
  list(query: CallListQuery): Promise<{ calls: CallListEntry[]; nextCursor?: string }>
  /** Where the calls of a flow went. */
  heat(flow: string, query: HeatQuery): Promise<Heat>
  addTag(callId: string, tag: string, at: number): Promise<void>
  /** What humans said of the call after it, in their order. */
  wrapUps(callId: string): Promise<WrapUpView[]>
  /** Asks the runtime that holds a running call to end it, and tells it so. False: the call does not run. */
  askHangUp(callId: string, cause: string): Promise<boolean>
  /** Running calls of this runtime whose end was asked for. */
  hangUpsAsked(owner: string): Promise<{ readonly callId: string; readonly cause: string }[]>
  /** It was done what was asked for. */
  hangUpTaken(callId: string): Promise<void>
}

/** Who has a line, and what it can do. */
export interface LineHolder {
  readonly runtimeId: string
  readonly abilities: HeldAbilities
}

/** @throws RUNTIME_CONTENT_DELETED, RUNTIME_CONTENT_DAMAGED, RUNTIME_MASTER_KEY_DIFFERS, RUNTIME_STORE_UNAVAILABLE */
export const originOf = async (row: CallRow, keys: CallKeys): Promise<CallOrigin> => {
  const { variables, ...numbers } = await openOriginContent(row, keys)
  return {
    callId: row.callId,
    direction: row.direction,
    ...numbers,
    variables: variables as Record<string, VariableValue>,
    startedAt: row.startedAt.getTime(),
    ...(row.switchId === null || row.lineId === null ? {} : { line: { switchId: row.switchId, lineId: row.lineId, ...(row.cameByHop && { cameByHop: true as const }) } }),
  }
}

/** The row that a call begins with, and its key. */
export function newCallOf(origin: CallOrigin, flow: string, version: string, keys: CallKeys, holder?: LineHolder): SpooledCall {
  const { callId, direction, startedAt, line } = origin
  const { key, wrapped } = keys.begin(callId)
  return {
    callId,
    flow,
    version,
    direction,
    sealed: sealOrigin(callId, origin, key).toString('base64'),
    wrappedKey: Buffer.from(wrapped).toString('base64'),
    startedAt,
    switchId: line?.switchId ?? null,
    lineId: line?.lineId ?? null,
    cameByHop: line?.cameByHop === true,
    ...(holder !== undefined && { lineHolder: holder.runtimeId, lineAbilities: holder.abilities, lineEpoch: 1 }),
  }
}

type Db = Store['db']

const claim = (db: Db, callId: string, from: CallRow['status'], owner: string, leaseUntil: number) =>
  db
    .updateTable('calls')
    .set({ status: 'active', leaseOwner: owner, leaseUntil: new Date(leaseUntil) })
    .where('callId', '=', callId)
    .where('status', '=', from)
    .returningAll()

const endings = (db: Db) => ({
  /** One statement: of a call that is over nobody waits for the database five times. */
  async end({ callId, endedAt, answeredAt, disposition, way }: CallEnd) {
    const change = {
      status: 'ended',
      endedAt: new Date(endedAt),
      answeredAt: answeredAt === undefined ? null : new Date(answeredAt),
      disposition,
      ...(way !== undefined && { turns: way.turns, transfer: way.transfer, leftFlow: way.left?.flow ?? null, leftNode: way.left?.node ?? null }),
    } as const
    const nodes = sql<{ flow: string; node: string; visits: number }>`json_to_recordset(${toJsonb(way?.nodes ?? [])})`
    const ended = await db
      .with('told', (one) => one.deleteFrom('lineFacts').where('callId', '=', callId))
      .with('ended', (one) => one.updateTable('calls').set(change).where('callId', '=', callId).where('status', '!=', 'ended').returning('callId'))
      .with('passed', (one) =>
        one
          .insertInto('callNodes')
          .columns(['callId', 'flow', 'node', 'visits'])
          .expression((from) => from.selectFrom(['ended', nodes.as<'given'>(sql`given(flow text, node text, visits integer)`)]).select(['ended.callId', 'given.flow', 'given.node', 'given.visits'])),
      )
      .selectFrom('ended')
      .select('callId')
      .executeTakeFirst()
    return ended !== undefined
  },
  endWaiting(callId: string, endedAt: number, disposition: string) {
    const change = { status: 'ended', endedAt: new Date(endedAt), disposition } as const
    return db.updateTable('calls').set(change).where('callId', '=', callId).where('status', '=', 'waiting').returningAll().executeTakeFirst()
  },
})

const askedEnds = (db: Db) => ({
  async askHangUp(callId: string, cause: string) {
    const change = { hangUpAsked: cause } as const
    const asked = await db.updateTable('calls').set(change).where('callId', '=', callId).where('status', '=', 'active').returning('leaseOwner').executeTakeFirst()
    if (asked !== undefined) await tell(db, 'callchart_lines', `hang-ups ${asked.leaseOwner ?? '-'}`)
    return asked !== undefined
  },
  async hangUpsAsked(owner: string) {
    const rows = await db
      .selectFrom('calls')
      .select(['callId', 'hangUpAsked'])
      .where('leaseOwner', '=', owner)
      .where('status', '=', 'active')
      .where('hangUpAsked', 'is not', null)
      .execute()
    return rows.map(({ callId, hangUpAsked }) => ({ callId, cause: hangUpAsked ?? 'api' }))
  },
  async hangUpTaken(callId: string) {
    await db.updateTable('calls').set({ hangUpAsked: null }).where('callId', '=', callId).execute()
  },
})

const heldBy = ({ runtimeId, abilities }: LineHolder) => ({ lineHolder: runtimeId, lineAbilities: toJsonb(abilities) })
const firstHeldBy = (holder: LineHolder) => ({ ...heldBy(holder), lineEpoch: 1 })

const heldLines = (db: Db) => ({
  async noteLine(callId: string, { switchId, lineId }: LineOrigin, holder: LineHolder) {
    await db.updateTable('calls').set({ switchId, lineId, ...firstHeldBy(holder) }).where('callId', '=', callId).execute()
  },
  holdLine({ switchId, lineId }: LineOrigin, holder: LineHolder) {
    const change = db.updateTable('calls').set(heldBy(holder)).set((row) => ({ lineEpoch: row('lineEpoch', '+', 1) }))
    return change.where('switchId', '=', switchId).where('lineId', '=', lineId).where('status', '!=', 'ended').returningAll().executeTakeFirst()
  },
  holdLost(switchId: string, standing: readonly string[], runtimeId: string, before: number) {
    const change = db.updateTable('calls').set({ lineHolder: runtimeId }).set((row) => ({ lineEpoch: row('lineEpoch', '+', 1) }))
    const lost = change.where('switchId', '=', switchId).where('lineId', 'is not', null).where('status', '!=', 'ended').where('startedAt', '<', new Date(before))
    return lost.where(sql<boolean>`line_holder is distinct from ${runtimeId}`).where(sql<boolean>`not (line_id = any(${[...standing]}))`).returningAll().execute()
  },
})

const searches = (db: Db) => ({
  async waitingSince(before: number, now: number) {
    const rows = await db
      .selectFrom('calls')
      .select('callId')
      .where('status', '=', 'waiting')
      .where((row) =>
        row.or([row.and([row('waitsUntil', 'is', null), row('startedAt', '<', new Date(before))]), row('waitsUntil', '<', new Date(now))]),
      )
      .limit(1_000)
      .execute()
    return rows.map((row) => row.callId)
  },
  async leaseLost(lapsedBy: number) {
    const rows = await db
      .selectFrom('calls')
      .select('callId')
      .where('status', '=', 'active')
      .where('leaseUntil', '<=', new Date(lapsedBy))
      .limit(100)
      .execute()
    return rows.map((row) => row.callId)
  },
  async wrapUps(callId: string) {
    const rows = await db.selectFrom('wrapUps').select(['agentName as agent', 'queue', 'code', 'note', 'workMs', 'at']).where('callId', '=', callId).orderBy('at').execute()
    return rows.map(({ at, ...said }) => ({ ...said, at: isoTime(at.getTime()) }))
  },
})

/**
 * @param db of what a caller waits for
 * @param reports of what people look at, which takes longer
 */
export function createCallRows(db: Db, keys: CallKeys, reports = db): CallRows {
  const rows: CallRows = {
    async insert(row, waitsUntil) {
      await insertCall(db, row, { waitsUntil })
    },
    read: (callId) => db.selectFrom('calls').selectAll().where('callId', '=', callId).executeTakeFirst(),
    activate: (callId, owner, leaseUntil) => claim(db, callId, 'waiting', owner, leaseUntil).executeTakeFirst(),
    takeOver: (callId, owner, leaseUntil, lapsedBy) =>
      claim(db, callId, 'active', owner, leaseUntil)
        .set((row) => ({ epoch: row('epoch', '+', 1) }))
        .$if(lapsedBy !== undefined, (change) => change.where('leaseUntil', '<=', new Date(lapsedBy ?? 0)))
        .executeTakeFirst(),
    async renew(callIds, owner, leaseUntil) {
      if (callIds.length === 0) return []
      // Locked in the order in which the journal locks them: neither waits for the other.
      const rows = await db
        .with('held', (from) => from.selectFrom('calls').select('callId').where(sql<boolean>`call_id = any(${[...callIds]})`).where('leaseOwner', '=', owner).orderBy('callId').forNoKeyUpdate())
        .updateTable('calls')
        .from('held')
        .set({ leaseUntil: new Date(leaseUntil) })
        .whereRef('calls.callId', '=', 'held.callId')
        .returning('calls.callId')
        .execute()
      return rows.map(({ callId }) => callId)
    },
    list: (query) => listCalls(reports, keys, query),
    heat: (flow, query) => heatOf(reports, keys, flow, query),
    async addTag(callId, tag, at) {
      await db
        .insertInto('callTags')
        .values({ callId, tag, at: new Date(at) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    ...endings(db),
    ...searches(db),
    ...heldLines(db),
    ...askedEnds(db),
  }
  return rows
}
