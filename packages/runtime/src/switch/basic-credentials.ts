import { createHash, timingSafeEqual } from 'node:crypto'

export interface BasicCredentials {
  readonly user: string
  readonly password: string
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** Whether an `Authorization` header holds these (RFC 7617); takes as long for any wrong one. */
export function areGiven({ user, password }: BasicCredentials, authorization: string | undefined): boolean {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  return timingSafeEqual(digest(authorization ?? ''), digest(expected))
}
