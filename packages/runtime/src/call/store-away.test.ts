import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import type { ScriptedBridge } from '../testing/scripted-bridge.js'
import { World } from '../testing/world.js'

/** Asks again and again. */
const askingFlow = {
  ...deskFlow,
  nodes: deskFlow.nodes.map((node) => (node.id === 'ask' ? { ...node, noInput: { attempts: 5, to: 'bye' } } : node)),
}

/** Nobody may wait for a human. */
const fullFlow = {
  ...deskFlow,
  id: 'full',
  dnis: [],
  nodes: deskFlow.nodes.map((node) => (node.id === 'human' ? { ...node, queue: 'full', maxWaiting: 0, overflow: 'bye' } : node)),
}

/** Whoever comes to its end is called no more. */
const lastFlow = { ...askingFlow, id: 'last', dnis: [], nodes: askingFlow.nodes.map((node) => (node.id === 'bye' ? { ...node, doNotCall: true } : node)) }

let world: Awaited<ReturnType<typeof World.onALine>>
beforeAll(async () => {
  world = await World.onALine({ desk: askingFlow, full: fullFlow, last: lastFlow })
}, 60_000)
afterAll(() => world.close())

/** What `/readyz` says of the database: a note while calls go on without it. */
async function storeCheck(): Promise<string | undefined> {
  const { body } = await world.asks<{ checks: Record<string, string>; notes: Record<string, string> }>('GET', '/readyz')
  return body.notes.store ?? body.checks.store
}

/** Everything that was spooled is in the database. */
async function back(): Promise<void> {
  world.line.comeBack()
  await world.until(async () => (await storeCheck()) === 'ok')
}

/** Asked again, as nothing was said. */
async function askedAgain(bridge: ScriptedBridge): Promise<void> {
  const { turnId } = await bridge.plays()
  await bridge.fact({ type: 'no-input', turnId })
}

/** What the caller hears next, however long it takes. */
async function wordsAfter(bridge: ScriptedBridge): Promise<string> {
  let words = ''
  void bridge.next('turn.start').then(({ prompts }) => (words = prompts[0]?.text ?? ''))
  await world.until(async () => (await storeCheck(), words !== ''))
  return words
}

async function ends(call: { readonly callId: string; readonly bridge: ScriptedBridge }): Promise<void> {
  await call.bridge.hangsUp()
  await call.bridge.ended
}

const rowOf = async (callId: string) =>
  (await world.query<{ status: string; disposition: string; epoch: number; turns: number }>(`select status, disposition, epoch, turns from calls where call_id = '${callId}'`))[0]
const isOver = async (callId: string): Promise<boolean> => (await rowOf(callId))?.status === 'ended'

/** The numbers of its entries. */
const sequencesOf = async (callId: string): Promise<number[]> =>
  (await world.query<{ sequence: number }>(`select sequence from journal where call_id = '${callId}' order by sequence`)).map(({ sequence }) => sequence)

async function expectWhole(callId: string): Promise<void> {
  const sequences = await sequencesOf(callId)
  expect(sequences.length).toBeGreaterThan(5)
  expect(sequences).toEqual(sequences.map((_, index) => index + 1))
}

