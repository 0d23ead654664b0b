import type { CallListEntry, CallListQuery, Heat, HeatQuery, WrapUpView } from '@callchart/protocol'
import type { Store } from '../store/store.js'
import { toJsonb } from '../store/json.js'
import { hashToken } from '../store/tokens.js'
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
  insert(origin: CallOrigin, flow: string, version: string, waitsUntil?: number): Promise<void>
  /** Where the line of a call is that we placed. */
  noteLine(callId: string, line: LineOrigin): Promise<void>
  /** The call that has the line, unless it is over. */
  ofLine(line: LineOrigin): Promise<string | undefined>
  read(callId: string): Promise<CallRow | undefined>
  /** The media of a waiting call is here. */
  activate(callId: string, owner: string, leaseUntil: number): Promise<CallRow | undefined>
  /** Takes a running call over from whoever held it: its epoch grows. */
  takeOver(callId: string, owner: string, leaseUntil: number): Promise<CallRow | undefined>
  /** @returns those that are still the owner's */
  renew(callIds: readonly string[], owner: string, leaseUntil: number): Promise<string[]>
  end(end: CallEnd): Promise<boolean>
  /** Ends a call whose media never came. */
  endWaiting(callId: string, endedAt: number, disposition: string): Promise<boolean>
  /** Those that waited for their media in vain. @param before began then or earlier @param now of those with a time of their own */
  waitingSince(before: number, now: number): Promise<string[]>
  leaseLost(before: number): Promise<string[]>
  list(query: CallListQuery): Promise<{ calls: CallListEntry[]; nextCursor?: string }>
  /** Where the calls of a flow went. */
  heat(flow: string, query: HeatQuery): Promise<Heat>
  /** Whether this token opened this very call. */
  openedBy(callId: string, token: string): Promise<boolean>
  addTag(callId: string, tag: string, at: number): Promise<void>
  /** What humans said of the call after it, in their order. */
  wrapUps(callId: string): Promise<WrapUpView[]>
  /** Asks the runtime that holds a running call to end it. False: the call does not run. */
  askHangUp(callId: string, cause: string): Promise<boolean>
  /** Running calls of this runtime whose end was asked for. */
  hangUpsAsked(owner: string): Promise<{ readonly callId: string; readonly cause: string }[]>
}

export const originOf = (row: CallRow): CallOrigin => ({
  callId: row.callId,
  direction: row.direction,
  ...(row.ani === null ? {} : { ani: row.ani }),
  ...(row.dnis === null ? {} : { dnis: row.dnis }),
  variables: row.variables as Record<string, VariableValue>,
  startedAt: row.startedAt.getTime(),
  ...(row.switchId === null || row.lineId === null ? {} : { line: { switchId: row.switchId, lineId: row.lineId, ...(row.cameByHop && { cameByHop: true as const }) } }),
})

type Db = Store['db']

const claim = (db: Db, callId: string, from: CallRow['status'], owner: string, leaseUntil: number) =>
  db
    .updateTable('calls')
    .set({ status: 'active', leaseOwner: owner, leaseUntil: new Date(leaseUntil) })
    .where('callId', '=', callId)
    .where('status', '=', from)
    .returningAll()

const endings = (db: Db) => ({
  async end({ callId, endedAt, answeredAt, disposition, way }: CallEnd) {
    const change = {
      status: 'ended',
      endedAt: new Date(endedAt),
      answeredAt: answeredAt === undefined ? null : new Date(answeredAt),
      disposition,
      ...(way !== undefined && { turns: way.turns, transfer: way.transfer, leftFlow: way.left?.flow ?? null, leftNode: way.left?.node ?? null }),
    } as const
    return db.transaction().execute(async (transaction) => {
      const result = await transaction.updateTable('calls').set(change).where('callId', '=', callId).where('status', '!=', 'ended').executeTakeFirst()
      const hasEnded = result.numUpdatedRows > 0n
      if (hasEnded && way !== undefined && way.nodes.length > 0)
        await transaction.insertInto('callNodes').values(way.nodes.map((node) => ({ callId, ...node }))).execute()
      return hasEnded
    })
  },
  async endWaiting(callId: string, endedAt: number, disposition: string) {
    const change = { status: 'ended', endedAt: new Date(endedAt), disposition } as const
    const result = await db.updateTable('calls').set(change).where('callId', '=', callId).where('status', '=', 'waiting').executeTakeFirst()
    return result.numUpdatedRows > 0n
  },
})

