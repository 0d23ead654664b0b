import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** A key of its own for a call or a recording, sealed under the master key for the database; it opens for that one only. @returns nonce, key and tag */
export function wrapKey(key: Uint8Array, masterKey: Uint8Array, ownerId: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, masterKey, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(ownerId))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

/** @returns undefined where it was wrapped by another master key, or for another owner */
export function unwrapKey(wrapped: Uint8Array, masterKey: Uint8Array, ownerId: string): Buffer | undefined {
  if (wrapped.length <= nonceBytes + tagBytes) return undefined
  const decipher = createDecipheriv(algorithm, masterKey, wrapped.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(ownerId)).setAuthTag(wrapped.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}
