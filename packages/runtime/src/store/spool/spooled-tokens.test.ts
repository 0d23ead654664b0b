import { expect, it } from 'vitest'
import type { Tokens } from '../tokens.js'
import type { Spool } from './spool.js'
import { spooledTokens } from './spooled-tokens.js'

const unknownHere = { code: 'RUNTIME_STORE_UNAVAILABLE', retryable: true }

/** A database that gives out tokens and opens them, until it is away. */
const world = () => {
  let nowMs = Date.UTC(2026, 0, 5)
  let isAway = false
  let count = 0
  const grants = new Map<string, { callId: string; legId: string }>()
  const database = {
    issueToken: async (grant, lifetimeMs) => {
      count += 1
      grants.set(`token-${count}`, grant)
      return { token: `token-${count}`, expiresAt: new Date(nowMs + lifetimeMs) }
    },
    redeemToken: async (token) => ({ grant: grants.get(token) ?? { callId: '', legId: '' } }),
    forgetSpent: async () => undefined,
  } satisfies Partial<Tokens>
  const spool = { write: async (inDatabase: () => Promise<unknown>, local: () => { result: unknown }) => (isAway ? local().result : inDatabase()) } as unknown as Spool
  return {
    tokens: spooledTokens(database as unknown as Tokens, spool, () => nowMs),
    pass: (ms: number) => void (nowMs += ms),
    is: (state: 'away' | 'here') => void (isAway = state === 'away'),
  }
}

const grant = { callId: 'call', legId: 'caller' }

it('a used token is known as long as its call runs here, and no longer: whoever takes many calls a day keeps none of them', async () => {
  const { tokens, pass, is } = world()
  const { token } = await tokens.issueToken(grant, 60_000)
  await tokens.redeemToken(token)
  is('away')

  await tokens.forgetSpent(() => false)
  expect(await tokens.hasOpened('call', token), 'its call is about to run').toBe(true)
  pass(86_400_000)
  await tokens.forgetSpent((callId) => callId === 'call')
  expect(await tokens.hasOpened('call', token), 'its call runs').toBe(true)
  await tokens.forgetSpent(() => false)

  await expect(tokens.hasOpened('call', token)).rejects.toMatchObject(unknownHere)
})

it('an unused token is known until it has expired, wherever it stands among others', async () => {
  const { tokens, pass, is } = world()
  const [used, short, long] = [await tokens.issueToken(grant, 60_000), await tokens.issueToken(grant, 1_000), await tokens.issueToken(grant, 90_000)]
  await tokens.redeemToken(used.token)
  is('away')

  pass(2_000)
  expect(await tokens.redeemToken(short.token)).toEqual({ refused: 'expired' })
  await tokens.forgetSpent(() => false)

  await expect(tokens.redeemToken(short.token)).rejects.toMatchObject(unknownHere)
  expect(await tokens.redeemToken(long.token)).toEqual({ grant })
})
