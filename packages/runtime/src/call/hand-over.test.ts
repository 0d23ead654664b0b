import { status } from '@grpc/grpc-js'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noticedMs } from '../drain.js'
import type { RunningRuntime } from '../runtime.js'
import { AnnouncedBridge } from '../testing/announced-bridge.js'
import { deskFlow } from '../testing/flows.js'
import type { ScriptedBridge } from '../testing/scripted-bridge.js'
import { World } from '../testing/world.js'

let world: World
const opened: { close(): unknown }[] = []
beforeAll(async () => {
  world = await World.open({ desk: deskFlow })
}, 60_000)
afterAll(async () => {
  for (const each of opened) await each.close()
  await world.close()
})

async function another(): Promise<RunningRuntime> {
  const runtime = await world.starts()
  opened.push(runtime)
  return runtime
}

async function announced(runtime: RunningRuntime, said: ConstructorParameters<typeof AnnouncedBridge>[1]): Promise<AnnouncedBridge> {
  const bridge = new AnnouncedBridge(runtime.controlAddress, said)
  opened.push(bridge)
  await bridge.announces()
  return bridge
}

const asksForCall = (runtime: RunningRuntime): Promise<Response> =>
  fetch(`${runtime.url}/v1/calls`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"flow":"desk"}' })

/** The bridge brings a call that it has had to another runtime, or back. */
async function moves({ callId, token, bridge }: { callId: string; token: string; bridge: ScriptedBridge }, to: RunningRuntime, epoch: number): Promise<{ bridge: ScriptedBridge; epoch: number }> {
  const next = world.bridge(to)
  const accepted = await next.attach({ token, callId, lastCommandNumber: bridge.commands.length, epoch })
  return { bridge: next, epoch: accepted.epoch }
}

describe('a runtime that is to end', () => {
  it('goes on until everybody knows, then takes no further call and gives its calls to another one, which goes on at once', async () => {
    const runtime = await another()
    await announced(runtime, { otherRuntimes: ['other'] })
    const call = await world.calls({ flow: 'desk' }, runtime)
    const question = await call.bridge.plays()

    const drained = runtime.drain(60_000)
    expect(await world.asks('GET', '/readyz', undefined, runtime)).toMatchObject({ status: 503, body: { checks: { drain: 'RUNTIME_DRAINING' } } })
    expect((await asksForCall(runtime)).status).toBe(201)
    world.clock.advance(noticedMs)
    await drained

    expect(await call.bridge.ended).toMatchObject({ status: status.UNAVAILABLE, code: 'RUNTIME_DRAINING' })
    const refused = await asksForCall(runtime)
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toMatchObject([503, '1', { code: 'RUNTIME_DRAINING' }])
    const late = world.bridge(runtime)
    await expect(late.attach({ token: call.token, callId: call.callId })).rejects.toThrow('RUNTIME_DRAINING')
    const { bridge, epoch } = await moves(call, world.runtime, 1)
    expect(epoch).toBe(2)
    await bridge.hears(question, 'when are you open')
    await bridge.next('turn.start')
    await bridge.hangsUp()
  })

  it('lets its calls come to their end where nobody else would go on with them', async () => {
    const runtime = await another()
    const { bridge } = await world.calls({ flow: 'desk' }, runtime)
    await bridge.plays()
    let isDrained = false
    const drained = runtime.drain(3_600_000).then(() => (isDrained = true))

    world.clock.advance(1_000)
    expect(isDrained).toBe(false)
    await bridge.hangsUp()
    await bridge.ended
    await world.until(async () => (await world.asks('GET', '/healthz', undefined, runtime), isDrained))

    await drained
  })

  it('gives them away as soon as a bridge that has just begun knows of somebody who would', async () => {
    const runtime = await another()
    const young = await announced(runtime, { otherRuntimes: [] })
    const { bridge } = await world.calls({ flow: 'desk' }, runtime)
    await bridge.plays()
    let isDrained = false
    const drained = runtime.drain(3_600_000).then(() => (isDrained = true))
    world.clock.advance(noticedMs)
    await young.announces()
    expect(isDrained).toBe(false)

    await young.announces({ otherRuntimes: ['other'] })
    await world.until(async () => (await young.announces(), isDrained))

    expect(await bridge.ended).toMatchObject({ code: 'RUNTIME_DRAINING' })
    await drained
  })
})

