import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/** The key of one recording, sealed under the master key for the database; it opens for this recording only. @returns nonce, key and tag */
export function wrapKey(key: Uint8Array, masterKey: Uint8Array, recordingId: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, masterKey, nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(recordingId))
  return Buffer.concat([nonce, cipher.update(key), cipher.final(), cipher.getAuthTag()])
}

/** @returns undefined where it was wrapped by another master key, or for another recording */
export function unwrapKey(wrapped: Uint8Array, masterKey: Uint8Array, recordingId: string): Buffer | undefined {
  if (wrapped.length <= nonceBytes + tagBytes) return undefined
  const decipher = createDecipheriv(algorithm, masterKey, wrapped.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(recordingId)).setAuthTag(wrapped.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(wrapped.subarray(nonceBytes, -tagBytes)), decipher.final()])
  } catch {
    return undefined
  }
}
