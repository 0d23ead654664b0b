import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { status } from '@grpc/grpc-js'
import pg from 'pg'
import { deskFlow, serviceFlow } from '../testing/flows.js'
import { ScriptedService } from '../testing/scripted-service.js'
import type { ScriptedBridge } from '../testing/scripted-bridge.js'
import { World } from '../testing/world.js'
import type { RunningRuntime } from '../runtime.js'

let world: World
let service: ScriptedService
const opened: RunningRuntime[] = []
beforeAll(async () => {
  service = await ScriptedService.open()
  const flows = {
    desk: deskFlow,
    get: serviceFlow('get', 'GET'),
    post: serviceFlow('post', 'POST'),
    keyed: serviceFlow('keyed', 'POST', true),
  }
  world = await World.open(flows, { endpoints: { service: service.url } })
}, 60_000)
afterAll(async () => {
  for (const runtime of opened) await runtime.close()
  await world.close()
  await service.close()
})

async function another(): Promise<RunningRuntime> {
  const runtime = await world.starts({ endpoints: { service: service.url } })
  opened.push(runtime)
  return runtime
}

/** The bridge brings the call to another runtime, as it does when its own is gone. */
async function moves(call: {
  callId: string
  token: string
  bridge: ScriptedBridge
}): Promise<{ bridge: ScriptedBridge; runtime: RunningRuntime }> {
  const runtime = await another()
  const bridge = world.bridge(runtime)
  const { epoch, lastFactNumber } = await bridge.attach({ ...call, lastCommandNumber: call.bridge.commands.length })
  expect(epoch).toBe(2)
  expect(lastFactNumber).toBeGreaterThan(0)
  return { bridge, runtime }
}

async function entriesOf(callId: string): Promise<{ state: string }[]> {
  const client = new pg.Client(world.postgres.url)
  await client.connect()
  const { rows } = await client.query<{ state: string }>('select state from queue_entries where call_id = $1', [callId])
  await client.end()
  return rows
}

