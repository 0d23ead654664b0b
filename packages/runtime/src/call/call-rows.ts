import type { CallSummary, WrapUpView } from '@callchart/protocol'
import { sql } from 'kysely'
import type { Store } from '../store/store.js'
import { toJsonb } from '../store/json.js'
import { hashToken } from '../store/tokens.js'
import type { CallRow } from '../store/tables.js'
import type { VariableValue } from '@callchart/flow'
import { isoTime } from './cdr.js'
import type { CallOrigin } from './state.js'

export interface CallListQuery {
  readonly status?: CallRow['status'] | undefined
  readonly flow?: string | undefined
  readonly limit: number
  /** Of an earlier answer: goes on behind its last call. */
  readonly cursor?: string | undefined
}

export interface CallEnd {
  readonly callId: string
  readonly endedAt: number
  readonly answeredAt?: number | undefined
  readonly disposition: string
}

/** Rows of `calls`: what must be found without a fold. Times are milliseconds since the epoch. */
export interface CallRows {
  insert(origin: CallOrigin, flow: string, version: string): Promise<void>
  read(callId: string): Promise<CallRow | undefined>
  /** The media of a waiting call is here. */
  activate(callId: string, owner: string, leaseUntil: number): Promise<CallRow | undefined>
  /** Takes a running call over from whoever held it: its epoch grows. */
  takeOver(callId: string, owner: string, leaseUntil: number): Promise<CallRow | undefined>
  renew(callIds: readonly string[], owner: string, leaseUntil: number): Promise<void>
  end(end: CallEnd): Promise<boolean>
  /** Ends a call whose media never came. */
  endWaiting(callId: string, endedAt: number, disposition: string): Promise<boolean>
  waitingSince(before: number): Promise<string[]>
  leaseLost(before: number): Promise<string[]>
  list(query: CallListQuery): Promise<{ calls: CallSummary[]; nextCursor?: string }>
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
})

const summaryOf = (row: CallRow): CallSummary => ({
  callId: row.callId,
  flow: row.flow,
  version: row.version,
  status: row.status,
  direction: row.direction,
  ...(row.ani === null ? {} : { ani: row.ani }),
  ...(row.dnis === null ? {} : { dnis: row.dnis }),
  startedAt: isoTime(row.startedAt.getTime()),
  ...(row.endedAt === null ? {} : { endedAt: isoTime(row.endedAt.getTime()) }),
  ...(row.disposition === null ? {} : { disposition: row.disposition }),
})

const cursorOf = (row: CallRow): string => Buffer.from(`${row.startedAt.getTime()} ${row.callId}`).toString('base64url')

/** An unreadable cursor starts at the beginning. */
function behind(cursor: string): { startedAt: Date; callId: string } | undefined {
  const [ms, callId] = Buffer.from(cursor, 'base64url').toString().split(' ')
  const startedAt = new Date(Number(ms))
  return callId === undefined || Number.isNaN(startedAt.getTime()) ? undefined : { startedAt, callId }
}

type Db = Store['db']

const claim = (db: Db, callId: string, from: CallRow['status'], owner: string, leaseUntil: number) =>
  db
    .updateTable('calls')
    .set({ status: 'active', leaseOwner: owner, leaseUntil: new Date(leaseUntil) })
    .where('callId', '=', callId)
    .where('status', '=', from)
    .returningAll()

async function listCalls(db: Db, { status, flow, limit, cursor }: CallListQuery): Promise<{ calls: CallSummary[]; nextCursor?: string }> {
  let query = db
    .selectFrom('calls')
    .selectAll()
    .orderBy('startedAt', 'desc')
    .orderBy('callId', 'desc')
    .limit(limit + 1)
  if (status !== undefined) query = query.where('status', '=', status)
  if (flow !== undefined) query = query.where('flow', '=', flow)
  const after = cursor === undefined ? undefined : behind(cursor)
  if (after !== undefined) query = query.where(sql<boolean>`(started_at, call_id) < (${after.startedAt}, ${after.callId})`)
  const rows = await query.execute()
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { calls: shown.map(summaryOf), ...(rows.length > limit && last !== undefined ? { nextCursor: cursorOf(last) } : {}) }
}

const endings = (db: Db) => ({
  async end({ callId, endedAt, answeredAt, disposition }: CallEnd) {
    const change = {
      status: 'ended',
      endedAt: new Date(endedAt),
      answeredAt: answeredAt === undefined ? null : new Date(answeredAt),
      disposition,
    } as const
    const result = await db.updateTable('calls').set(change).where('callId', '=', callId).where('status', '!=', 'ended').executeTakeFirst()
    return result.numUpdatedRows > 0n
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
  async waitingSince(before: number) {
    const rows = await db
      .selectFrom('calls')
      .select('callId')
      .where('status', '=', 'waiting')
      .where('startedAt', '<', new Date(before))
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
    async insert({ callId, direction, ani, dnis, variables, startedAt }, flow, version) {
      const row = { callId, flow, version, status: 'waiting', direction, ani: ani ?? null, dnis: dnis ?? null } as const
      await db
        .insertInto('calls')
        .values({ ...row, variables: toJsonb(variables), startedAt: new Date(startedAt) })
        .execute()
    },
    read: (callId) => db.selectFrom('calls').selectAll().where('callId', '=', callId).executeTakeFirst(),
    activate: (callId, owner, leaseUntil) => claim(db, callId, 'waiting', owner, leaseUntil).executeTakeFirst(),
    takeOver: (callId, owner, leaseUntil) =>
      claim(db, callId, 'active', owner, leaseUntil)
        .set((row) => ({ epoch: row('epoch', '+', 1) }))
        .executeTakeFirst(),
    async renew(callIds, owner, leaseUntil) {
      if (callIds.length === 0) return
      await db
        .updateTable('calls')
        .set({ leaseUntil: new Date(leaseUntil) })
        .where('callId', 'in', [...callIds])
        .where('leaseOwner', '=', owner)
        .execute()
    },
    list: (query) => listCalls(db, query),
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
