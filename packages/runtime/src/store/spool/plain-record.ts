import type { Json } from '../json.js'
import type { JournalEntry } from '../journal.js'
import type { CallKeys } from '../seal/call-keys.js'
import { sealOrigin } from '../seal/call-origin.js'
import { sealEntry } from '../seal/sealed-entry.js'
import type { SpooledCall, SpoolRecord } from './spool-record.js'

type SealedRecord<Type> = Extract<SpoolRecord, { type: Type }>

interface PlainAppend extends Omit<SealedRecord<'append'>, 'entries'> {
  readonly entries: readonly JournalEntry[]
}

interface PlainCall extends Omit<SealedRecord<'call'>, 'row'> {
  readonly row: Omit<SpooledCall, 'sealed' | 'wrappedKey'> & { readonly ani: string | null; readonly dnis: string | null; readonly variables: Readonly<Record<string, Json>> }
}

/** A record as a file may hold it: a process of an earlier release has left its spool in the plain form. */
export type LeftRecord = SpoolRecord | PlainAppend | PlainCall

const isPlainAppend = (record: LeftRecord): record is PlainAppend => record.type === 'append' && record.entries.some((entry) => !('sealed' in entry))
const isPlainCall = (record: LeftRecord): record is PlainCall => record.type === 'call' && !('sealed' in record.row)

/** The same in their order, sealed. @throws RUNTIME_STORE_UNAVAILABLE */
export async function sealedRecords(records: readonly LeftRecord[], keys: CallKeys): Promise<SpoolRecord[]> {
  const sealed: SpoolRecord[] = []
  // One after the other: the key of a call that began here is that of its row.
  for (const record of records) sealed.push(isPlainCall(record) ? await sealCall(record, keys) : isPlainAppend(record) ? await sealAppend(record, keys) : record)
  return sealed
}

async function sealAppend({ entries, ...record }: PlainAppend, keys: CallKeys): Promise<SpoolRecord> {
  const key = await keys.keyOf(record.callId)
  return { ...record, entries: entries.map((entry) => sealEntry(record.callId, entry, key)) }
}

async function sealCall({ callId, row: { ani, dnis, variables, ...row } }: PlainCall, keys: CallKeys): Promise<SpoolRecord> {
  // It may be in the database by now, when the spool is drained again.
  await keys.find(callId)
  const { key, wrapped } = keys.begin(callId)
  const origin = { ...(ani !== null && { ani }), ...(dnis !== null && { dnis }), variables }
  return { type: 'call', callId, row: { ...row, sealed: sealOrigin(callId, origin, key).toString('base64'), wrappedKey: Buffer.from(wrapped).toString('base64') } }
}
