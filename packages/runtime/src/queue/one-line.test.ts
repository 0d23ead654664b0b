import { status } from '@grpc/grpc-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunningRuntime } from '../runtime.js'
import { AnnouncedBridge } from '../testing/announced-bridge.js'
import { lineFlow } from '../testing/line-flow.js'
import type { ScriptedBridge } from '../testing/scripted-bridge.js'
import { World } from '../testing/world.js'
import { leaveSeatMs } from './matching.js'

const lines = Array.from({ length: 8 }, (_, index) => lineFlow(`line${index}`))

interface Place {
  readonly runtime: RunningRuntime
  readonly runtimeId: string
  readonly bridge: AnnouncedBridge
}

let world: World
let [here, there]: Place[] = []
beforeAll(async () => {
  world = await World.open(Object.fromEntries(lines.map((flow) => [flow.id, flow])))
  here = await placeOf(world.runtime)
  there = await placeOf(await world.starts())
  await meet()
}, 60_000)
afterAll(async () => {
  for (const place of [here, there]) place?.bridge.close()
  await there?.runtime.close()
  await world.close()
})

async function placeOf(runtime: RunningRuntime): Promise<Place> {
  const bridge = new AnnouncedBridge(runtime.controlAddress, {})
  return { runtime, bridge, runtimeId: (await bridge.announces()).runtimeId }
}

/** One bridge reaches both, and says so again and again. */
async function meet(): Promise<void> {
  await at(here).bridge.announces({ otherRuntimes: [at(there).runtimeId] })
  await at(there).bridge.announces({ otherRuntimes: [at(here).runtimeId] })
}

const at = (place: Place | undefined): Place => {
  if (place === undefined) throw new Error('nobody is there yet')
  return place
}

let used = 0
const nextLine = (): string => lines[used++]?.id ?? 'none'

interface OneCall {
  readonly callId: string
  readonly token: string
  readonly bridge: ScriptedBridge
}

/** Nobody calls at the very moment at which somebody else does. */
async function calls(flow: string, place: Place | undefined): Promise<OneCall> {
  world.clock.advance(10)
  return world.calls({ flow }, at(place).runtime)
}

async function waits(flow: string, place: Place | undefined, position: number): Promise<OneCall> {
  const call = await calls(flow, place)
  expect((await call.bridge.plays()).prompts.map(({ text }) => text)).toEqual([`Number ${position}.`])
  return call
}

const sits = (queue: string, place: Place | undefined, name = 'Anna') => world.sits(queue, name, {}, at(place).runtime)

/** The bridge does as it is told: the call is attached to the runtime that is named. */
async function goes({ callId, token, bridge }: OneCall, to: Place | undefined): Promise<ScriptedBridge> {
  expect(await bridge.ended).toMatchObject({ status: status.UNAVAILABLE, code: 'RUNTIME_CALL_GOES', runtimeId: at(to).runtimeId })
  return attaches({ callId, token, bridge }, to, 1)
}

async function attaches({ callId, token, bridge }: OneCall, to: Place | undefined, epoch: number): Promise<ScriptedBridge> {
  const next = world.bridge(at(to).runtime)
  await next.attach({ token, callId, lastCommandNumber: bridge.commands.length, epoch })
  return next
}

/** They talk, and the caller hangs up. */
async function talks(seat: Awaited<ReturnType<typeof sits>>, bridge: ScriptedBridge, callId: string): Promise<void> {
  const offer = await seat.next('offered')
  expect(offer.callId).toBe(callId)
  seat.sends({ type: 'accept', offerId: offer.offerId })
  const { legId } = await bridge.next('leg.expect')
  for (const type of ['leg.connected', 'leg.ready', 'legs.joined'] as const) await bridge.fact({ type, legId })
  await seat.next('joined')
  await bridge.hangsUp()
  await seat.next('ended')
}

describe('a caller for whom nobody is free at their runtime', () => {
  it('goes to the one where somebody is, and talks there', async () => {
    const line = nextLine()
    const seat = await sits(line, there)
    const call = await calls(line, here)

    await talks(seat, await goes(call, there), call.callId)
  })

  it('goes as soon as somebody comes there, before those who have waited there for a shorter time', async () => {
    const line = nextLine()
    const first = await waits(line, here, 1)
    const second = await waits(line, there, 2)

    const seat = await sits(line, there)

    await talks(seat, await goes(first, there), first.callId)
    await talks(seat, second.bridge, second.callId)
  })

  it('loses that human to the next one where they do not come in time', async () => {
    const line = nextLine()
    const first = await waits(line, here, 1)
    const second = await waits(line, there, 2)
    const seat = await sits(line, there)
    await first.bridge.ended

    world.clock.advance(leaveSeatMs + 2_000)

    await talks(seat, second.bridge, second.callId)
    await meet()
    const bridge = await attaches(first, here, 1)
    await bridge.hangsUp()
  })

  it('who was brought back is not sent at once again', async () => {
    const line = nextLine()
    const seat = await sits(line, there)
    const call = await calls(line, here)
    await call.bridge.ended

    const bridge = await attaches(call, here, 1)
    await bridge.next('turn.start')
    await world.asks('GET', '/healthz')

    expect(seat.unread).toEqual([])
    await bridge.hangsUp()
  })

  it('waits where they are while a bridge does not reach the others', async () => {
    const line = nextLine()
    await at(here).bridge.announces({ otherRuntimes: [] })
    const seat = await sits(line, there)

    const call = await waits(line, here, 1)

    await meet()
    world.clock.advance(2_000)
    await talks(seat, await goes(call, there), call.callId)
  })
})

it('a human here is offered a caller of here though one elsewhere is free for longer', async () => {
  const line = nextLine()
  const other = await sits(line, there, 'Bert')
  world.clock.advance(10)
  const seat = await sits(line, here)
  const call = await calls(line, here)

  await talks(seat, call.bridge, call.callId)

  expect(other.unread).toEqual([])
})

it('who looks at the queues sees callers and humans of all', async () => {
  const line = nextLine()
  const call = await waits(line, here, 1)
  const seat = await sits(line, there)
  seat.sends({ type: 'pause' })
  await seat.next('paused')

  for (const { runtime } of [at(here), at(there)]) {
    const { body } = await world.asks<{ queues: { queue: string; waiting: number; seats: object }[] }>('GET', '/v1/queues', undefined, runtime)
    expect(body.queues.find(({ queue }) => queue === line)).toMatchObject({ waiting: 1, seats: { paused: 1 } })
  }
  await call.bridge.hangsUp().catch(() => undefined)
})