describe('a call that another runtime takes over', () => {
  it('goes on with the running turn, and the older runtime stops', async () => {
    const call = await world.calls({ flow: 'desk', ani: '+15557777' })
    const question = await call.bridge.plays()
    const before = await world.view(call.callId)

    const { bridge, runtime } = await moves(call)

    const again = await bridge.next('turn.start')
    expect(again).toEqual(question)
    expect(bridge.commands[0]).toMatchObject({ epoch: 2, number: 2 })
    expect(await world.view(call.callId, runtime)).toEqual(before)

    call.bridge.report({ type: 'speech.started', turnId: question.turnId })
    expect(await call.bridge.ended).toMatchObject({ status: status.ABORTED, code: 'RUNTIME_STALE_EPOCH' })

    await bridge.hears(question, 'when are you open')
    await bridge.plays()
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    await bridge.ended
    expect(await world.view(call.callId, runtime)).toMatchObject({
      status: 'ended',
      disposition: 'completed',
      ani: '+15557777',
      path: ['begin', 'ask', 'tagHours', 'bye'],
    })
  })

  it('repeats a request only where that harms nobody', async () => {
    const safe = await world.calls({ flow: 'get' })
    const { key } = await service.asked()
    const { bridge } = await moves(safe)
    const repeated = await service.asked()
    expect(repeated.key).toBe(key)
    repeated.answer({ balance: 7 })
    expect((await bridge.plays()).prompts[0]?.text).toBe('You have 7.')

    const keyed = await world.calls({ flow: 'keyed' })
    await service.asked()
    await moves(keyed)
    expect((await service.asked()).method).toBe('POST')

    const once = await world.calls({ flow: 'post' })
    await service.asked()
    const moved = await moves(once)
    expect((await moved.bridge.plays()).prompts[0]?.text).toBe('Nobody knows.')
  })

  it('runs its timers to the deadline that they had', async () => {
    const call = await world.calls({ flow: 'get' })
    await service.asked()
    world.clock.advance(1_000)

    const { bridge } = await moves(call)
    world.clock.advance(499)
    expect(bridge.unread).toEqual([])
    world.clock.advance(1)

    expect((await bridge.plays()).prompts[0]?.text).toBe('One moment.')
  })

  it('stands in the queue again, and reaches a human there', async () => {
    const call = await world.calls({ flow: 'desk' })
    await call.bridge.hears(await call.bridge.plays(), 'speak to an agent')
    await call.bridge.plays()
    await call.bridge.next('hold.start')

    const { bridge, runtime } = await moves(call)
    await bridge.next('hold.start')
    const { body } = await world.asks<{ controlUrl: string }>('POST', '/v1/queues/cards/agents', { name: 'Anna' }, runtime)
    const { ScriptedSeat } = await import('../testing/scripted-seat.js')
    const seat = await ScriptedSeat.sits(body.controlUrl)
    seat.sends({ type: 'accept', offerId: (await seat.next('offered')).offerId })
    const { legId } = await bridge.next('leg.expect')
    await bridge.fact({ type: 'leg.connected', legId })
    await bridge.fact({ type: 'leg.ready', legId })

    const third = await another()
    const last = world.bridge(third)
    await last.attach({ ...call, lastCommandNumber: bridge.commands.length })
    expect(await last.next('legs.join')).toMatchObject({ legId })
    await last.fact({ type: 'legs.joined', legId })
    expect(await world.view(call.callId, third)).toMatchObject({ statePath: ['human', 'connected'] })
    await last.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    expect((await last.plays()).prompts[0]?.text).toBe('Thank you for waiting.')
    await last.hangsUp()
  })

  it('waits on in the queue that a human sent the caller on to', async () => {
    const call = await world.calls({ flow: 'desk' })
    const seat = await world.sits('cards', 'Anna')
    await call.bridge.hears(await call.bridge.plays(), 'speak to an agent')
    await call.bridge.plays()
    seat.sends({ type: 'accept', offerId: (await seat.next('offered')).offerId })
    const first = await call.bridge.next('leg.expect')
    for (const type of ['leg.connected', 'leg.ready', 'legs.joined'] as const) await call.bridge.fact({ type, legId: first.legId })
    await seat.next('joined')
    seat.sends({ type: 'forward', callId: call.callId, queue: 'claims', note: 'Lost abroad' })
    await call.bridge.next('leg.hang-up')
    await call.bridge.fact({ type: 'leg.hung-up', legId: first.legId, cause: 'normal' })

    const { bridge, runtime } = await moves(call)
    await bridge.next('hold.start')
    const { body } = await world.asks<{ controlUrl: string }>('POST', '/v1/queues/claims/agents', { name: 'Bo' }, runtime)
    const { ScriptedSeat } = await import('../testing/scripted-seat.js')
    const other = await ScriptedSeat.sits(body.controlUrl)
    const offer = await other.next('offered')
    expect(offer.forwarded).toEqual({ by: 'Anna', note: 'Lost abroad' })
    other.sends({ type: 'accept', offerId: offer.offerId })
    const { legId } = await bridge.next('leg.expect')
    for (const type of ['leg.connected', 'leg.ready', 'legs.joined'] as const) await bridge.fact({ type, legId })
    await other.next('joined')

    expect(await world.view(call.callId, runtime)).toMatchObject({ statePath: ['human', 'connected'], transfer: { target: 'claims', outcome: 'connected' } })
    await bridge.hangsUp()
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    await bridge.ended
    seat.sends({ type: 'leave' })
  })

  it('leaves no entry in the queue, and frees the human where their seat is', async () => {
    const call = await world.calls({ flow: 'desk' })
    await call.bridge.hears(await call.bridge.plays(), 'speak to an agent')
    await call.bridge.plays()
    const seat = await world.sits('cards', 'Anna')
    seat.sends({ type: 'accept', offerId: (await seat.next('offered')).offerId })
    const { legId } = await call.bridge.next('leg.expect')
    await seat.next('accepted')

    const { bridge } = await moves(call)
    expect(await bridge.next('leg.hang-up')).toEqual({ type: 'leg.hang-up', legId })
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    await bridge.next('hold.start')
    expect(await entriesOf(call.callId)).toEqual([{ state: 'waiting' }])

    // The earlier runtime learns of it when it writes.
    call.bridge.report({ type: 'speech.started', turnId: 't1' })
    const withdrawn = seat.next('withdrawn')
    let isWithdrawn = false
    void withdrawn.then(() => (isWithdrawn = true))
    await world.until(async () => (await world.asks('GET', '/readyz'), isWithdrawn))

    await bridge.hangsUp()
    await bridge.ended
    expect(await entriesOf(call.callId)).toEqual([{ state: 'left' }])
  })

  it('is hung up where its goodbye was over', async () => {
    const call = await world.calls({ flow: 'desk' })
    await call.bridge.hears(await call.bridge.plays(), 'when are you open')
    await call.bridge.plays()
    await call.bridge.next('call.hang-up')

    const { bridge } = await moves(call)

    await bridge.next('call.hang-up')
    await bridge.hangsUp()
  })
})

describe('a call that nobody takes over', () => {
  it('is ended when its lease has run out', async () => {
    const lost = await another()
    const { callId, bridge } = await world.calls({ flow: 'desk' }, lost)
    await bridge.plays()
    await lost.close()

    let isEnded = false
    void world.logged.take((line) => line.msg === 'call ended' && line.callId === callId).then(() => (isEnded = true))
    while (!isEnded) {
      world.clock.advance(5_000)
      await world.asks('GET', '/readyz')
    }

    expect(await world.view(callId)).toMatchObject({
      status: 'ended',
      disposition: 'media-lost',
      transcript: [{ text: 'How can I help?' }],
    })
  })
})
