import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { AnnouncedBridge } from '../testing/announced-bridge.js'
import { deskFlow } from '../testing/flows.js'
import { ScriptedSwitch } from '../testing/scripted-switch.js'
import { SwitchCallers } from '../testing/switch-callers.js'
import { World } from '../testing/world.js'

let world: World
const site = new ScriptedSwitch()
beforeAll(async () => {
  world = await World.open({ desk: deskFlow }, { switches: [site.setting] })
}, 60_000)
afterAll(() => world.close())

const { caller, newLeg, over } = new SwitchCallers(() => world, site)

/** In steps, so that what takes no time of ours is done between them. */
async function passes(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 250) {
    world.clock.advance(250)
    await world.query('select 1')
  }
}

describe('a call whose line is at a switch', () => {
  it('ends with its line, and with nothing of the bridge', async () => {
    const { line, callId, bridge } = await caller()
    await bridge.plays()

    line.tells({ type: 'line.left', by: 'caller' })

    expect(await over(callId)).toBe('caller-hung-up')
    expect((await world.view(callId)).status).toBe('ended')
    expect((await bridge.next('call.hang-up')).cause).toBe('caller-gone')
  })

  it('outlives its bot leg: the question is asked again on another one, and answered there', async () => {
    const { line, callId, bridge } = await caller()
    const question = await bridge.plays()
    await bridge.hangsUp()
    line.tells({ type: 'media.lost', detail: 'the bridge is gone' })

    const second = await newLeg(line)

    expect(second.commands[0]?.number).toBe(1)
    const again = await second.plays()
    expect(again).toEqual(question)
    await second.hears(again, 'what are your opening hours')
    expect((await second.next('turn.start')).prompts.length).toBe(1)
    expect((await world.view(callId)).tags).toEqual(['hours'])
    line.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
  })

  it('begins on another bot leg where the first one broke before anything was heard on it', async () => {
    const { line, callId, token } = await site.calls()
    const bridge = world.bridge()
    await bridge.attach({ token })
    bridge.breaks()
    line.tells({ type: 'media.lost', detail: 'killed' })

    const second = await newLeg(line)

    expect((await second.next('turn.start')).prompts.length).toBe(1)
    line.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
  })

  it('begins with the first bot leg that comes, whatever became of those that were asked for before', async () => {
    const { line, callId } = await site.calls()
    line.tells({ type: 'media.lost', detail: 'the switch is not connected' })
    await passes(1_000)

    const bridge = await newLeg(line)

    await bridge.hears(await bridge.plays(), 'what are your opening hours')
    expect(line.unread).toEqual([])
    line.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
  })

  it.each(['after', 'before'])('goes to another bridge when its own is to end, said %s it came there, once nobody speaks, and nobody hears it', async (order) => {
    const ending = new AnnouncedBridge(world.runtime.controlAddress, { mediaUrl: 'ws://bridge.test' })
    if (order === 'before') await ending.announces({ draining: true })
    const { line, callId, bridge } = await caller()
    if (order === 'after') await ending.announces({ draining: true })
    const { turnId } = await bridge.plays()

    const second = await newLeg(line)

    expect(await second.next('turn.start')).toMatchObject({ turnId, prompts: [], listen: {} })
    expect(await bridge.ended).toMatchObject({ code: 'RUNTIME_CALL_ENDED' })
    await second.hears({ turnId }, 'what are your opening hours')
    await second.next('turn.start')
    expect((await world.view(callId)).tags).toEqual(['hours'])
    line.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
    ending.close()
  })

  it('says what the caller has not heard, and nothing that they have', async () => {
    const { line, bridge } = await caller()
    const { turnId, prompts } = await bridge.next('turn.start')
    await bridge.fact({ type: 'prompt.started', turnId, promptId: prompts[0]?.promptId ?? '' })
    line.tells({ type: 'media.lost', detail: 'killed' })

    const second = await newLeg(line)

    expect((await second.next('turn.start')).prompts).toEqual(prompts)
    line.tells({ type: 'line.left', by: 'caller' })
  })

  it('takes nothing more of the leg that it has lost', async () => {
    const { line, callId, token, bridge } = await caller()
    const { turnId } = await bridge.plays()
    line.tells({ type: 'media.lost', detail: 'killed' })
    const second = await newLeg(line)
    const again = await second.plays()

    bridge.report({ type: 'turn.cancelled', turnId })
    expect((await bridge.ended).code).toBe('RUNTIME_CALL_ENDED')
    const late = world.bridge()
    await expect(late.attach({ token, callId })).rejects.toThrow(/RUNTIME_TOKEN_REFUSED/)

    await second.hears(again, 'what are your opening hours')
    await second.next('turn.start')
    line.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
  })

  it('counts its clock on over the legs', async () => {
    const { line, callId, bridge } = await caller()
    await bridge.plays()
    world.clock.advance(60_000)
    line.tells({ type: 'media.lost', detail: 'killed' })

    const second = await newLeg(line)
    await second.plays()

    const said = (await world.view(callId)).transcript.filter(({ who }) => who === 'bot')
    expect(said.length).toBe(2)
    expect((said[1]?.startMs ?? 0) - (said[0]?.startMs ?? 0)).toBeGreaterThanOrEqual(59_000)
    line.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
  })

  it('is given up with "congestion" within 5 s where no bot leg can be had', async () => {
    const { line, callId, bridge } = await caller()
    await bridge.plays()
    const began = world.clock.now()
    line.tells({ type: 'media.lost', detail: 'killed' })

    for (let tried = 1; tried <= 3; tried += 1) {
      await line.next('connect-media')
      world.clock.advance(1_400 + 400)
    }

    expect((await line.next('hang-up')).cause).toBe('congestion')
    expect(world.clock.now() - began).toBeLessThanOrEqual(5_400)
    line.tells({ type: 'line.left', by: 'runtime' })
    expect(await over(callId)).toBe('failed')
  })

  it('gets its leg as soon as a switch that was away can be told of it, however often it was asked meanwhile', async () => {
    const { line, callId, bridge } = await caller()
    await bridge.plays()
    line.fails(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'away', { retryable: true }))
    line.tells({ type: 'media.lost', detail: 'killed' })
    await passes(20_000)

    line.fails(undefined)
    await passes(300)
    const second = await newLeg(line)
    await second.plays()

    line.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
  })

  it('is given up where its switch stays away', async () => {
    const { line, callId, bridge } = await caller()
    await bridge.plays()
    line.fails(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'away', { retryable: true }))
    line.tells({ type: 'media.lost', detail: 'killed' })

    // Half a minute for another bot leg, a minute to tell the switch of the end, and its time to do it.
    await passes(105_000)

    expect(await over(callId)).toBe('failed')
  })

  it('gets another leg of a bridge that drains, though its switch says nothing', async () => {
    const { line, callId, bridge } = await caller()
    await bridge.plays()
    await bridge.fact({ type: 'caller.hung-up', cause: 'drain' })
    world.clock.advance(500)

    const second = await newLeg(line)
    await second.plays()

    expect((await world.view(callId)).status).toBe('active')
    line.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
  })

  it('ends where the media say that nobody is behind them', async () => {
    const { line, callId, bridge } = await caller()
    await bridge.plays()
    await bridge.fact({ type: 'caller.hung-up', cause: 'media-timeout' })

    expect((await line.next('hang-up')).cause).toBe('normal')
    expect(await over(callId)).toBe('media-lost')
  })

  it('ends its line after the last words were heard', async () => {
    const { line, callId, bridge } = await caller()
    await bridge.hears(await bridge.plays(), 'what are your opening hours')
    await bridge.plays()
    await bridge.next('call.hang-up')
    expect(line.unread).toEqual([])

    await bridge.hangsUp()

    expect((await line.next('hang-up')).cause).toBe('normal')
    line.tells({ type: 'line.left', by: 'runtime' })
    expect(await over(callId)).toBe('completed')
  })

  it('is over before it had any media where its caller leaves early', async () => {
    const { line, callId } = await site.calls()
    line.tells({ type: 'line.left', by: 'caller' })
    expect(await over(callId)).toBe('never-connected')
  })

  it('goes on at another runtime when its own is gone, and the line is found there', async () => {
    const { line, callId, token, bridge } = await caller()
    const question = await bridge.plays()
    bridge.breaks()
    const elsewhere = new ScriptedSwitch()
    const runtime = await world.starts({ switches: [elsewhere.setting] })
    const moved = world.bridge(runtime)
    await moved.attach({ token, callId, lastCommandNumber: bridge.commands.length })
    const found = await elsewhere.finds(line.lineId)
    await moved.next('turn.start')

    found?.tells({ type: 'media.lost', detail: 'killed' })
    const { token: next } = (await found?.next('connect-media')) ?? { token: '' }
    const second = world.bridge(runtime)
    await second.attach({ token: next })
    await second.connects()

    expect(await second.plays()).toEqual(question)
    found?.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
    expect(await elsewhere.finds(line.lineId)).toBeUndefined()
    await runtime.close()
  })
})
