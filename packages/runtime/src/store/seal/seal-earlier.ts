import { sql, type Kysely } from 'kysely'
import type { CallBackRow, Database } from '../tables.js'
import type { CallKeys } from './call-keys.js'
import { sealCallBack } from './call-back.js'
import { originContent, sealOrigin } from './call-origin.js'
import { sealEntry } from './sealed-entry.js'

/** A runtime of the release before may read it until then. */
const restMs = 86_400_000

/**
 * Seals calls that an earlier release has left in plain, and that are over for a day.
 * @param limit of calls @returns how many were sealed
 * @throws RUNTIME_STORE_UNAVAILABLE
 */
export async function sealEarlierCalls(db: Kysely<Database>, keys: CallKeys, now: number, limit: number): Promise<number> {
  const calls = await db.selectFrom('calls').select('callId').where('variables', 'is not', null).where('endedAt', '<', new Date(now - restMs)).orderBy('endedAt').limit(limit).execute()
  for (const { callId } of calls) await sealCall(db, keys, callId)
  return calls.length
}

async function sealCall(db: Kysely<Database>, keys: CallKeys, callId: string): Promise<void> {
  const key = await keys.keyOf(callId)
  await db.transaction().execute(async (transaction) => {
    const call = await transaction.selectFrom('calls').selectAll().where('callId', '=', callId).forUpdate().executeTakeFirst()
    // Another runtime may have been here.
    if (call === undefined || call.variables === null) return
    const origin = sealOrigin(callId, originContent(call, undefined), key)
    await transaction.updateTable('calls').set({ sealed: origin, ani: null, dnis: null, variables: null }).where('callId', '=', callId).execute()
    const entries = await transaction.selectFrom('journal').select(['sequence', 'at', 'kind', 'step', 'effectsHash', 'body']).where('callId', '=', callId).where('body', 'is not', null).execute()
    const sealed = entries.map(({ step, effectsHash, ...entry }) => {
      const { sequence, sealed: bytes } = sealEntry(callId, { ...entry, ...(step !== null && { step }), ...(effectsHash !== null && { effectsHash }) }, key)
      return { sequence, sealed: bytes }
    })
    await sql`update journal set sealed = decode(given.sealed, 'base64'), body = null, effects_hash = null
      from json_to_recordset(${JSON.stringify(sealed)}) as given(sequence integer, sealed text)
      where journal.call_id = ${callId} and journal.sequence = given.sequence`.execute(transaction)
    await sealCallBacks(transaction, callId, (row) => sealCallBack(row, { number: row.number ?? '', summary: row.summary ?? '' }, key))
    await transaction.updateTable('voicemails').set({ ani: null }).where('callId', '=', callId).execute()
  })
}

type PlainCallBack = Pick<CallBackRow, 'callId' | 'queue' | 'number' | 'summary'>

async function sealCallBacks(db: Kysely<Database>, callId: string, sealed: (row: PlainCallBack) => Uint8Array): Promise<void> {
  const rows = await db.selectFrom('callBacks').select(['callId', 'queue', 'number', 'summary']).where('callId', '=', callId).where('number', 'is not', null).execute()
  for (const row of rows) await db.updateTable('callBacks').set({ sealed: sealed(row), number: null, summary: null }).where('callId', '=', callId).where('queue', '=', row.queue).execute()
}
