import { fromJournalEntry } from '../call/entries.js'
import { originOf } from '../call/call-rows.js'
import type { ReadyVersion } from '../call/ready-version.js'
import { RuntimeError } from '../errors.js'
import { openStore, type Store } from '../store/store.js'
import { chartReady, soundEntries, type RecordedChart } from './journal-file.js'
import type { RecordedCall } from './recorded-call.js'
import { versionsOf } from './replay-call.js'

/** Recorded calls of a database, and the charts that they ran on; nothing in it is changed but that its tables are of this release. */
export interface CallArchive {
  /** Ids of the calls that have begun and whose content was not deleted, the oldest first; of one flow where it is given. */
  callIds(flow?: string): Promise<string[]>
  /** @throws RUNTIME_CALL_UNKNOWN, RUNTIME_CONTENT_DELETED, REPLAY_SEQUENCE_GAP, REPLAY_ENTRY_UNKNOWN */
  read(callId: string): Promise<RecordedCall>
  /** Each is read once. @throws RUNTIME_VERSION_UNKNOWN */
  chart(version: string): Promise<RecordedChart>
  /** Those that a call ran on, by identity. @throws RUNTIME_VERSION_UNKNOWN */
  versionsOf(call: RecordedCall): Promise<ReadonlyMap<string, ReadyVersion>>
  close(): Promise<void>
}

const sensitiveVariables = (document: unknown): string[] => {
  const { variables = {} } = document as { readonly variables?: Readonly<Record<string, { readonly sensitive?: boolean }>> }
  return Object.entries(variables).flatMap(([name, { sensitive }]) => (sensitive === true ? [name] : []))
}

async function readChart(db: Store['db'], version: string): Promise<RecordedChart> {
  const row = await db.selectFrom('versions').select(['document', 'compiled']).where('version', '=', version).executeTakeFirst()
  if (row !== undefined) return { version, compiled: row.compiled, sensitive: sensitiveVariables(row.document) }
  throw new RuntimeError('RUNTIME_VERSION_UNKNOWN', `Flow version ${version} is not in the database: use the database that the call began with.`, { fields: { version } })
}

async function readCall({ db, journal, keys }: Store, callId: string): Promise<RecordedCall> {
  const row = await db.selectFrom('calls').selectAll().where('callId', '=', callId).executeTakeFirst()
  if (row === undefined) throw new RuntimeError('RUNTIME_CALL_UNKNOWN', `No call has the id "${callId}".`)
  const entries = (await journal.read(callId)).map(fromJournalEntry)
  return { origin: await originOf(row, keys), flow: row.flow, version: row.version, entries: soundEntries(callId, entries) }
}

async function listCalls(db: Store['db'], flow: string | undefined): Promise<string[]> {
  const deleted = db.selectFrom('callKeys').select('callId').where('wrappedKey', 'is', null)
  const all = db.selectFrom('calls').select('callId').where('status', '!=', 'waiting').where('callId', 'not in', deleted).orderBy('startedAt').orderBy('callId')
  const rows = await (flow === undefined ? all : all.where('flow', '=', flow)).execute()
  return rows.map(({ callId }) => callId)
}

/** @param databaseUrl `postgres://…` @param masterKey under which the keys of its calls lie @throws RUNTIME_STORE_UNAVAILABLE, RUNTIME_MIGRATION_FAILED, RUNTIME_MASTER_KEY_DIFFERS */
export async function openCallArchive(databaseUrl: string, masterKey: Uint8Array): Promise<CallArchive> {
  const store = await openStore(databaseUrl, { masterKey, connectionCount: 2 })
  const charts = new Map<string, Promise<RecordedChart>>()
  const made = new Map<string, Promise<ReadyVersion>>()
  const once = <Value>(known: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> => {
    const value = known.get(key) ?? make()
    known.set(key, value)
    return value
  }
  const chart = (version: string): Promise<RecordedChart> => once(charts, version, () => readChart(store.db, version))
  return {
    callIds: (flow) => listCalls(store.db, flow),
    read: (callId) => readCall(store, callId),
    chart,
    versionsOf: async (call) =>
      new Map(
        await Promise.all(
          versionsOf(call).map(async (version): Promise<[string, ReadyVersion]> => [version, await once(made, version, async () => chartReady(await chart(version)))]),
        ),
      ),
    close: () => store.close(),
  }
}
