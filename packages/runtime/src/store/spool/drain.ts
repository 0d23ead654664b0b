import type { Kysely } from 'kysely'
import type pg from 'pg'
import { RuntimeError } from '../../errors.js'
import { insertCall } from '../call-insert.js'
import { isPassing, storeFailure } from '../failure.js'
import { toJsonb } from '../json.js'
import { ownedCalls, rowsOf, type SealedEntry } from '../journal.js'
import type { Database } from '../tables.js'
import type { CallKeys } from '../seal/call-keys.js'
import { sealedRecords, type LeftRecord } from './plain-record.js'
import type { SpoolRecord } from './spool-record.js'

type AppendRecord = Extract<SpoolRecord, { type: 'append' }>
type RowRecord = Exclude<SpoolRecord, AppendRecord>

/** A record that the database will never take. */
export interface Refused {
  readonly record: SpoolRecord
  /** RUNTIME_STALE_EPOCH: another runtime has taken the call over. */
  readonly error: RuntimeError
}

export interface DrainParts {
  readonly pool: pg.Pool
  /** On the same pool. */
  readonly db: Kysely<Database>
  readonly keys: CallKeys
  /** Of the lease that a call gets which began meanwhile, milliseconds from now. */
  readonly leaseMs: number
  readonly now: () => number
}

/** Entries that are there already, as they are given or in the plain form of an earlier release, are left alone: an append whose answer was lost, or a spool that is drained again. */
const appendText = `with given as (
    select * from json_to_recordset($1)
      as given(call_id text, epoch integer, sequence integer, at bigint, kind text, step integer, sealed text)
  ), owned as (
    ${ownedCalls}
  ), compared as (
    select given.call_id, given.epoch,
      count(*) filter (where journal.sequence is null)::integer as missing,
      count(*) filter (where journal.sequence is not null and ((journal.at, journal.kind) <> (given.at, given.kind)
        or journal.sealed <> decode(given.sealed, 'base64') or journal.step is distinct from given.step))::integer as differing
    from given left join journal using (call_id, sequence) group by given.call_id, given.epoch
  ), added as (
    insert into journal (call_id, sequence, at, kind, step, sealed)
    select call_id, sequence, given.at, given.kind, given.step, decode(given.sealed, 'base64') from given join owned using (call_id, epoch)
      where (call_id, epoch) in (select call_id, epoch from compared where differing = 0) order by call_id, sequence
    on conflict (call_id, sequence) do nothing
  )
  select compared.call_id as "callId", compared.epoch, compared.missing, compared.differing, owned.call_id is not null as "isOwned"
    from compared left join owned using (call_id, epoch)`

interface Compared {
  readonly callId: string
  readonly epoch: number
  readonly missing: number
  readonly differing: number
  readonly isOwned: boolean
}

const ownerKey = ({ callId, epoch }: { readonly callId: string; readonly epoch: number }): string => `${epoch} ${callId}`

/** One append a call and owner: all or none, and in order. */
function merged(appends: readonly AppendRecord[]): AppendRecord[] {
  const byOwner = new Map<string, AppendRecord & { entries: SealedEntry[] }>()
  for (const append of appends) {
    const known = byOwner.get(ownerKey(append))
    if (known === undefined) byOwner.set(ownerKey(append), { ...append, entries: [...append.entries] })
    else known.entries.push(...append.entries)
  }
  return [...byOwner.values()]
}

const refusalOf = ({ callId, epoch, missing, differing, isOwned }: Compared): RuntimeError | undefined => {
  if (isOwned && differing === 0) return undefined
  if (!isOwned && missing === 0 && differing === 0) return undefined
  return isOwned
    ? new RuntimeError('RUNTIME_JOURNAL_CONFLICT', `The journal of call ${callId} has other entries than the spool: see the refused records in the spool folder.`, { fields: { callId } })
    : new RuntimeError('RUNTIME_STALE_EPOCH', `Call ${callId} went on at another runtime while its entries of epoch ${epoch} were spooled: stop working on it.`, { fields: { callId, epoch } })
}