describe('a call that is at another runtime now', () => {
  it('is let go of when its lease is not this one\'s any more, though nothing has happened in it', async () => {
    const call = await world.calls({ flow: 'desk' }, await another())
    await call.bridge.plays()
    const { bridge } = await moves(call, world.runtime, 1)

    world.clock.advance(5_000)

    expect(await call.bridge.ended).toMatchObject({ status: status.ABORTED, code: 'RUNTIME_STALE_EPOCH' })
    await bridge.hangsUp()
  })

  it('is taken over anew by the one that had it first, if the bridge brings it back', async () => {
    const first = await another()
    const call = await world.calls({ flow: 'desk' }, first)
    const question = await call.bridge.plays()
    const moved = await moves(call, world.runtime, 1)

    const back = await moves({ ...call, bridge: moved.bridge }, first, moved.epoch)

    expect(back.epoch).toBe(3)
    await back.bridge.hears(question, 'when are you open')
    await back.bridge.next('turn.start')
    await back.bridge.hangsUp()
  })
})

describe('a runtime that reads late that a bridge wanted to bring it a call', () => {
  it('is heard by the bridge all the same, which has done what another one asked for since', async () => {
    const late = await another()
    const call = await world.calls({ flow: 'desk' })
    const question = await call.bridge.plays()
    const moved = await moves(call, await another(), 1)
    await moved.bridge.hears(question, 'when are you open')
    await moved.bridge.next('turn.start')
    const stale = world.bridge(late)
    await stale.attach({ token: call.token, callId: call.callId, lastCommandNumber: call.bridge.commands.length, epoch: 1 })
    stale.close()

    const lastCommandNumber = call.bridge.commands.length + moved.bridge.commands.length
    const bridge = world.bridge(late)
    await bridge.attach({ token: call.token, callId: call.callId, lastCommandNumber, epoch: moved.epoch })
    await bridge.next('turn.start')

    expect(bridge.commands.map(({ number }) => number > lastCommandNumber)).not.toContain(false)
    await bridge.hangsUp()
  })

  it('leaves the call where it is, if the bridge has taken its wish back meanwhile', async () => {
    const late = await another()
    const call = await world.calls({ flow: 'desk' })
    const question = await call.bridge.plays()
    const held = new pg.Client(world.postgres.url)
    await held.connect()
    await held.query('begin; lock table media_tokens')
    const stale = world.bridge(late)
    stale.write({ hello: { token: call.token, callId: call.callId, bridgeId: 'b1', mediaUrl: 'ws://bridge.test', lastCommandNumber: 1, epoch: 1 } })
    await world.until(async () => (await world.query("select 1 from pg_locks where relation = 'media_tokens'::regclass and not granted")).length > 0)

    stale.breaks()
    const behind = world.bridge(late)
    behind.write({})
    await behind.ended
    await held.query('commit')
    await held.end()

    await call.bridge.hears(question, 'when are you open')
    await call.bridge.next('turn.start')
    expect(await world.query(`select epoch from calls where call_id = '${call.callId}'`)).toEqual([{ epoch: 1 }])
    await call.bridge.hangsUp()
  })
})

describe('a call for which no bridge has room', () => {
  it('is refused at once, and the next one is taken when there is some', async () => {
    const runtime = await another()
    const bridge = await announced(runtime, { maxCalls: 1 })

    expect((await asksForCall(runtime)).status).toBe(201)
    const refused = await asksForCall(runtime)
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toMatchObject([503, '5', { code: 'RUNTIME_BUSY' }])
    expect(await world.asks('GET', '/readyz', undefined, runtime)).toMatchObject({ status: 503, body: { checks: { media: 'RUNTIME_BUSY' } } })

    await bridge.announces({ maxCalls: 100 })
    expect((await asksForCall(runtime)).status).toBe(201)
  })
})
