import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemClock } from '../../clock.js'
import type { JournalEntry } from '../journal.js'
import { openStore, type Store } from '../store.js'
import { DatabaseProxy } from '../testing/database-proxy.js'
import { startTestDatabase, temporaryFolder, type TestDatabase, testMasterKey } from '../testing/test-database.js'

let database: TestDatabase
let proxy: DatabaseProxy
let folder: string
let store: Store

const logger = pino({ level: 'silent' })
const openSpooled = (url: string, runtimeId: string, spoolFolder: string, { capBytes = 64_000_000, awayAfterMs = 300 } = {}): Promise<Store> =>
  openStore(url, { masterKey: testMasterKey, awayAfterMs, answerWithinMs: 1_000, spool: { folder: spoolFolder, runtimeId, capBytes, leaseMs: 15_000, clock: systemClock, logger } })

beforeAll(async () => {
  database = await startTestDatabase()
  proxy = await DatabaseProxy.before(database.url)
  folder = await temporaryFolder()
  store = await openSpooled(proxy.url, 'one', folder)
}, 60_000)
afterAll(async () => {
  proxy.comeBack()
  await store.close()
  await proxy.close()
  await database.stop()
})

const entry = (sequence: number, text = `entry ${sequence}`): JournalEntry => ({ sequence, at: 1_700_000_000_000 + sequence, kind: 'event', step: sequence, body: { text } })

/** A call that a runtime works on: it has its key. */
async function begins(callId: string, spooled = store): Promise<void> {
  await database.addCall(callId)
  await spooled.keys.keyOf(callId)
}

/** Until the database has been told everything. */
async function settled(spooled = store): Promise<void> {
  while (spooled.spool?.isAway === true) await database.store.check()
}

/** Nothing of this process runs, no timer either. */
const standStill = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)

const built = (path: string): string => JSON.stringify(new URL(`../../../dist/${path}`, import.meta.url).href)