/**
 * Writes spooled records, in their order for each call. Resolves with those that will never be written.
 * @throws RUNTIME_STORE_UNAVAILABLE nobody knows what was written: all of it may be drained again
 */
export async function drain(left: readonly LeftRecord[], parts: DrainParts): Promise<Refused[]> {
  const records = await sealedRecords(left, parts.keys)
  const refused: Refused[] = []
  for (const record of records) if (record.type !== 'append') refused.push(...(await drainRow(record, parts)))
  const appends = merged(records.filter((record) => record.type === 'append'))
  if (appends.length === 0) return refused
  const rows = appends.flatMap(({ callId, epoch, entries }) => rowsOf(callId, epoch, entries))
  const { rows: compared } = await parts.pool.query<Compared>({ name: 'journal-drain', text: appendText, values: [`[${rows.join(',')}]`] }).catch((error: unknown) => {
    throw storeFailure(error)
  })
  const errors = new Map(compared.flatMap((owner) => [[ownerKey(owner), refusalOf(owner)] as const]))
  return [...refused, ...appends.flatMap((record) => (errors.get(ownerKey(record)) === undefined ? [] : [{ record, error: errors.get(ownerKey(record)) as RuntimeError }]))]
}

/** What the database refuses for good is no reason to keep the rest from it. */
async function drainRow(record: RowRecord, parts: DrainParts): Promise<Refused[]> {
  try {
    await writeRow(record, parts)
    return []
  } catch (error) {
    if (isPassing(error) || (error instanceof RuntimeError && error.retryable)) throw error
    return [{ record, error: new RuntimeError('RUNTIME_JOURNAL_CONFLICT', `A spooled ${record.type} of call ${record.callId} does not fit the database.`, { cause: error, fields: { callId: record.callId } }) }]
  }
}

async function writeRow(record: RowRecord, { db, now, leaseMs }: DrainParts): Promise<void> {
  const { callId } = record
  switch (record.type) {
    case 'call':
      await insertCall(db, record.row, { keepsOld: true })
      return
    case 'line': {
      const { switchId, lineId, lineHolder, lineAbilities, lineEpoch } = record
      await db.updateTable('calls').set({ switchId, lineId, lineHolder, lineAbilities: toJsonb(lineAbilities), lineEpoch }).where('callId', '=', callId).where('lineEpoch', '<=', lineEpoch).execute()
      return
    }
    case 'active':
      // Another runtime may have closed the call, as its media had not come to any knowledge of it.
      await db
        .updateTable('calls')
        .set({ status: 'active', leaseOwner: record.owner, leaseUntil: new Date(now() + leaseMs), endedAt: null, disposition: null })
        .where('callId', '=', callId)
        .where((row) => row.or([row('status', '=', 'waiting'), row.and([row('status', '=', 'ended'), row('disposition', '=', 'never-connected')])]))
        .execute()
      return
    case 'closed':
      await db.updateTable('calls').set({ status: 'ended', endedAt: new Date(record.endedAt), disposition: record.disposition }).where('callId', '=', callId).where('status', '=', 'waiting').execute()
      return
    case 'token': {
      const { legId, tokenHash, expiresAt, usedAt } = record
      const used = usedAt === undefined ? {} : { usedAt: new Date(usedAt) }
      await db
        .insertInto('mediaTokens')
        .values({ callId, legId, tokenHash, expiresAt: new Date(expiresAt), ...used })
        .onConflict((conflict) => (usedAt === undefined ? conflict.doNothing() : conflict.column('tokenHash').doUpdateSet(used)))
        .execute()
      return
    }
    case 'token.alone':
      await db.deleteFrom('mediaTokens').where('callId', '=', callId).where('legId', '=', record.legId).where('tokenHash', '!=', record.tokenHash).execute()
      return
    case 'tag':
      await db
        .insertInto('callTags')
        .values({ callId, tag: record.tag, at: new Date(record.at) })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
  }
}
