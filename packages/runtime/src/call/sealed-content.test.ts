import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CallListEntry, Problem } from '@callchart/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openCallArchive } from '../replay/archive.js'
import type { RunningRuntime } from '../runtime.js'
import { openStore } from '../store/store.js'
import { testMasterKey } from '../store/testing/test-database.js'
import { cardFlow } from '../testing/card-flow.js'
import { ScriptedService } from '../testing/scripted-service.js'
import { World } from '../testing/world.js'

const orderFlow = cardFlow('order', { customer: { type: 'string' }, card: { type: 'string' }, name: { type: 'string' } })

interface CallList {
  readonly calls: readonly CallListEntry[]
  readonly nextCursor?: string
}

let world: Awaited<ReturnType<typeof World.onALine>>
let service: ScriptedService
const others: RunningRuntime[] = []
beforeAll(async () => {
  service = await ScriptedService.open()
  world = await World.onALine({ order: orderFlow }, { endpoints: { service: service.url }, tuning: { databaseAwayMs: 300 } })
}, 60_000)
afterAll(async () => {
  for (const runtime of others) await runtime.close()
  await world.close()
  await service.close()
})

const digits = (count: number) => fc.array(fc.integer({ min: 0, max: 9 }), { minLength: count, maxLength: count }).map((each) => each.join(''))
const word = fc.array(fc.constantFrom(...'bdfghjklmnpqrstvwxz'), { minLength: 9, maxLength: 12 }).map((each) => each.join(''))
const planted = fc.record({ card: digits(16), ani: digits(9).map((rest) => `+1${rest}`), customer: word, words: fc.tuple(word, word).map((each) => `q${each.join(' q')}`) })
type Planted = typeof planted extends fc.Arbitrary<infer Value> ? Value : never

/** Which of the values stand in some bytes, in whatever form a dump has them; their names. */
const found = (dump: string, values: Planted): string[] =>
  Object.entries(values).flatMap(([name, value]) => ([value, Buffer.from(value).toString('hex'), Buffer.from(value).toString('base64').replace(/.{0,2}=*$/, '')].some((form) => dump.includes(form)) ? [name] : []))

/** Everything in the database, as text. */
async function dump(): Promise<string> {
  const tables = await world.query<{ name: string }>("select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'")
  const texts = await Promise.all(tables.map(({ name }) => world.query<{ text: string | null }>(`select string_agg(t::text, E'\\n') as text from "${name}" t`)))
  return texts.flatMap((rows) => rows.map(({ text }) => text ?? '')).join('\n')
}

