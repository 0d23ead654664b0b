import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { farewellFlow } from '../testing/flows.js'
import { ScriptedService } from '../testing/scripted-service.js'
import { World } from '../testing/world.js'
import type { RunningRuntime } from '../runtime.js'

let world: World
let service: ScriptedService
const opened: RunningRuntime[] = []
beforeAll(async () => {
  service = await ScriptedService.open()
  const flows = {
    once: farewellFlow('once', { timeoutMs: 30_000 }),
    keyed: farewellFlow('keyed', { idempotent: true, timeoutMs: 30_000 }),
    slow: farewellFlow('slow', { idempotent: true, timeoutMs: 30_000, retryCount: 5 }),
    loose: farewellFlow('loose', { wait: false, timeoutMs: 30_000 }),
  }
  world = await World.open(flows, { endpoints: { service: service.url }, tuning: { afterCallMs: 3_600_000 } })
}, 60_000)
afterAll(async () => {
  for (const runtime of opened) await runtime.close()
  await world.close()
  await service.close()
})

const ended = (callId: string) => world.logged.take((line) => line.msg === 'call ended' && line.callId === callId)

async function another(): Promise<RunningRuntime> {
  const runtime = await world.starts({ endpoints: { service: service.url }, tuning: { afterCallMs: 3_600_000 } })
  opened.push(runtime)
  return runtime
}

/** The runtime that held the call is gone: time goes by until another one looks after it. */
async function isFoundBy(runtime: RunningRuntime, callId: string): Promise<void> {
  let isFound = false
  void world.logged.take((line) => line.msg === 'call taken over' && line.callId === callId).then(() => (isFound = true))
  while (!isFound) {
    world.clock.advance(5_000)
    await world.asks('GET', '/readyz', undefined, runtime)
  }
}

describe('what follows a hang-up', () => {
  it('is done after the caller has gone, and belongs to the call', async () => {
    const { callId, bridge } = await world.calls({ flow: 'once' })
    await bridge.plays()
    await bridge.hangsUp()
    const asked = await service.asked()
    await bridge.ended
    world.clock.advance(3_000)
    expect(await world.view(callId)).toMatchObject({ status: 'active', statePath: ['report', 'pending'], cdr: [{ tags: [] }] })

    const over = ended(callId)
    asked.answer({})
    await over

    const view = await world.view(callId)
    expect(view).toMatchObject({ status: 'ended', disposition: 'caller-hung-up', tags: ['told'], path: ['begin', 'ask', 'report', 'told', 'done'] })
    expect(view.cdr).toMatchObject([{ tags: ['told'], disposition: 'caller-hung-up', hungUpBy: 'caller' }])
    expect(Date.parse(view.endedAt ?? '')).toBe(world.clock.now() - 3_000)
    await world.until(async () => (await world.asks<{ calls: object[] }>('GET', '/v1/calls?status=active')).body.calls.length === 0)
  })

  it('is done as well when the flow hangs up', async () => {
    const { callId, bridge } = await world.calls({ flow: 'once' })
    await bridge.hears(await bridge.plays(), 'hello there')
    await bridge.plays()
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    const over = ended(callId)
    ;(await service.asked()).answer({}, 500)
    await over

    expect(await world.view(callId)).toMatchObject({ disposition: 'completed', tags: ['untold'] })
  })

  it('is not waited for longer than is allowed', async () => {
    const { callId, bridge } = await world.calls({ flow: 'slow' })
    await bridge.plays()
    await bridge.hangsUp()
    await service.asked()
    await bridge.ended
    world.clock.advance(3_599_999)
    expect(await world.view(callId)).toMatchObject({ status: 'active' })

    const over = ended(callId)
    world.clock.advance(1)
    await over

    expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'caller-hung-up', tags: [] })
    expect((await world.view(callId)).effects.find(({ type }) => type === 'request.send')).toMatchObject({ status: 'outcome-unknown' })
  })

  it('is ended by whoever ends the call', async () => {
    const { callId, bridge } = await world.calls({ flow: 'once' })
    await bridge.plays()
    await bridge.hangsUp()
    await service.asked()
    await bridge.ended

    const over = ended(callId)
    expect((await world.asks('POST', `/v1/calls/${callId}/hangup`, {})).status).toBe(202)
    await over

    expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'caller-hung-up' })
  })

  it('is not cut off by an end that another runtime was asked for once', async () => {
    const { callId, bridge } = await world.calls({ flow: 'once' })
    await bridge.plays()
    const other = await another()
    expect((await world.asks('POST', `/v1/calls/${callId}/hangup`, {}, other)).status).toBe(202)
    const hangUp = bridge.next('call.hang-up')
    world.clock.advance(1_000)
    await hangUp
    await bridge.hangsUp()
    const asked = await service.asked()
    await bridge.ended
    const polled = async (): Promise<boolean> => {
      const [row] = await world.query<{ hang_up_asked: string | null }>(`select hang_up_asked from calls where call_id = '${callId}'`)
      return row?.hang_up_asked === null
    }
    await world.until(polled)
    world.clock.advance(1_000)
    await world.asks('GET', '/readyz')
    expect(await world.view(callId)).toMatchObject({ status: 'active', statePath: ['report', 'pending'] })

    const over = ended(callId)
    asked.answer({})
    await over

    expect(await world.view(callId)).toMatchObject({ status: 'ended', tags: ['told'] })
  })

  it('may leave a request behind that nobody waits for', async () => {
    const { callId, bridge } = await world.calls({ flow: 'loose' })
    await bridge.plays()
    const over = ended(callId)
    await bridge.hangsUp()
    await over
    const asked = await service.asked()

    expect(await world.view(callId)).toMatchObject({ status: 'ended', tags: ['told'] })
    asked.answer({})
  })
})

describe('a runtime that dies after the caller has gone', () => {
  it('leaves what was begun to one of the others, which repeats it where that harms nobody', async () => {
    const first = await another()
    await another()
    const { callId, bridge } = await world.calls({ flow: 'keyed' }, first)
    await bridge.plays()
    await bridge.hangsUp()
    const { key } = await service.asked()
    await first.close()

    await isFoundBy(world.runtime, callId)
    const again = await service.asked()
    expect(again.key).toBe(key)
    const over = ended(callId)
    again.answer({})
    await over

    expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'caller-hung-up', tags: ['told'] })
    expect(world.allLogged.filter((line) => line.msg === 'call taken over' && line.callId === callId)).toHaveLength(1)
  })

  it('and says that the outcome is unknown where it would', async () => {
    const first = await another()
    const { callId, bridge } = await world.calls({ flow: 'once' }, first)
    await bridge.plays()
    await bridge.hangsUp()
    await service.asked()
    await first.close()
    const over = ended(callId)

    await isFoundBy(world.runtime, callId)
    await over

    expect(await world.view(callId)).toMatchObject({ status: 'ended', tags: ['unsure'] })
  })
})
