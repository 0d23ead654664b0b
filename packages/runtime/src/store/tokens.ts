import { createHash, randomBytes } from 'node:crypto'
import { tokenForKeeper } from '@callchart/protocol'
import type { Kysely } from 'kysely'
import type { Database } from './tables.js'

/** What a token opens. */
export interface TokenGrant {
  readonly callId: string
  readonly legId: string
}

export interface IssuedToken {
  /** Random, in the form that was asked for. Shown once: only its hash is kept. */
  readonly token: string
  readonly expiresAt: Date
}

/** 256 bits in base64url; or 128 bits as a uuid, for AudioSocket, which has room for nothing else. */
export type TokenForm = 'base64url' | 'uuid'

export type TokenRefusal = 'unknown' | 'used' | 'expired'

/** Each method @throws RUNTIME_STORE_UNAVAILABLE */
export interface Tokens {
  /** @param lifetimeMs the token is refused afterwards @param form `base64url` where absent */
  issueToken(grant: TokenGrant, lifetimeMs: number, form?: TokenForm): Promise<IssuedToken>
  /** The same; tokens given for that leg before and not used yet open nothing any more. @param keeper the runtime that works on the call: bridges bring the leg there */
  replaceToken(grant: TokenGrant, lifetimeMs: number, keeper?: string): Promise<IssuedToken>
  /** Gives the grant to exactly one of any number of askers. */
  redeemToken(token: string): Promise<{ readonly grant: TokenGrant } | { readonly refused: TokenRefusal }>
  /** The leg that this token has opened goes on alone: every other token of it is unknown from now on. */
  forgetOthers(token: string): Promise<void>
  /** Whether this token has opened a leg of this very call. */
  hasOpened(callId: string, token: string): Promise<boolean>
  /** Drops those that open nothing any more: expired an hour ago, and unused or of a call that is over. @param isHere whether this runtime works on a call */
  forgetSpent(isHere: (callId: string) => boolean): Promise<void>
}

/** Until then a refusal still says why. */
const spentAfterMs = 3_600_000

/** 256 random bits, base64url. */
export const randomToken = (): string => randomBytes(32).toString('base64url')

/** 128 random bits, in the form of a uuid: none of them says a version, as nobody asks for it. */
const randomUuidToken = (): string =>
  randomBytes(16)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** Looked up by hash: the time a look-up takes tells nothing about the token. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

export const newToken = (form: TokenForm = 'base64url'): string => (form === 'uuid' ? randomUuidToken() : randomToken())

/** @param keeper the runtime that works on the call of the token */
export const keptToken = (keeper: string | undefined): string => (keeper === undefined ? newToken() : tokenForKeeper(newToken(), keeper))

/** @param now milliseconds since the epoch */
export function createTokens(db: Kysely<Database>, now: () => number = Date.now): Tokens {
  const issue = async (grant: TokenGrant, lifetimeMs: number, token: string): Promise<IssuedToken> => {
    const expiresAt = new Date(now() + lifetimeMs)
    await db
      .insertInto('mediaTokens')
      .values({ ...grant, tokenHash: hashToken(token), expiresAt })
      .execute()
    return { token, expiresAt }
  }

  const issueToken: Tokens['issueToken'] = (grant, lifetimeMs, form) => issue(grant, lifetimeMs, newToken(form))

  const replaceToken: Tokens['replaceToken'] = async (grant, lifetimeMs, keeper) => {
    await db.deleteFrom('mediaTokens').where('callId', '=', grant.callId).where('legId', '=', grant.legId).where('usedAt', 'is', null).execute()
    return issue(grant, lifetimeMs, keptToken(keeper))
  }

  const forgetOthers: Tokens['forgetOthers'] = async (token) => {
    const tokenHash = hashToken(token)
    const leg = await db.selectFrom('mediaTokens').select(['callId', 'legId']).where('tokenHash', '=', tokenHash).executeTakeFirst()
    if (leg === undefined) return
    await db.deleteFrom('mediaTokens').where('callId', '=', leg.callId).where('legId', '=', leg.legId).where('tokenHash', '!=', tokenHash).execute()
  }

  const refusalOf = async (tokenHash: string): Promise<TokenRefusal> => {
    const row = await db.selectFrom('mediaTokens').select('usedAt').where('tokenHash', '=', tokenHash).executeTakeFirst()
    if (row === undefined) return 'unknown'
    return row.usedAt === null ? 'expired' : 'used'
  }

  const redeemToken: Tokens['redeemToken'] = async (token) => {
    const tokenHash = hashToken(token)
    const usedAt = new Date(now())
    const grant = await db
      .updateTable('mediaTokens')
      .set({ usedAt })
      .where('tokenHash', '=', tokenHash)
      .where('usedAt', 'is', null)
      .where('expiresAt', '>', usedAt)
      .returning(['callId', 'legId'])
      .executeTakeFirst()
    return grant === undefined ? { refused: await refusalOf(tokenHash) } : { grant }
  }

  const forgetSpent = async (): Promise<void> => {
    await db
      .deleteFrom('mediaTokens')
      .where('expiresAt', '<', new Date(now() - spentAfterMs))
      // Each token looks up its call: calls that ended are many, and are never read all.
      .where((row) => {
        const ended = row.selectFrom('calls').select('calls.callId').whereRef('calls.callId', '=', 'mediaTokens.callId').where('calls.status', '=', 'ended')
        return row.or([row('usedAt', 'is', null), row.exists(ended)])
      })
      .execute()
  }

  const hasOpened: Tokens['hasOpened'] = async (callId, token) => {
    const row = await db.selectFrom('mediaTokens').select('usedAt').where('tokenHash', '=', hashToken(token)).where('callId', '=', callId).executeTakeFirst()
    return row !== undefined && row.usedAt !== null
  }

  return { issueToken, replaceToken, redeemToken, forgetOthers, hasOpened, forgetSpent }
}
