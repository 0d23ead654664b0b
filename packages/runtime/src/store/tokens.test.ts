import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestDatabase, type TestDatabase } from './testing/test-database.js'
import { createTokens } from './tokens.js'

let database: TestDatabase
const grant = { callId: 'call', legId: 'caller' }

beforeAll(async () => {
  database = await startTestDatabase()
  await database.addCall('call')
}, 60_000)
afterAll(() => database.stop())

describe('one-use tokens', () => {
  it('open what they were issued for, once', async () => {
    const { tokens } = database.store
    const { token } = await tokens.issueToken(grant, 60_000)

    expect(await tokens.redeemToken(token)).toEqual({ grant })
    expect(await tokens.redeemToken(token)).toEqual({ refused: 'used' })
  })

  it('open as uuids too', async () => {
    const { tokens } = database.store
    const { token } = await tokens.issueToken(grant, 60_000, 'uuid')

    expect(token).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
    expect(await tokens.redeemToken(token)).toEqual({ grant })
    expect(await tokens.redeemToken(token)).toEqual({ refused: 'used' })
  })

  it('open for exactly one of 20 askers', async () => {
    const { tokens } = database.store
    const { token } = await tokens.issueToken(grant, 60_000)

    const answers = await Promise.all(Array.from({ length: 20 }, () => tokens.redeemToken(token)))

    expect(answers.filter((answer) => 'grant' in answer)).toHaveLength(1)
    expect(answers.filter((answer) => 'refused' in answer && answer.refused === 'used')).toHaveLength(19)
  })

  it('are refused after their time', async () => {
    let now = Date.UTC(2026, 0, 5)
    const tokens = createTokens(database.store.db, () => now)
    const { token, expiresAt } = await tokens.issueToken(grant, 60_000)

    now += 60_000

    expect(expiresAt.getTime()).toBe(now)
    expect(await tokens.redeemToken(token)).toEqual({ refused: 'expired' })
  })

  it('are forgotten when they open nothing any more', async () => {
    const { db } = database.store
    await database.addCall('over')
    let now = Date.UTC(2026, 0, 5)
    const tokens = createTokens(db, () => now)
    const [unused, ofRunning, ofEnded] = [
      await tokens.issueToken(grant, 60_000),
      await tokens.issueToken(grant, 60_000),
      await tokens.issueToken({ ...grant, callId: 'over' }, 60_000),
    ]
    for (const { token } of [ofRunning, ofEnded]) await tokens.redeemToken(token)
    await db.updateTable('calls').set({ status: 'ended' }).where('callId', '=', 'over').execute()

    now += 3_600_000
    await tokens.forgetSpent(() => false)
    expect(await tokens.redeemToken(ofEnded.token)).toEqual({ refused: 'used' })
    now += 60_001
    await tokens.forgetSpent(() => false)

    expect(await tokens.redeemToken(unused.token)).toEqual({ refused: 'unknown' })
    expect(await tokens.redeemToken(ofEnded.token)).toEqual({ refused: 'unknown' })
    expect(await tokens.redeemToken(ofRunning.token)).toEqual({ refused: 'used' })
  })

  it('are refused when nobody issued them', async () => {
    expect(await database.store.tokens.redeemToken('made-up')).toEqual({ refused: 'unknown' })
  })

  it('are stored as hashes only', async () => {
    const { token } = await database.store.tokens.issueToken(grant, 60_000)

    const rows = await database.store.db.selectFrom('mediaTokens').select('tokenHash').execute()

    expect(rows.map(({ tokenHash }) => tokenHash)).not.toContain(token)
    expect(rows.every(({ tokenHash }) => /^[0-9a-f]{64}$/.test(tokenHash))).toBe(true)
  })
})