/** Another process that adds one entry after the other to a call, and says which is kept. */
function writesElsewhere(callId: string, runtimeId: string): { readonly child: ChildProcess; readonly acknowledged: AsyncIterator<string> } {
  const script = `import { pino } from ${JSON.stringify(import.meta.resolve('pino'))}
    import { openStore } from ${built('store/store.js')}
    import { systemClock } from ${built('clock.js')}
    const spool = { folder: ${JSON.stringify(folder)}, runtimeId: '${runtimeId}', capBytes: 64_000_000, leaseMs: 15_000, clock: systemClock, logger: pino({ level: 'silent' }) }
    const { journal } = await openStore(${JSON.stringify(proxy.url)}, { masterKey: Buffer.alloc(32, 7), awayAfterMs: 300, spool })
    for (let sequence = 1; ; sequence += 1) {
      await journal.append('${callId}', 1, [{ sequence, at: 1_700_000_000_000 + sequence, kind: 'event', step: sequence, body: { text: 'entry ' + sequence } }])
      console.log(sequence)
    }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  return { child, acknowledged: createInterface({ input: child.stdout })[Symbol.asyncIterator]() }
}

describe('a journal with a spool', () => {
  it.each(['cut', 'hang'] as const)('goes on while the line to the database is gone (%s), and tells it everything afterwards', async (manner) => {
    const callId = `gone-${manner}`
    await database.addCall(callId)
    await store.journal.append(callId, 1, [entry(1)])

    proxy[manner]()
    await store.journal.append(callId, 1, [entry(2), entry(3)])
    await store.journal.append(callId, 1, [entry(4, 'a\u0000b')])
    expect(store.spool?.reading()).toMatchObject({ recordCount: 2 })
    await expect(store.db.selectFrom('calls').select('callId').execute()).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })
    proxy.comeBack()
    await settled()
    await store.journal.append(callId, 1, [entry(5)])

    expect(await store.journal.read(callId)).toEqual([entry(1), entry(2), entry(3), entry(4, 'ab'), entry(5)])
    expect(store.spool?.reading()).toMatchObject({ recordCount: 0, bytes: 0, usedShare: 0 })
  })

  it('refuses what another runtime has gone on with meanwhile, keeps it for people, and says so to the call', async () => {
    await Promise.all(['taken', 'kept'].map((callId) => begins(callId)))
    proxy.cut()
    await store.journal.append('taken', 1, [entry(1)])
    await store.journal.append('kept', 1, [entry(1)])
    await database.store.db.updateTable('calls').set({ epoch: 2 }).where('callId', '=', 'taken').execute()
    proxy.comeBack()
    await settled()

    await expect(store.journal.append('taken', 1, [entry(2)])).rejects.toMatchObject({ code: 'RUNTIME_STALE_EPOCH' })
    expect(await store.journal.read('taken')).toEqual([])
    expect(await store.journal.read('kept')).toEqual([entry(1)])
    expect(store.spool?.reading().refusedTotal).toBe(1)
  })

  it('does not take the database for away because this process stood still: whose call went on elsewhere hears so', async () => {
    const still = await openSpooled(proxy.url, 'still', folder, { awayAfterMs: 1_500 })
    await Promise.all(['gone-on', 'gone-on-too', 'stayed'].map((callId) => begins(callId, still)))
    await database.store.db.updateTable('calls').set({ epoch: 2 }).where('callId', 'in', ['gone-on', 'gone-on-too']).execute()
    proxy.hang()
    const append = (callId: string): Promise<void> => still.journal.append(callId, 1, [entry(1)])
    const asked = Promise.allSettled(['gone-on', 'stayed'].map(append))
    for (let turns = 0; turns < 10; turns += 1) await turn()
    proxy.comeBack()
    standStill(3_000)
    // At once on waking: behind what was asked before, and on timers that count from before.
    const askedOnWaking = Promise.allSettled([append('gone-on-too')])

    expect(await askedOnWaking).toMatchObject([{ status: 'rejected', reason: { code: 'RUNTIME_STALE_EPOCH' } }])
    expect(await asked).toMatchObject([{ status: 'rejected', reason: { code: 'RUNTIME_STALE_EPOCH' } }, { status: 'fulfilled' }])
    expect(still.spool?.reading()).toMatchObject({ spooledTotal: 0, awayMs: 0 })
    expect(await still.journal.read('stayed')).toEqual([entry(1)])
    await still.close()
  })

  it('refuses further entries when it is full, and writes none of them later', async () => {
    const small = await openSpooled(proxy.url, 'small', folder, { capBytes: 1_000 })
    await begins('full', small)
    proxy.cut()
    await small.journal.append('full', 1, [entry(1)])

    await expect(small.journal.append('full', 1, [entry(2, 'x'.repeat(1_000))])).rejects.toMatchObject({ code: 'RUNTIME_SPOOL_FULL', retryable: false })
    proxy.comeBack()
    await settled(small)

    expect(await small.journal.read('full')).toEqual([entry(1)])
    await small.close()
  })

  it('leaves what it could not tell to the next process, which does', async () => {
    const first = await openSpooled(proxy.url, 'first', folder)
    await begins('left', first)
    proxy.cut()
    await first.journal.append('left', 1, [entry(1), entry(2)])
    await first.close()
    proxy.comeBack()

    const second = await openSpooled(proxy.url, 'second', folder)

    expect(await second.journal.read('left')).toEqual([entry(1), entry(2)])
    await second.close()
  })

  it.each([
    ['before the line comes back', 0],
    ['while it is drained, early', 1],
    ['while it is drained', 60],
    ['about when it is empty', 200],
  ])('has everything that was acknowledged when the process is killed %s', async (_when, entriesAfterReturn) => {
    const callId = `killed-${entriesAfterReturn}`
    await database.addCall(callId)
    const { child, acknowledged } = writesElsewhere(callId, callId)
    const kept = async (count: number): Promise<number> => {
      let last = 0
      for (let index = 0; index < count; index += 1) last = Number((await acknowledged.next()).value)
      return last
    }
    await kept(20)
    proxy.cut()
    let last = await kept(400)
    if (entriesAfterReturn > 0) {
      proxy.comeBack()
      last = await kept(entriesAfterReturn)
    }
    child.kill('SIGKILL')
    await once(child, 'exit')
    proxy.comeBack()

    const next = await openSpooled(proxy.url, `after-${callId}`, folder)
    const read = await next.journal.read(callId)

    expect(read.length).toBeGreaterThanOrEqual(last)
    expect(read).toEqual(read.map((_, index) => entry(index + 1)))
    expect(await readdir(folder)).not.toContain(callId)
    await next.close()
  }, 60_000)

  it('opens tokens once, those given out before and those given out meanwhile', async () => {
    await database.addCall('tokens')
    const grant = { callId: 'tokens', legId: 'caller' }
    const before = await store.tokens.issueToken(grant, 60_000)
    const expired = await store.tokens.issueToken(grant, 0)

    proxy.hang()
    const meanwhile = await store.tokens.issueToken(grant, 60_000, 'uuid')
    const kept = await store.tokens.issueToken(grant, 60_000)
    for (const { token } of [before, meanwhile]) {
      expect(await store.tokens.redeemToken(token)).toEqual({ grant })
      expect(await store.tokens.redeemToken(token)).toEqual({ refused: 'used' })
      expect(await store.tokens.hasOpened('tokens', token)).toBe(true)
      expect(await store.tokens.hasOpened('other', token)).toBe(false)
    }
    expect(await store.tokens.redeemToken(expired.token)).toEqual({ refused: 'expired' })
    await expect(store.tokens.redeemToken('given out by another runtime')).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE', retryable: true })
    await expect(store.tokens.hasOpened('tokens', 'given out by another runtime')).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })
    const replaced = await store.tokens.replaceToken(grant, 60_000)
    await expect(store.tokens.redeemToken(kept.token)).rejects.toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })
    proxy.comeBack()
    await settled()

    expect(await database.store.tokens.redeemToken(meanwhile.token)).toEqual({ refused: 'used' })
    expect(await database.store.tokens.redeemToken(before.token)).toEqual({ refused: 'used' })
    expect(await database.store.tokens.redeemToken(replaced.token)).toEqual({ grant })
  })

  it('has every entry of every call once and in order, however often the database goes and comes back', async () => {
    const manners = fc.constantFrom('cut' as const, 'hang' as const, 'comeBack' as const)
    const schedules = fc.array(fc.record({ afterAppends: fc.integer({ min: 1, max: 25 }), manner: manners }), { minLength: 1, maxLength: 6 })
    let run = 0
    const refusedBefore = store.spool?.reading().refusedTotal
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        run += 1
        const calls = Array.from({ length: 8 }, (_, index) => `run-${run}-${index}`)
        await Promise.all(calls.map((callId) => begins(callId)))
        const due = [...schedule]
        let appends = 0
        const tellProxy = (): void => {
          appends += 1
          const [next] = due
          if (next === undefined || appends < next.afterAppends) return
          due.shift()
          appends = 0
          proxy[next.manner]()
        }
        const talks = async (callId: string): Promise<void> => {
          for (let sequence = 1; sequence <= 21; sequence += 3) {
            tellProxy()
            await store.journal.append(callId, 1, [entry(sequence), entry(sequence + 1), entry(sequence + 2)])
          }
        }

        await Promise.all(calls.map(talks))
        proxy.comeBack()
        await settled()

        const whole = Array.from({ length: 21 }, (_, index) => entry(index + 1))
        for (const callId of calls) expect(await database.store.journal.read(callId)).toEqual(whole)
        expect(store.spool?.reading()).toMatchObject({ recordCount: 0, bytes: 0, refusedTotal: refusedBefore })
      }),
      { numRuns: 12 },
    )
  }, 120_000)
})