describe.each(['cut', 'hang'] as const)('while the line to the database is gone (%s)', (manner) => {
  it('a running call goes on, its bridge comes back to it, and its journal is whole afterwards', async () => {
    const call = await world.calls({ flow: 'desk' })
    await askedAgain(call.bridge)

    world.line[manner]()
    await askedAgain(call.bridge)
    expect(await storeCheck()).toBe('spooling')
    const { turnId } = await call.bridge.plays()
    call.bridge.breaks()
    const bridge = world.bridge()
    await bridge.attach({ token: call.token, callId: call.callId, lastCommandNumber: call.bridge.commands.at(-1)?.number ?? 0 })
    await bridge.fact({ type: 'no-input', turnId })
    await askedAgain(bridge)
    await back()
    await ends({ ...call, bridge })
    await world.until(() => isOver(call.callId))

    await expectWhole(call.callId)
    expect(await rowOf(call.callId)).toMatchObject({ disposition: 'caller-hung-up', epoch: 1 })
  })

  it('new callers are answered by the live version, and the database knows of them afterwards', async () => {
    const early = await world.creates({ flow: 'desk', ani: '+15551111' })
    world.line[manner]()
    const bridge = world.bridge()
    await bridge.attach({ token: early.token })
    await bridge.connects()
    const call = await world.calls({ dnis: '+15550001', ani: '+15552222' })
    const never = await world.creates({ flow: 'desk' })
    await askedAgain(call.bridge)
    await askedAgain(bridge)
    await call.bridge.hears(await call.bridge.plays(), 'what are your opening hours')

    const again = world.bridge()
    await expect(again.attach({ token: call.token })).rejects.toThrow('used')
    expect((await world.asks('POST', '/v1/calls', { flow: 'desk', direction: 'outbound' })).body).toMatchObject({ code: 'RUNTIME_STORE_UNAVAILABLE' })
    await ends(call)
    await back()
    await ends({ callId: early.callId, bridge })
    for (const { callId } of [call, early]) {
      await world.until(() => isOver(callId))
      await expectWhole(callId)
    }
    world.clock.advance(70_000)
    await world.until(() => isOver(never.callId))

    expect(await world.query(`select tag from call_tags where call_id = '${call.callId}'`)).toEqual([{ tag: 'hours' }])
    expect(await world.view(call.callId)).toMatchObject({ status: 'ended', ani: '+15552222' })
  })

  it('a caller who wants a human waits with music, and is offered to one when it is back', async () => {
    const seat = await world.sits('cards')
    const { bridge } = await world.calls({ flow: 'desk' })
    const question = await bridge.plays()
    world.line[manner]()

    await bridge.hears(question, 'speak to an agent')
    await bridge.plays()
    await bridge.next('hold.start')
    await back()
    let offer: { readonly offerId: string } | undefined
    void seat.next('offered').then((offered) => (offer = offered))
    await world.until(async () => (await storeCheck(), offer !== undefined))
    seat.sends({ type: 'accept', offerId: offer?.offerId ?? '' })
    const { legId } = await bridge.next('leg.expect')
    await bridge.fact({ type: 'leg.connected', legId })
    await bridge.fact({ type: 'leg.ready', legId })
    await bridge.next('legs.join')
    await bridge.fact({ type: 'legs.joined', legId })
    await seat.next('joined')

    world.line[manner]()
    await bridge.hangsUp()
    await seat.next('ended')
    seat.sends({ type: 'leave' })
    await seat.closed
    await back()
  })

  it('a caller who may not wait learns of it when it is back', async () => {
    const call = await world.calls({ flow: 'full' })
    const question = await call.bridge.plays()
    world.line[manner]()

    await call.bridge.hears(question, 'speak to an agent')
    await call.bridge.plays()
    await call.bridge.next('hold.start')
    await back()

    expect(await wordsAfter(call.bridge)).toBe('Goodbye.')
    await ends(call)
    await world.until(() => isOver(call.callId))
  })

  it('a caller who is to be called no more is on the list afterwards, however long it took', async () => {
    const number = `+1555777${manner.length}`
    const call = await world.calls({ flow: 'last', ani: number })
    const question = await call.bridge.plays()
    world.line[manner]()
    await call.bridge.hears(question, 'what are your opening hours')
    await call.bridge.plays()
    await ends(call)
    for (let minute = 0; minute < 12; minute += 1) {
      world.clock.advance(60_000)
      await storeCheck()
    }

    await back()
    await world.until(() => isOver(call.callId))
    await world.until(async () => (await world.query(`select 1 from do_not_call where number = '${number}'`)).length === 1)
    await expectWhole(call.callId)
  })

  it('a caller whom nobody takes in time leaves the queue by the way for that', async () => {
    const { bridge } = await world.calls({ flow: 'desk' })
    const question = await bridge.plays()
    world.line[manner]()
    await bridge.hears(question, 'speak to an agent')
    await bridge.plays()
    await bridge.next('hold.start')

    expect(await wordsAfter(bridge)).toBe('Nobody is free.')
    await bridge.hangsUp()
    await back()
  })
})

