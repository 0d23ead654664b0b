import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { gcmOpen, gcmSeal, nonceBytes } from './gcm.js'

const cipherKeyBytes = 32
const nonceKeyBytes = 32

/** Of one call: 32 bytes for what is sealed, and 32 for the nonces. */
export type ContentKey = Uint8Array

export const newContentKey = (): ContentKey => randomBytes(cipherKeyBytes + nonceKeyBytes)

/** A key for one purpose, the same wherever the master key is. @see RFC 5869 */
export const derivedKey = (masterKey: Uint8Array, purpose: string): ContentKey => new Uint8Array(hkdfSync('sha256', masterKey, '', purpose, cipherKeyBytes + nonceKeyBytes))

/**
 * AES-256-GCM. The nonce comes of what is sealed (as in RFC 5297, a synthetic one): the same content at the same place has the same bytes, so that an append may be
 * repeated, and no nonce ever serves two contents.
 * @param place what it belongs to; it opens there only
 * @returns nonce, content and tag
 */
export function sealText(text: string, key: ContentKey, place: string): Buffer {
  const nonce = createHmac('sha256', key.subarray(cipherKeyBytes)).update(`${place.length} ${place}`).update(text).digest().subarray(0, nonceBytes)
  return gcmSeal(Buffer.from(text), key.subarray(0, cipherKeyBytes), nonce, place)
}

/** @returns undefined where it was sealed by another key, for another place, or is damaged */
export const openText = (sealed: Uint8Array, key: ContentKey, place: string): string | undefined => gcmOpen(sealed, key.subarray(0, cipherKeyBytes), place)?.toString()
