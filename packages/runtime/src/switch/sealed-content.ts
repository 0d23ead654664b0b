import { RuntimeError } from '../errors.js'
import { toJsonb } from '../store/json.js'
import { openText, sealText, type ContentKey } from '../store/seal/content-seal.js'

/** What lies in a column while it is on its way between two runtimes. */
export interface SealedContent {
  /** Of an order: who is to have it depends on it. */
  readonly type?: string
  /** Base64. */
  readonly sealed: string
}

/** @param place the row that it belongs to @returns text for a jsonb column */
export const sealContent = (content: object, key: ContentKey, place: string): string =>
  toJsonb({ ...('type' in content && { type: content.type }), sealed: sealText(toJsonb(content), key, place).toString('base64') })

/** A runtime of an earlier release writes it as it is. */
export function openContent<Content extends object>(content: Content | SealedContent, key: ContentKey, place: string): Content {
  if (!('sealed' in content)) return content
  const text = openText(Buffer.from(content.sealed, 'base64'), key, place)
  if (text !== undefined) return JSON.parse(text) as Content
  throw new RuntimeError('RUNTIME_MASTER_KEY_DIFFERS', 'What another runtime has sent is sealed under another master key: give all of them the same RECORDING_KEY.')
}