it('no runtime takes calls of another one whose leases ran out meanwhile', async () => {
  const other = await world.starts()
  const call = await world.calls({ flow: 'desk' })
  await askedAgain(call.bridge)
  world.line.cut()
  await askedAgain(call.bridge)

  for (let second = 0; second < 60; second += 1) {
    world.clock.advance(1_000)
    await storeCheck()
  }
  world.line.comeBack()
  // The clock must not outrun the database, which answers in its own time.
  await world.until(async () => (await world.query(`select 1 from calls where call_id = '${call.callId}' and lease_until > to_timestamp(${world.clock.now()} / 1000.0)`)).length === 1)
  for (let second = 0; second < 60; second += 1) {
    world.clock.advance(1_000)
    await storeCheck()
  }
  await askedAgain(call.bridge)

  expect(await rowOf(call.callId)).toMatchObject({ status: 'active', epoch: 1 })
  await ends(call)
  await other.close()
})

it('apologises and takes no new calls when the spool is full', async () => {
  const small = await world.starts({ away: { folder: world.awayDir, spoolBytes: 3_000 } })
  const call = await world.calls({ flow: 'desk' }, small)
  const question = await call.bridge.plays()
  world.line.cut()

  let turnId = question.turnId
  let apology = ''
  while (apology === '') {
    call.bridge.report({ type: 'no-input', turnId })
    const next = await call.bridge.next('turn.start')
    turnId = next.turnId
    if (next.prompts[0]?.promptId === 'apology') apology = next.prompts[0].text ?? ''
  }
  expect(apology).toMatch(/sorry/)
  expect((await world.asks('POST', '/v1/calls', { flow: 'desk' }, small)).status).toBe(503)
  expect((await world.asks('GET', '/readyz', undefined, small)).status).toBe(503)
  call.bridge.report({ type: 'turn.finished', turnId })
  await call.bridge.next('call.hang-up')
  call.bridge.report({ type: 'caller.hung-up', cause: 'normal' })
  await call.bridge.ended
  await back()
  await world.until(async () => (await world.asks<{ checks: { store: string } }>('GET', '/readyz', undefined, small)).body.checks.store === 'ok')
  await world.until(() => isOver(call.callId))

  expect(await rowOf(call.callId)).toMatchObject({ disposition: 'failed' })
  await small.close()
  expect((await readdir(join(world.awayDir, 'spool'))).length).toBe(1)
})

it('calls come to the same as with a database that is always there, whatever the line does meanwhile', async () => {
  const talks = async (beforeEach: () => void): Promise<{ callId: string; bridge: ScriptedBridge }> => {
    const call = await world.calls({ flow: 'desk' })
    for (let time = 0; time < 3; time += 1) {
      beforeEach()
      await askedAgain(call.bridge)
    }
    beforeEach()
    await call.bridge.hears(await call.bridge.plays(), 'what are your opening hours')
    beforeEach()
    await call.bridge.plays()
    await call.bridge.next('call.hang-up')
    beforeEach()
    await ends(call)
    return call
  }
  const comesTo = async ({ callId }: { readonly callId: string }) => {
    await world.until(() => isOver(callId))
    const { transcript, path, disposition, tags } = await world.view(callId)
    const { steps } = (await world.asks<{ steps: { event: { type: string } }[] }>('GET', `/v1/calls/${callId}/steps`)).body
    return { transcript: transcript.map(({ text }) => text), path, disposition, tags, events: steps.map(({ event }) => event.type) }
  }
  const expected = await comesTo(await talks(() => undefined))

  const manners = fc.constantFrom('cut' as const, 'hang' as const, 'comeBack' as const, undefined)
  await fc.assert(
    fc.asyncProperty(fc.array(manners, { minLength: 12, maxLength: 12 }), async (schedule) => {
      const due = [...schedule]
      const happens = (): void => {
        const manner = due.shift()
        if (manner !== undefined) world.line[manner]()
        world.clock.advance(100)
      }
      const calls = await Promise.all([talks(happens), talks(happens), talks(happens)])
      await back()

      for (const call of calls) {
        expect(await comesTo(call)).toEqual(expected)
        await expectWhole(call.callId)
      }
    }),
    { numRuns: 6 },
  )
}, 120_000)

it('tells operators of it', async () => {
  world.line.cut()
  await storeCheck()
  const text = await (await fetch(`${world.runtime.url}/metrics`)).text()
  expect(text).toMatch(/callchart_database_away 1/)
  expect(text).toMatch(/callchart_spool_used_ratio 0/)
  await back()
  expect(await (await fetch(`${world.runtime.url}/metrics`)).text()).toMatch(/callchart_database_away 0/)
})
