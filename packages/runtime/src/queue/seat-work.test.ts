import type { QueueList } from '@callchart/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { World } from '../testing/world.js'

/** One queue a test: seats and callers of others do not mix in. */
const queueNames = Array.from({ length: 12 }, (_, index) => `work${index}`)
const flowOf = (queue: string) => ({
  ...deskFlow,
  id: queue,
  name: `Desk ${queue}`,
  dnis: [],
  nodes: deskFlow.nodes.map((node) => (node.id === 'human' ? { ...node, queue } : node)),
})

let world: World
beforeAll(async () => {
  world = await World.open(Object.fromEntries(queueNames.map((queue) => [queue, flowOf(queue)])))
}, 60_000)
afterAll(() => world.close())

let used = 0
const nextQueue = (): string => queueNames[used++] ?? 'none'

/** The chart knows that the caller waits, or that a human is asked already. */
const entered = (callId: string) =>
  world.logged.take((line) => line.msg === 'step' && line.callId === callId && (line.event === 'transfer.queued' || line.event === 'transfer.ringing'))

async function callerInQueue(queue: string) {
  const call = await world.calls({ flow: queue })
  await call.bridge.hears(await call.bridge.plays(), 'speak to an agent')
  await call.bridge.plays()
  await call.bridge.next('hold.start')
  await entered(call.callId)
  return call
}

async function talking(more: { readonly afterCallWork?: boolean } = {}) {
  const queue = nextQueue()
  const seat = await world.sits(queue, 'Anna', more)
  const call = await callerInQueue(queue)
  const { offerId } = await seat.next('offered')
  seat.sends({ type: 'accept', offerId })
  const { legId } = await call.bridge.next('leg.expect')
  await call.bridge.fact({ type: 'leg.connected', legId })
  await call.bridge.fact({ type: 'leg.ready', legId })
  await call.bridge.next('legs.join')
  await call.bridge.fact({ type: 'legs.joined', legId })
  await seat.next('joined')
  return { queue, seat, legId, ...call }
}

/** The human ends the talk; the flow says goodbye. */
async function talkOver({ seat, bridge, callId, legId }: Awaited<ReturnType<typeof talking>>): Promise<void> {
  seat.sends({ type: 'end', callId })
  await bridge.next('leg.hang-up')
  await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
  await seat.next('ended')
}

const queueOf = async (queue: string) => (await world.asks<QueueList>('GET', '/v1/queues')).body.queues.find((each) => each.queue === queue)

describe('a caller on hold', () => {
  it('hears music until the human is back, and the record shows it', async () => {
    const { seat, bridge, callId, legId } = await talking()

    seat.sends({ type: 'hold', callId })
    expect(await bridge.next('leg.hold')).toEqual({ type: 'leg.hold', legId, music: 'default' })
    await bridge.fact({ type: 'leg.held', legId })
    expect(await seat.next('held')).toMatchObject({ callId })
    expect((await world.view(callId)).transfer).toMatchObject({ outcome: 'connected', held: true })

    seat.sends({ type: 'resume', callId })
    await bridge.next('leg.resume')
    await bridge.fact({ type: 'leg.resumed', legId })
    expect(await seat.next('resumed')).toMatchObject({ callId })
    expect((await world.view(callId)).transfer).not.toHaveProperty('held')
    await bridge.hangsUp()
  })

  it('may hang up: the human is told and free', async () => {
    const { queue, seat, bridge, callId, legId } = await talking()
    seat.sends({ type: 'hold', callId })
    await bridge.next('leg.hold')
    await bridge.fact({ type: 'leg.held', legId })

    await bridge.hangsUp()
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })

    expect(await seat.next('ended')).toMatchObject({ callId, by: 'caller' })
    expect((await world.view(callId)).transfer).not.toHaveProperty('held')
    expect((await queueOf(queue))?.seats).toEqual({ free: 1, busy: 0, paused: 0 })
  })

  it('is the human\'s own: nobody else\'s call is held', async () => {
    const { seat } = await talking()

    seat.sends({ type: 'hold', callId: 'somebody-else' })

    expect(await seat.next('error')).toMatchObject({ code: 'RUNTIME_OFFER_UNKNOWN' })
  })
})

