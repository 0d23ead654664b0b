import { RuntimeError } from '../../errors.js'
import { toJsonb, type Json } from '../json.js'
import type { JournalEntry, SealedEntry } from '../journal.js'
import { openText, sealText, type ContentKey } from './content-seal.js'

type Frame = Omit<SealedEntry, 'sealed'>

interface Content {
  readonly body: Json
  readonly effectsHash?: string
}

/** It opens in its own frame only. */
const placeOf = (callId: string, { sequence, at, kind, step }: Frame): string => `journal ${callId} ${sequence} ${at} ${kind} ${step ?? '-'}`

const frameOf = ({ sequence, at, kind, step }: Frame): Frame => ({ sequence, at, kind, ...(step !== undefined && { step }) })

export function sealEntry(callId: string, entry: JournalEntry, key: ContentKey): SealedEntry {
  const { body, effectsHash } = entry
  return { ...frameOf(entry), sealed: sealText(toJsonb({ body, effectsHash }), key, placeOf(callId, entry)).toString('base64') }
}

/** @throws RUNTIME_CONTENT_DAMAGED */
export function openEntry(callId: string, frame: Frame, sealed: Uint8Array, key: ContentKey): JournalEntry {
  const text = openText(sealed, key, placeOf(callId, frame))
  if (text === undefined) throw contentDamaged(callId, `Entry ${frame.sequence} of the journal`)
  return { ...frameOf(frame), ...(JSON.parse(text) as Content) }
}

export const contentDamaged = (callId: string, what: string): RuntimeError =>
  new RuntimeError('RUNTIME_CONTENT_DAMAGED', `${what} of call ${callId} is not as it was written: bring the database back from a backup.`, { fields: { callId } })
