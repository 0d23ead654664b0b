import { RuntimeError } from '../errors.js'
import type { Spool } from '../store/spool/spool.js'
import type { SpooledCall } from '../store/spool/spool-record.js'
import type { CallRow } from '../store/tables.js'
import type { CallRows, LineHolder } from './call-rows.js'
import type { LineOrigin } from './state.js'

const unknown = { answeredAt: null, endedAt: null, disposition: null, leaseOwner: null, leaseUntil: null, hangUpAsked: null, waitsUntil: null, turns: null, transfer: null, leftFlow: null, leftNode: null, ani: null, dnis: null, variables: null } as const

const rowOf = ({ sealed, wrappedKey: _key, startedAt, lineHolder, lineAbilities, lineEpoch = 0, ...row }: SpooledCall): CallRow => ({
  ...row,
  ...unknown,
  lineHolder: lineHolder ?? null,
  lineAbilities: lineAbilities ?? null,
  lineEpoch,
  sealed: Buffer.from(sealed, 'base64'),
  startedAt: new Date(startedAt),
  status: 'waiting',
  epoch: 1,
})

/** What has no media after this time never had them here. */
const longestWaitMs = 3_600_000

/**
 * Rows of calls that go on while the database is away: this runtime knows those that it has created or holds, and takes
 * new inbound ones; the database is told of them when it is back. A call that is to be placed is refused, as nobody can
 * tell what rules say of it.
 */
export function spooledRows(rows: CallRows, spool: Spool): CallRows {
  const known = new Map<string, CallRow>()

  const learn = (row: CallRow): void => {
    for (const [callId, { status, startedAt }] of known) {
      if (row.startedAt.getTime() - startedAt.getTime() < longestWaitMs) break
      if (status === 'waiting') known.delete(callId)
    }
    known.set(row.callId, row)
  }
  const change = (callId: string, changed: Partial<CallRow>): void => {
    const row = known.get(callId)
    if (row !== undefined) known.set(callId, { ...row, ...changed })
  }
  const away = (): never => {
    throw new RuntimeError('RUNTIME_STORE_UNAVAILABLE', 'PostgreSQL is away, and this runtime does not know the call: try again when it is back.', { retryable: true })
  }

  return {
    ...rows,
    async insert(row, waitsUntil) {
      await spool.write(
        () => rows.insert(row, waitsUntil),
        () => {
          if (row.direction === 'outbound' || !spool.hasRoomForCalls) spool.refuse()
          return { records: [{ type: 'call', callId: row.callId, row }], result: undefined }
        },
      )
      learn(rowOf(row))
    },
    async noteLine(callId, line, holder) {
      const held = heldBy(line, holder, 1)
      await spool.write(
        () => rows.noteLine(callId, line, holder),
        () => ({ records: [{ type: 'line', callId, ...held }], result: undefined }),
      )
      change(callId, held)
    },
    async holdLine(line, holder) {
      const row = await spool.write(
        () => rows.holdLine(line, holder),
        () => {
          const own = heldOfLine(known, line) ?? away()
          const held = heldBy(line, holder, own.lineEpoch + 1)
          return { records: [{ type: 'line', callId: own.callId, ...held }], result: { ...own, ...held } }
        },
      )
      if (row !== undefined) change(row.callId, row)
      return row
    },
    read: (callId) => spool.write(() => rows.read(callId), () => ({ records: [], result: known.get(callId) ?? away() })),
    async activate(callId, owner, leaseUntil) {
      const row = await spool.write(
        () => rows.activate(callId, owner, leaseUntil),
        () => {
          const waiting = known.get(callId) ?? away()
          const isWaiting = waiting.status === 'waiting'
          return { records: isWaiting ? [{ type: 'active', callId, owner }] : [], result: isWaiting ? ({ ...waiting, status: 'active', leaseOwner: owner, leaseUntil: new Date(leaseUntil) } as const) : undefined }
        },
      )
      if (row !== undefined) learn(row)
      return row
    },
    async takeOver(callId, owner, leaseUntil, lapsedBy) {
      // An older epoch's entries are in the journal before there is another one.
      await spool.flushed(callId)
      spool.refuse()
      const row = await rows.takeOver(callId, owner, leaseUntil, lapsedBy)
      if (row !== undefined) learn(row)
      return row
    },
    async end(end) {
      await spool.flushed(end.callId)
      spool.refuse()
      const isEnded = await rows.end(end)
      known.delete(end.callId)
      return isEnded
    },
    async endWaiting(callId, endedAt, disposition) {
      const closed = await spool.write(
        () => rows.endWaiting(callId, endedAt, disposition),
        () => {
          const row = known.get(callId) ?? away()
          const isWaiting = row.status === 'waiting'
          return { records: isWaiting ? [{ type: 'closed', callId, endedAt, disposition }] : [], result: isWaiting ? ({ ...row, status: 'ended', endedAt: new Date(endedAt), disposition } as const) : undefined }
        },
      )
      if (closed !== undefined) known.delete(callId)
      return closed
    },
    addTag: (callId, tag, at) =>
      spool.write(
        () => rows.addTag(callId, tag, at),
        () => ({ records: [{ type: 'tag', callId, tag, at }], result: undefined }),
      ),
  }
}

const heldBy = ({ switchId, lineId }: LineOrigin, { runtimeId, abilities }: LineHolder, lineEpoch: number) => ({ switchId, lineId, lineHolder: runtimeId, lineAbilities: abilities, lineEpoch })

const heldOfLine = (known: ReadonlyMap<string, CallRow>, { switchId, lineId }: LineOrigin): CallRow | undefined =>
  [...known.values()].find((row) => row.switchId === switchId && row.lineId === lineId)
