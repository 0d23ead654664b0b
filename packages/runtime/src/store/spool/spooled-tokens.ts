import { callerLegId } from '@callchart/protocol'
import { RuntimeError } from '../../errors.js'
import { hashToken, keptToken, newToken, type TokenGrant, type TokenRefusal, type Tokens } from '../tokens.js'
import type { Spool } from './spool.js'
import type { SpoolRecord } from './spool-record.js'

interface KnownToken extends TokenGrant {
  readonly expiresAt: number
  usedAt?: number
}

const grantOf = ({ callId, legId }: KnownToken): TokenGrant => ({ callId, legId })
/** A call whose token is used is one that this runtime works on by then, or never will be. */
const beginsWithinMs = 60_000

/**
 * Tokens of a runtime that goes on while the database is away: those that it has issued or seen used are known here by their hashes,
 * and while it is away they alone open anything, each once. The database decides as soon as it is back.
 */
export function spooledTokens(tokens: Tokens, spool: Spool, now: () => number = Date.now): Tokens {
  const known = new Map<string, KnownToken>()

  /** A used one is of use as long as its call runs here. */
  const forgetSpentHere = (isHere: (callId: string) => boolean): void => {
    for (const [hash, { callId, expiresAt, usedAt }] of known) {
      const isSpent = usedAt === undefined ? expiresAt < now() : usedAt < now() - beginsWithinMs && !isHere(callId)
      if (isSpent) known.delete(hash)
    }
  }

  const learn = (token: string, { callId, legId }: TokenGrant, expiresAt: number, usedAt?: number): void => {
    known.set(hashToken(token), { callId, legId, expiresAt, ...(usedAt !== undefined && { usedAt }) })
  }

  const record = (tokenHash: string, { callId, legId, expiresAt, usedAt }: KnownToken): SpoolRecord => ({ type: 'token', callId, legId, tokenHash, expiresAt, ...(usedAt !== undefined && { usedAt }) })

  const issueHere = (grant: TokenGrant, lifetimeMs: number, token: string) => {
    const expiresAt = now() + lifetimeMs
    return { records: [record(hashToken(token), { ...grant, expiresAt })], result: { token, expiresAt: new Date(expiresAt) } }
  }

  const forgetUnused = ({ callId, legId }: TokenGrant): void => {
    for (const [hash, each] of known) if (each.callId === callId && each.legId === legId && each.usedAt === undefined) known.delete(hash)
  }

  const refusalHere = (token: KnownToken): TokenRefusal | undefined => {
    if (token.usedAt !== undefined) return 'used'
    return token.expiresAt <= now() ? 'expired' : undefined
  }

  /** Another runtime may have given it out: whoever asks finds that one. */
  const unknownHere = (): RuntimeError =>
    new RuntimeError('RUNTIME_STORE_UNAVAILABLE', 'PostgreSQL is away, and this runtime has not given the token out: ask the one that has.', { retryable: true })

  const redeemHere = (hash: string): { readonly records: readonly SpoolRecord[]; readonly result: Awaited<ReturnType<Tokens['redeemToken']>> } => {
    const token = known.get(hash)
    if (token === undefined) throw unknownHere()
    const refused = refusalHere(token)
    if (refused !== undefined) return { records: [], result: { refused } }
    token.usedAt = now()
    return { records: [record(hash, token)], result: { grant: grantOf(token) } }
  }

  return {
    async issueToken(grant, lifetimeMs, form) {
      const issued = await spool.write(
        () => tokens.issueToken(grant, lifetimeMs, form),
        () => issueHere(grant, lifetimeMs, newToken(form)),
      )
      learn(issued.token, grant, issued.expiresAt.getTime())
      return issued
    },
    async replaceToken(grant, lifetimeMs, keeper) {
      const issued = await spool.write(
        () => tokens.replaceToken(grant, lifetimeMs, keeper),
        () => issueHere(grant, lifetimeMs, keptToken(keeper)),
      )
      forgetUnused(grant)
      learn(issued.token, grant, issued.expiresAt.getTime())
      return issued
    },
    async redeemToken(token) {
      const hash = hashToken(token)
      const redeemed = await spool.write(() => tokens.redeemToken(token), () => redeemHere(hash))
      if ('grant' in redeemed) learn(token, redeemed.grant, now(), known.get(hash)?.usedAt ?? now())
      return redeemed
    },
    forgetOthers(token) {
      const hash = hashToken(token)
      const leg = known.get(hash)
      if (leg !== undefined) for (const [other, { callId, legId }] of known) if (other !== hash && callId === leg.callId && legId === leg.legId) known.delete(other)
      return spool.write(
        () => tokens.forgetOthers(token),
        () => ({ records: leg === undefined ? [] : [{ type: 'token.alone', callId: leg.callId, legId: leg.legId, tokenHash: hash }], result: undefined }),
      )
    },
    async hasOpened(callId, token) {
      const hash = hashToken(token)
      const here = known.get(hash)
      const hasOpened = await spool.write(
        () => tokens.hasOpened(callId, token),
        () => {
          if (here === undefined) throw unknownHere()
          return { records: [], result: here.callId === callId && here.usedAt !== undefined }
        },
      )
      if (hasOpened && here === undefined) learn(token, { callId, legId: callerLegId }, now(), now())
      return hasOpened
    },
    forgetSpent(isHere) {
      forgetSpentHere(isHere)
      return tokens.forgetSpent(isHere)
    },
  }
}
