import { randomBytes } from 'node:crypto'
import { gcmOpen, gcmSeal, nonceBytes, tagBytes } from './gcm.js'

/** A key of its own for a call or a recording, sealed under the master key for the database; it opens for that one only. @returns nonce, key and tag */
export const wrapKey = (key: Uint8Array, masterKey: Uint8Array, ownerId: string): Buffer => gcmSeal(key, masterKey, randomBytes(nonceBytes), ownerId)

/** @returns undefined where it was wrapped by another master key, or for another owner, or is none */
export const unwrapKey = (wrapped: Uint8Array, masterKey: Uint8Array, ownerId: string): Buffer | undefined =>
  wrapped.length <= nonceBytes + tagBytes ? undefined : gcmOpen(wrapped, masterKey, ownerId)
