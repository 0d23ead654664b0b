import type { Selectable } from 'kysely'
import type { CallRecording } from '../call/call-recording.js'
import { toJsonb } from '../store/json.js'
import type { Store } from '../store/store.js'
import type { RecordingsTable } from '../store/tables.js'

export type RecordingRow = Selectable<RecordingsTable>

export interface NewRecordingRow {
  readonly recordingId: string
  readonly callId: string
  readonly kind: 'call' | 'message'
  readonly turnId?: string | undefined
  /** Of what this switch records. */
  readonly switchId?: string | undefined
  readonly storage: 'folder' | 's3'
  readonly wrappedKey: Uint8Array
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Rows of `recordings`. Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface RecordingRows {
  /** The first key of a recording stays. @returns the row as it is */
  insert(row: NewRecordingRow): Promise<RecordingRow | undefined>
  /** What the journal knows of it by now. */
  update(recording: CallRecording): Promise<void>
  /** The same of what a switch records: what there is of it is known once it is imported. */
  updateLine(recording: CallRecording): Promise<void>
  read(recordingId: string): Promise<RecordingRow | undefined>
  /** What a switch has recorded is where recordings lie. */
  imported(recordingId: string, sealed: { readonly bytes: number; readonly digest: string; readonly durationMs: number }): Promise<void>
  /** What a switch should have recorded is not to be found. */
  lost(recordingId: string): Promise<void>
  /** Recorded by switches, over, and not imported yet; in the order of their ids. @param after ids behind this one */
  toImport(now: Date, limit: number, after?: string): Promise<string[]>
  /** There never was anything in it. */
  forget(recordingId: string): Promise<void>
  ofCall(callId: string, kind: 'call' | 'message', turnId?: string): Promise<RecordingRow[]>
  /** The keys of these are gone from now on. */
  destroyKeys(recordingIds: readonly string[], by: string, at: Date): Promise<void>
  expired(now: Date, limit: number): Promise<string[]>
  /** Without a key, and their files may still be there. */
  toRemove(limit: number): Promise<string[]>
  fileRemoved(recordingId: string, at: Date): Promise<void>
}

/** Of a recording that is not to be found at its switch. */
export const lostFault = 'not-found'
/** The journal's word on a recording is in its row by then. */
const unwrittenMs = 600_000

export function createRecordingRows(db: Store['db']): RecordingRows {
  return {
    async insert({ turnId, switchId, wrappedKey, ...row }) {
      await db
        .insertInto('recordings')
        .values({ ...row, legId: 'caller', turnId: turnId ?? null, switchId: switchId ?? null, wrappedKey: Buffer.from(wrappedKey), gaps: toJsonb([]) })
        .onConflict((conflict) => conflict.column('recordingId').doNothing())
        .execute()
      return db.selectFrom('recordings').selectAll().where('recordingId', '=', row.recordingId).executeTakeFirst()
    },
    async update({ recordingId, fromMs, gaps, end, fault }) {
      const known = { fromMs: fromMs ?? null, durationMs: end?.durationMs ?? null, bytes: end?.bytes ?? null, digest: end?.digest ?? null, fault: fault ?? null }
      await db.updateTable('recordings').set({ ...known, gaps: toJsonb(gaps) }).where('recordingId', '=', recordingId).execute()
    },
    async updateLine({ recordingId, fromMs, gaps, end, fault }) {
      const known = { fromMs: fromMs ?? null, fault: fault ?? null, gaps: toJsonb(gaps), durationMs: end?.durationMs ?? null }
      await db.updateTable('recordings').set(known).where('recordingId', '=', recordingId).where('bytes', 'is', null).execute()
    },
    read: (recordingId) => db.selectFrom('recordings').selectAll().where('recordingId', '=', recordingId).executeTakeFirst(),
    async imported(recordingId, sealed) {
      await db.updateTable('recordings').set(sealed).where('recordingId', '=', recordingId).execute()
    },
    async lost(recordingId) {
      await db.updateTable('recordings').set({ fromMs: null, fault: lostFault }).where('recordingId', '=', recordingId).execute()
    },
    async toImport(now, limit, after = '') {
      const rows = await db
        .selectFrom('recordings')
        .innerJoin('calls', 'calls.callId', 'recordings.callId')
        .select('recordings.recordingId')
        .where('recordings.switchId', 'is not', null)
        .where('recordings.bytes', 'is', null)
        .where('recordings.wrappedKey', 'is not', null)
        .where('recordings.fromMs', 'is not', null)
        .where('recordings.recordingId', '>', after)
        // A call's end is written before its last rows are.
        .where((asked) => asked.or([asked.eb('recordings.durationMs', 'is not', null), asked.eb('calls.endedAt', '<', new Date(now.getTime() - unwrittenMs))]))
        .orderBy('recordings.recordingId')
        .limit(limit)
        .execute()
      return rows.map(({ recordingId }) => recordingId)
    },
    async forget(recordingId) {
      await db.deleteFrom('recordings').where('recordingId', '=', recordingId).execute()
    },
    ofCall(callId, kind, turnId) {
      const query = db.selectFrom('recordings').selectAll().where('callId', '=', callId).where('kind', '=', kind)
      return (turnId === undefined ? query : query.where('turnId', '=', turnId)).orderBy('fromMs').execute()
    },
    async destroyKeys(recordingIds, by, at) {
      if (recordingIds.length === 0) return
      await db.updateTable('recordings').set({ wrappedKey: null, destroyedAt: at, destroyedBy: by }).where('recordingId', 'in', [...recordingIds]).where('wrappedKey', 'is not', null).execute()
    },
    async expired(now, limit) {
      const rows = await db.selectFrom('recordings').select('recordingId').where('expiresAt', '<', now).where('wrappedKey', 'is not', null).orderBy('expiresAt').limit(limit).execute()
      return rows.map(({ recordingId }) => recordingId)
    },
    async toRemove(limit) {
      const rows = await db.selectFrom('recordings').select('recordingId').where('wrappedKey', 'is', null).where('fileRemovedAt', 'is', null).orderBy('destroyedAt').limit(limit).execute()
      return rows.map(({ recordingId }) => recordingId)
    },
    async fileRemoved(recordingId, at) {
      await db.updateTable('recordings').set({ fileRemovedAt: at }).where('recordingId', '=', recordingId).execute()
    },
  }
}
