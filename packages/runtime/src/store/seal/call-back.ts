import { toJsonb } from '../json.js'
import type { CallBackRow } from '../tables.js'
import { openText, sealText, type ContentKey } from './content-seal.js'
import { contentDamaged } from './sealed-entry.js'

/** Whom to call back, and about what. */
export interface CallBackContent {
  readonly number: string
  readonly summary: string
}

type CallBackKey = Pick<CallBackRow, 'callId' | 'queue'>

const placeOf = ({ callId, queue }: CallBackKey): string => `call-back ${callId} ${queue}`

export const sealCallBack = (place: CallBackKey, { number, summary }: CallBackContent, key: ContentKey): Buffer => sealText(toJsonb({ number, summary }), key, placeOf(place))

/** @param key absent: an earlier release has written the row @throws RUNTIME_CONTENT_DAMAGED */
export function openCallBack(row: CallBackRow, key: ContentKey | undefined): CallBackContent {
  if (row.sealed === null) return { number: row.number ?? '', summary: row.summary ?? '' }
  const text = key === undefined ? undefined : openText(row.sealed, key, placeOf(row))
  if (text === undefined) throw contentDamaged(row.callId, 'The call-back')
  return JSON.parse(text) as CallBackContent
}
