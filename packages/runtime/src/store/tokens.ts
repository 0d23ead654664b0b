/** What a token opens. */
export interface TokenGrant {
  readonly callId: string
  readonly legId: string
}

export interface IssuedToken {
  /** 256 random bits, base64url. Shown once: only its hash is kept. */
  readonly token: string
  readonly expiresAt: Date
}

export type TokenRefusal = 'unknown' | 'used' | 'expired'

export interface Tokens {
  /** @param lifetimeMs the token is refused afterwards */
  issueToken(grant: TokenGrant, lifetimeMs: number): Promise<IssuedToken>
  /** Gives the grant to exactly one of any number of askers. */
  redeemToken(token: string): Promise<{ readonly grant: TokenGrant } | { readonly refused: TokenRefusal }>
}