const askedEnds = (db: Db) => ({
  async askHangUp(callId: string, cause: string) {
    const change = { hangUpAsked: cause } as const
    const result = await db.updateTable('calls').set(change).where('callId', '=', callId).where('status', '=', 'active').executeTakeFirst()
    return result.numUpdatedRows > 0n
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
  async leaseLost(before: number) {
    const rows = await db
      .selectFrom('calls')
      .select('callId')
      .where('status', '=', 'active')
      .where('leaseUntil', '<', new Date(before))
      .limit(100)
      .execute()
    return rows.map((row) => row.callId)
  },
  async wrapUps(callId: string) {
    const rows = await db.selectFrom('wrapUps').select(['agentName as agent', 'queue', 'code', 'note', 'workMs', 'at']).where('callId', '=', callId).orderBy('at').execute()
    return rows.map(({ at, ...said }) => ({ ...said, at: isoTime(at.getTime()) }))
  },
  async openedBy(callId: string, token: string) {
    const row = await db
      .selectFrom('mediaTokens')
      .select('usedAt')
      .where('tokenHash', '=', hashToken(token))
      .where('callId', '=', callId)
      .executeTakeFirst()
    return row !== undefined && row.usedAt !== null
  },
})

export function createCallRows(db: Db): CallRows {
  const rows: CallRows = {
    async insert({ callId, direction, ani, dnis, variables, startedAt, line }, flow, version, waitsUntil) {
      const row = { callId, flow, version, status: 'waiting', direction, ani: ani ?? null, dnis: dnis ?? null } as const
      const at = line === undefined ? {} : { switchId: line.switchId, lineId: line.lineId, cameByHop: line.cameByHop === true }
      const until = waitsUntil === undefined ? {} : { waitsUntil: new Date(waitsUntil) }
      await db
        .insertInto('calls')
        .values({ ...row, ...at, ...until, variables: toJsonb(variables), startedAt: new Date(startedAt) })
        .execute()
    },
    async noteLine(callId, { switchId, lineId }) {
      await db.updateTable('calls').set({ switchId, lineId }).where('callId', '=', callId).execute()
    },
    async ofLine({ switchId, lineId }) {
      const row = await db.selectFrom('calls').select('callId').where('switchId', '=', switchId).where('lineId', '=', lineId).where('status', '!=', 'ended').executeTakeFirst()
      return row?.callId
    },
    read: (callId) => db.selectFrom('calls').selectAll().where('callId', '=', callId).executeTakeFirst(),
    activate: (callId, owner, leaseUntil) => claim(db, callId, 'waiting', owner, leaseUntil).executeTakeFirst(),
    takeOver: (callId, owner, leaseUntil) =>
      claim(db, callId, 'active', owner, leaseUntil)
        .set((row) => ({ epoch: row('epoch', '+', 1) }))
        .executeTakeFirst(),
    async renew(callIds, owner, leaseUntil) {
      if (callIds.length === 0) return []
      const rows = await db
        .updateTable('calls')
        .set({ leaseUntil: new Date(leaseUntil) })
        .where('callId', 'in', [...callIds])
        .where('leaseOwner', '=', owner)
        .returning('callId')
        .execute()
      return rows.map(({ callId }) => callId)
    },
    list: (query) => listCalls(db, query),
    heat: (flow, query) => heatOf(db, flow, query),
    async addTag(callId, tag, at) {
      await db
        .insertInto('callTags')
        .values({ callId, tag, at: new Date(at) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    ...endings(db),
    ...searches(db),
    ...askedEnds(db),
  }
  return rows
}
