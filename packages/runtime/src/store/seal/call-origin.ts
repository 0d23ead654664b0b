import { toJsonb, type Json } from '../json.js'
import type { CallRow } from '../tables.js'
import type { CallKeys } from './call-keys.js'
import { openText, sealText, type ContentKey } from './content-seal.js'
import { contentDamaged } from './sealed-entry.js'

/** What a call brings along that is its caller's. */
export interface OriginContent {
  readonly ani?: string
  readonly dnis?: string
  readonly variables: Readonly<Record<string, Json>>
}

const placeOf = (callId: string): string => `origin ${callId}`

export const sealOrigin = (callId: string, { ani, dnis, variables }: OriginContent, key: ContentKey): Buffer => sealText(toJsonb({ ani, dnis, variables }), key, placeOf(callId))

type OriginRow = Pick<CallRow, 'callId' | 'sealed' | 'ani' | 'dnis' | 'variables'>

/** @param key absent: an earlier release has written the row, or nobody can open it any more @throws RUNTIME_CONTENT_DAMAGED */
export function originContent({ callId, sealed, ani, dnis, variables }: OriginRow, key: ContentKey | undefined): OriginContent {
  if (sealed === null) return { ...(ani !== null && { ani }), ...(dnis !== null && { dnis }), variables: variables ?? {} }
  if (key === undefined) return { variables: {} }
  const text = openText(sealed, key, placeOf(callId))
  if (text === undefined) throw contentDamaged(callId, 'The beginning')
  return JSON.parse(text) as OriginContent
}

/** For who works on the call, or has read its journal just now. @throws RUNTIME_CONTENT_DELETED, RUNTIME_CONTENT_DAMAGED, RUNTIME_MASTER_KEY_DIFFERS, RUNTIME_STORE_UNAVAILABLE */
export const openOriginContent = async (row: OriginRow, keys: CallKeys): Promise<OriginContent> => originContent(row, row.sealed === null ? undefined : await keys.keyOf(row.callId))