async function spoolBytes(): Promise<string> {
  const folder = join(world.awayDir, 'spool')
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile())
  return (await Promise.all(files.map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1')))).join('\n')
}

/** The caller has said and typed everything. @param midway between what they say and what they type */
async function talks({ card, ani, customer, words }: Planted, midway: () => unknown = () => undefined) {
  const { callId, bridge, token } = await world.calls({ flow: 'order', ani, dnis: '+18005550100', variables: { customer } })
  const question = await bridge.plays()
  await bridge.hears(question, words)
  const { turnId } = await bridge.plays()
  await midway()
  await bridge.fact({ type: 'digits', turnId, digits: card, endedBy: 'max-count' })
  ;(await service.asked()).answer({ owner: customer })
  await bridge.plays()
  return { callId, bridge, token }
}

async function calls(values: Planted): Promise<string> {
  const over = await talks(values)
  await over.bridge.hangsUp()
  await world.logged.take((line) => line.msg === 'call ended' && line.callId === over.callId)
  await isWritten(over.callId)
  return over.callId
}

const isWritten = (callId: string): Promise<void> => world.until(async () => (await world.query(`select 1 from calls where call_id = '${callId}' and status = 'ended'`)).length > 0)

const sample: Planted = { card: '4000123412341234', ani: '+15550001234', customer: 'Ottokar', words: 'my bill is wrong' }

describe('what a caller has said, typed and is called by', () => {
  it('stands nowhere in the tables or in the spool, and is there for who may read it', async () => {
    await fc.assert(
      fc.asyncProperty(planted, async (values) => {
        const { callId, bridge } = await talks(values, () => world.line.cut())
        const spooled = await spoolBytes()
        await bridge.hangsUp()
        world.line.comeBack()
        await isWritten(callId)

        expect(spooled).toContain(callId)
        expect(found(spooled, values), 'spool').toEqual([])
        const tables = await dump()
        expect(tables).toContain(callId)
        expect(found(tables, values), 'tables').toEqual([])
        const view = await world.view(callId)
        expect(view).toMatchObject({ ani: values.ani, variables: { customer: values.customer, card: values.card }, path: ['begin', 'ask', 'card', 'tell', 'bye'] })
        expect(view.transcript.map(({ text }) => text)).toContain(values.words)
      }),
      { numRuns: 5, endOnFailure: true },
    )
  }, 60_000)

  it('is not in the spool of a call that begins while the database is away', async () => {
    world.line.cut()
    await expect(world.asks('GET', '/v1/calls')).resolves.toMatchObject({ status: 503 })
    const { callId, bridge } = await talks(sample)
    const spooled = await spoolBytes()
    await bridge.hangsUp()
    world.line.comeBack()
    await isWritten(callId)

    expect(spooled).toContain(callId)
    expect(found(spooled, sample)).toEqual([])
    expect(await world.view(callId)).toMatchObject({ ani: sample.ani, variables: { card: sample.card } })
  })

  it('is found by a part of the number', async () => {
    const callId = await calls({ ...sample, ani: '+15557654321' })
    const listed = async (query: string) => (await world.asks<CallList>('GET', `/v1/calls?${query}`)).body.calls.map((call) => [call.callId, call.ani])

    expect(await listed('number=7654')).toEqual([[callId, '+15557654321']])
    expect(await listed('number=%2B1%20(555)%207654321')).toEqual([[callId, '+15557654321']])
    expect(await listed('number=555-765.4321')).toEqual([[callId, '+15557654321']])
    expect(await listed('number=9999')).toEqual([])
    const { body: first } = await world.asks<CallList>('GET', '/v1/calls?number=1800555&limit=1')
    const { body: second } = await world.asks<CallList>('GET', `/v1/calls?number=1800555&limit=1&cursor=${first.nextCursor ?? ''}`)
    expect([first.calls.length, second.calls.length, first.calls[0]?.callId === second.calls[0]?.callId]).toEqual([1, 1, false])
  })
})

describe('a call whose content is deleted', () => {
  it('is told by its times, nodes and outcome alone, whoever is asked', async () => {
    const callId = await calls(sample)
    const other = await world.starts({ endpoints: { service: service.url } })
    others.push(other)
    const before = await world.view(callId, other)
    const { body: steps } = await world.asks<{ steps: { nodes: string[] }[] }>('GET', `/v1/calls/${callId}/steps`)

    expect(await world.asks('DELETE', `/v1/calls/${callId}/content`)).toMatchObject({ status: 204 })

    for (const runtime of [world.runtime, other]) {
      const after = await world.view(callId, runtime)
      const { path, statePath, startedAt, endedAt, disposition, talkSeconds, effects } = before
      expect(after).toMatchObject({ path, statePath, startedAt, endedAt, disposition, talkSeconds, effects, status: 'ended', dnis: '+18005550100', variables: {}, contentDeleted: { by: 'api' } })
      expect(after.transcript).toEqual([expect.objectContaining({ who: 'system', note: 'content-deleted' })])
      expect(after).not.toHaveProperty('ani')
      expect(after.cdr).toEqual(before.cdr.map(({ ani: _ani, ...leg }) => leg))
      const { body: left } = await world.asks<{ steps: { nodes: string[] }[] }>('GET', `/v1/calls/${callId}/steps`, undefined, runtime)
      expect(left.steps.map(({ nodes }) => nodes)).toEqual(steps.steps.map(({ nodes }) => nodes))
      expect(found(JSON.stringify([after, left]), sample)).toEqual([])
      expect(await world.asks<Problem>('POST', `/v1/calls/${callId}/replay`, {}, runtime)).toMatchObject({ status: 410, body: { code: 'RUNTIME_CONTENT_DELETED' } })
    }
    const { body: list } = await world.asks<CallList>('GET', '/v1/calls')
    expect(list.calls.find((call) => call.callId === callId)).toMatchObject({ status: 'ended', disposition: before.disposition })
    expect(JSON.stringify(list.calls.find((call) => call.callId === callId))).not.toContain(sample.ani)
    const archive = await openCallArchive(world.postgres.url, testMasterKey)
    await expect(archive.read(callId)).rejects.toMatchObject({ code: 'RUNTIME_CONTENT_DELETED' })
    expect(await archive.callIds()).not.toContain(callId)
    await archive.close()
    expect(await world.query(`select wrapped_key, destroyed_by from call_keys where call_id = '${callId}'`)).toEqual([{ wrapped_key: null, destroyed_by: 'api' }])
  })

  it('is deleted once, when it is over, and is one that there was', async () => {
    const { callId, bridge } = await talks(sample)
    const deletes = async (id: string) => world.asks<Problem | undefined>('DELETE', `/v1/calls/${id}/content`)

    expect(await deletes(callId)).toMatchObject({ status: 409, body: { code: 'RUNTIME_CALL_RUNNING' } })
    expect(await deletes('nobody')).toMatchObject({ status: 404, body: { code: 'RUNTIME_CALL_UNKNOWN' } })
    await bridge.hangsUp()
    await isWritten(callId)
    expect(await deletes(callId)).toMatchObject({ status: 204 })
    expect(await deletes(callId)).toMatchObject({ status: 410, body: { code: 'RUNTIME_CONTENT_DELETED' } })
  })
})

describe('a runtime that dies', () => {
  it('between the key of a call and its first event leaves a call that another one begins', async () => {
    const first = await world.starts({ endpoints: { service: service.url } })
    const { callId, token } = await world.creates({ flow: 'order', ani: sample.ani, variables: { customer: sample.customer } }, first)
    await first.close()

    const bridge = world.bridge()
    await bridge.attach({ token })
    await bridge.connects()

    expect((await bridge.plays()).prompts[0]?.text).toBe('Hello Ottokar, what is it about?')
    await bridge.hangsUp()
    await bridge.ended
    await isWritten(callId)
    expect((await world.view(callId)).variables).toMatchObject({ customer: 'Ottokar' })
  })
})

describe('another master key', () => {
  const otherKey = Buffer.alloc(32, 8)

  it('is refused before anything is sealed under it', async () => {
    await calls(sample)

    const opening = openStore(world.postgres.url, { masterKey: otherKey })

    await expect(opening).rejects.toMatchObject({ code: 'RUNTIME_MASTER_KEY_DIFFERS', message: expect.stringMatching(/RECORDING_KEY/) as string })
  })

  it('leaves calls whose key is lost with what their rows know', async () => {
    const callId = await calls(sample)
    await world.query(`update call_keys set wrapped_key = null, destroyed_at = now(), destroyed_by = 'lost' where call_id = '${callId}'`)

    expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'completed', contentDeleted: { by: 'lost' }, transcript: [{ note: 'content-deleted' }] })
    expect(await world.asks('GET', `/v1/calls/${callId}/steps`)).toMatchObject({ status: 200, body: { steps: [] } })
  })
})

