import { testMasterKey } from '../store/testing/test-database.js'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomOf } from '@callchart/flow'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../store/embedded/embedded-postgres.js'
import { openNotices, type Notices } from '../store/notices.js'
import { openStore, type Store } from '../store/store.js'
import { ManualClock } from '../testing/manual-clock.js'
import { ScriptedLine } from '../testing/scripted-switch.js'
import { CallLines } from './call-lines.js'
import { FirstLeg } from './first-leg.js'
import { HeldLine } from './held-lines.js'
import { createLeaseRows } from './lease-rows.js'
import { createLineRows } from './line-rows.js'
import { SwitchLeases } from './switch-leases.js'
import type { SwitchFact } from './switch-port.js'

let folder: string
let postgres: EmbeddedPostgres
let store: Store
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'callchart-notices-'))
  postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'data'), temporary: true })
  store = await openStore(postgres.url, { masterKey: testMasterKey })
}, 240_000)
afterAll(async () => {
  await store.close()
  await postgres.stop()
  await rm(folder, { recursive: true, force: true })
})

/** Passes on what chance lets through. */
const lossy = (notices: Notices, random: () => number): Notices => ({
  listen: (channel, told) => notices.listen(channel, (payload) => void (random() < 0.5 && told(payload))),
  close: () => notices.close(),
})

const silent = pino({ level: 'silent' })

function linesOf(runtimeId: string) {
  const clock = new ManualClock()
  const leases = new SwitchLeases({ rows: createLeaseRows(store.db, runtimeId, 5_000), clock, logger: silent, leaseMs: 5_000 })
  const rows = createLineRows(store.db, runtimeId, store.keys.betweenRuntimes)
  return { clock, rows, lines: new CallLines({ runtimeId, rows, leases, clock, logger: silent }) }
}

async function callOf(callId: string): Promise<void> {
  await store.db.insertInto('versions').values({ version: callId, flow: 'f', name: 'f', document: '{}', compiled: '{}', createdAt: new Date() }).execute()
  await store.db
    .insertInto('calls')
    .values({ callId, flow: 'f', version: callId, status: 'active', direction: 'inbound', variables: '{}', startedAt: new Date(), leaseOwner: 'worker', leaseUntil: new Date(), switchId: 'main', lineId: callId, lineHolder: 'holder', lineEpoch: 1, lineAbilities: '{"sendDigits":true,"records":false}' })
    .execute()
}

const desk = { originate: async () => undefined, hear: async () => undefined, heardElsewhere: () => undefined, holdCaller: async () => undefined }
const count = 30

describe('orders and facts between two runtimes that hear of half of them', () => {
  it.each([1, 2, 3, 4, 5])('come all, once and in their order (seed %i)', async (seed) => {
    const callId = `call-${seed}`
    const random = randomOf(seed)
    await callOf(callId)
    const holder = linesOf('holder')
    const worker = linesOf('worker')
    const notices = await openNotices(postgres.url)
    const taken: number[] = []
    let last = 0
    const call = {
      // As a call does it: a number that it has had already is done with.
      takeLine(_fact: SwitchFact, number: number, journaled: () => void) {
        if (number > last) taken.push(number)
        last = Math.max(last, number)
        if (random() < 0.8) journaled()
      },
      endMedia: () => undefined,
    }
    const calls = { giveWay: () => undefined, pollHangUps: async () => undefined }
    holder.lines.open({ ...calls, find: () => undefined }, desk, lossy(notices, random))
    worker.lines.open({ ...calls, find: (id) => (id === callId ? call : undefined) }, desk, lossy(notices, random))
    const line = new ScriptedLine('main', callId)
    const held = new HeldLine(callId, line, 1, new FirstLeg({ clock: holder.clock, isHeard: () => true, connect: async () => undefined, giveUp: () => undefined }, false))
    holder.lines.hold(held)
    worker.lines.begins((await store.db.selectFrom('calls').selectAll().where('callId', '=', callId).executeTakeFirstOrThrow()))
    const distant = worker.lines.of(callId, 1)

    const told = Array.from({ length: count }, () => held.number({ type: 'line.ringing' }))
    const posting = (async () => {
      for (const { number, fact } of told) await holder.rows.post({ callId, number, content: { fact } }, 1)
    })()
    const ordering = Array.from({ length: count }, (_, index) => distant?.sendDigits(String(index)))
    let isDone = false
    const done = Promise.all([posting, ...ordering]).finally(() => (isDone = true))
    while (!isDone || taken.length < count) {
      // Little by little: what is under way in the database takes real time.
      holder.clock.advance(5)
      worker.clock.advance(5)
      await store.check()
    }
    await done

    expect(taken).toEqual(told.map(({ number }) => number))
    expect(line.orders).toEqual(Array.from({ length: count }, (_, index) => ({ type: 'digits', digits: String(index) })))
    holder.lines.close()
    worker.lines.close()
    await notices.close()
  })
})