describe('the work after a call', () => {
  it('keeps the seat from further calls until it is done, and its result with the call', async () => {
    const talk = await talking({ afterCallWork: true })
    const { queue, seat, callId } = talk
    await talkOver(talk)
    expect(await seat.next('wrapping-up')).toMatchObject({ callId })
    world.clock.advance(9_000)
    const next = await callerInQueue(queue)
    expect((await queueOf(queue))?.seats).toEqual({ free: 0, busy: 1, paused: 0 })

    seat.sends({ type: 'wrap-up', callId, code: 'resolved', note: 'Card sent again' })
    await seat.next('ready')

    expect((await seat.next('offered')).callId).toBe(next.callId)
    expect((await world.view(callId)).wrapUps).toEqual([{ agent: 'Anna', queue, code: 'resolved', note: 'Card sent again', at: expect.any(String) as string, workMs: 9_000 }])
    await next.bridge.hangsUp()
  })

  it('is that of the last call alone', async () => {
    const talk = await talking({ afterCallWork: true })
    await talkOver(talk)
    await talk.seat.next('wrapping-up')

    talk.seat.sends({ type: 'wrap-up', callId: 'another', code: 'resolved', note: '' })

    expect(await talk.seat.next('error')).toMatchObject({ code: 'RUNTIME_OFFER_UNKNOWN' })
    talk.seat.sends({ type: 'ready' })
    await talk.seat.next('ready')
    expect(await world.view(talk.callId)).not.toHaveProperty('wrapUps')
  })

  it('is asked of no seat that did not want it', async () => {
    const talk = await talking()
    await talkOver(talk)

    await world.until(async () => (await queueOf(talk.queue))?.seats.free === 1)
    expect(talk.seat.unread.map(({ type }) => type)).not.toContain('wrapping-up')
  })

  it('does not follow an offer that was never joined', async () => {
    const queue = nextQueue()
    const seat = await world.sits(queue, 'Anna', { afterCallWork: true })
    const { bridge } = await callerInQueue(queue)
    await seat.next('offered')
    await bridge.hangsUp()
    await seat.next('withdrawn')

    await world.until(async () => (await queueOf(queue))?.seats.free === 1)
    expect(seat.unread.map(({ type }) => type)).not.toContain('wrapping-up')
  })
})

describe('a pause', () => {
  it('keeps callers waiting until the human is ready', async () => {
    const queue = nextQueue()
    const seat = await world.sits(queue)
    seat.sends({ type: 'pause' })
    await seat.next('paused')
    const { callId, bridge } = await callerInQueue(queue)
    expect(await queueOf(queue)).toEqual({ queue, flows: [{ flow: queue, name: `Desk ${queue}` }], waiting: 1, seats: { free: 0, busy: 0, paused: 1 } })

    seat.sends({ type: 'ready' })
    await seat.next('ready')

    expect((await seat.next('offered')).callId).toBe(callId)
    await bridge.hangsUp()
  })

  it('begins when the talk and the work after it are over', async () => {
    const talk = await talking({ afterCallWork: true })
    const { seat, callId, queue } = talk
    seat.sends({ type: 'pause' })
    await seat.next('paused')
    await talkOver(talk)
    await seat.next('wrapping-up')

    seat.sends({ type: 'wrap-up', callId, code: 'other', note: '' })
    await seat.next('paused')

    expect((await queueOf(queue))?.seats).toEqual({ free: 0, busy: 0, paused: 1 })
  })
})

it('lists what agents may say of a call', async () => {
  const { body } = await world.asks<QueueList>('GET', '/v1/queues')

  expect(body.wrapUpCodes).toContainEqual({ code: 'resolved', en: 'Resolved', zh: '已解决' })
})
