import { createPublicKey, verify } from 'node:crypto'

/** A request that was signed longer ago, or in time to come, is not believed. */
const toleranceMs = 300_000
/** What stands before the 32 bytes of an Ed25519 key in its DER form (RFC 8410). */
const derPrefix = Buffer.from('302a300506032b6570032100', 'hex')

export interface Signed {
  /** `telnyx-signature-ed25519`, base64 */
  readonly signature: string | undefined
  /** `telnyx-timestamp`, seconds since the epoch */
  readonly timestamp: string | undefined
  /** As it came. */
  readonly body: Buffer
}

/**
 * Whether a webhook is of the account with this key.
 *
 * @param publicKey 32 bytes in base64, as Mission Control shows it
 * @see https://developers.telnyx.com/docs/development/api-fundamentals/webhooks
 */
export const isSignedBy = (publicKey: string, { signature, timestamp, body }: Signed, nowMs: number): boolean => {
  if (signature === undefined || timestamp === undefined || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(nowMs - Number(timestamp) * 1_000) > toleranceMs) return false
  const key = Buffer.from(publicKey, 'base64')
  if (key.length !== 32) return false
  const message = Buffer.concat([Buffer.from(`${timestamp}|`), body])
  return verify(null, message, createPublicKey({ key: Buffer.concat([derPrefix, key]), format: 'der', type: 'spki' }), Buffer.from(signature, 'base64'))
}
