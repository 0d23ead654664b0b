import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const cipherKeyBytes = 32
const nonceKeyBytes = 32
const nonceBytes = 12
const tagBytes = 16

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
  const cipher = createCipheriv(algorithm, key.subarray(0, cipherKeyBytes), nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(place))
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** @returns undefined where it was sealed by another key, for another place, or is damaged */
export function openText(sealed: Uint8Array, key: ContentKey, place: string): string | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined
  const decipher = createDecipheriv(algorithm, key.subarray(0, cipherKeyBytes), sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(place)).setAuthTag(sealed.subarray(-tagBytes))
  try {
    return decipher.update(sealed.subarray(nonceBytes, -tagBytes), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return undefined
  }
}
