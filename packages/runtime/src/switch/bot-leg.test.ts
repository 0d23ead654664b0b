import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { AnnouncedBridge } from '../testing/announced-bridge.js'
import { deskFlow } from '../testing/flows.js'
import { ScriptedSwitch, type ScriptedLine } from '../testing/scripted-switch.js'
import type { ScriptedBridge } from '../testing/scripted-bridge.js'
import type { ScriptedSeat } from '../testing/scripted-seat.js'
import { World } from '../testing/world.js'

let world: World
const site = new ScriptedSwitch()
beforeAll(async () => {
  world = await World.open({ desk: deskFlow }, { switches: [site.setting] })
}, 60_000)
afterEach(async () => {
  for (const seat of seats.splice(0)) {
    seat.sends({ type: 'leave' })
    await seat.closed
  }
})
afterAll(() => world.close())

const seats: ScriptedSeat[] = []
async function sits(): Promise<ScriptedSeat> {
  const seat = await world.sits('cards')
  seats.push(seat)
  return seat
}

/** A caller of the switch, whose bot leg is connected and whose first question waits to be played. */
async function caller() {
  const { line, callId, token } = await site.calls({ ani: '+15550100' })
  const bridge = world.bridge()
  await bridge.attach({ token })
  await bridge.connects()
  return { line, callId, token, bridge }
}

/** The switch connects the bot leg that the runtime asks for. */
async function newLeg(line: ScriptedLine): Promise<ScriptedBridge & { token: string }> {
  const { token } = await line.next('connect-media')
  const bridge = world.bridge()
  await bridge.attach({ token })
  await bridge.connects()
  return Object.assign(bridge, { token })
}

/** In steps, so that what takes no time of ours is done between them. */
async function passes(ms: number): Promise<void> {
  for (let left = ms; left > 0; left -= 250) {
    world.clock.advance(250)
    await world.query('select 1')
  }
}

const over = async (callId: string): Promise<string | undefined> => {
  await world.logged.take((entry) => entry.msg === 'call ended' && entry.callId === callId)
  return (await world.view(callId)).disposition
}

/** A caller who is offered to a human, who accepts. */
async function asksForHuman() {
  const seat = await sits()
  const { line, callId, bridge } = await caller()
  await bridge.hears(await bridge.plays(), 'speak to an agent')
  await bridge.plays()
  const { offerId } = await seat.next('offered')
  seat.sends({ type: 'accept', offerId })
  return { seat, line, callId, bridge }
}

async function meets(bridge: ScriptedBridge, legId: string): Promise<void> {
  for (const type of ['leg.connected', 'leg.ready'] as const) await bridge.fact({ type, legId })
  await bridge.next('legs.join')
  await bridge.fact({ type: 'legs.joined', legId })
}

/** The caller, and then the human. */
async function leaves({ line, callId, bridge, legId }: { readonly line: ScriptedLine; readonly callId: string; readonly bridge: ScriptedBridge; readonly legId: string }): Promise<void> {
  line.tells({ type: 'line.left', by: 'caller' })
  await bridge.next('leg.hang-up')
  await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
  await over(callId)
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

  it('goes to another bridge when its own is to end, once nobody speaks, and nobody hears it', async () => {
    const { line, callId, bridge } = await caller()
    const ending = new AnnouncedBridge(world.runtime.controlAddress, { mediaUrl: 'ws://bridge.test' })
    await ending.announces({ draining: true })
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

    await passes(45_000)

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

  it('whose bot leg is lost while a human accepts: the human waits, and comes to the bridge of the next leg', async () => {
    const seat = await sits()
    const { line, callId, bridge } = await caller()
    await bridge.hears(await bridge.plays(), 'speak to an agent')
    await bridge.plays()
    const { offerId } = await seat.next('offered')
    await bridge.hangsUp()
    line.tells({ type: 'media.lost', detail: 'the bridge is gone' })
    const { token } = await line.next('connect-media')
    seat.sends({ type: 'accept', offerId })
    let isAccepted = false
    // Time stands: the bot leg that was asked for is still due.
    for (let tries = 0; tries < 500 && !isAccepted; tries += 1) isAccepted = (await world.query("select 1 from offers where state = 'accepted'")).length > 0
    expect(isAccepted).toBe(true)

    const second = world.bridge()
    await second.attach({ token, mediaUrl: 'ws://other-bridge.test' })
    await second.connects()
    await second.next('hold.start')
    const { legId, token: legToken } = await second.next('leg.expect')
    expect((await seat.next('accepted')).mediaUrl).toBe(`ws://other-bridge.test/media?token=${legToken}`)
    for (const type of ['leg.connected', 'leg.ready'] as const) await second.fact({ type, legId })
    await second.next('legs.join')
    await second.fact({ type: 'legs.joined', legId })
    await seat.next('joined')
    expect((await world.view(callId)).transfer).toMatchObject({ outcome: 'connected' })
    line.tells({ type: 'line.left', by: 'caller' })
    await second.next('leg.hang-up')
    await second.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    await over(callId)
  })

  it('whose bot leg is lost before a human who accepted has come: they are sent to the bridge of the next leg', async () => {
    const { seat, line, callId, bridge } = await asksForHuman()
    const { token: lostToken } = await bridge.next('leg.expect')
    expect((await seat.next('accepted')).mediaUrl).toContain(lostToken)
    line.tells({ type: 'media.lost', detail: 'killed' })

    const second = await newLeg(line)
    const { legId, token, whisper, waitMs } = await second.next('leg.expect')

    expect([token === lostToken, whisper.length, waitMs]).toEqual([false, 1, 15_000])
    expect((await seat.next('accepted')).mediaUrl).toContain(token)
    await meets(second, legId)
    await seat.next('joined')
    expect((await world.view(callId)).transfer).toMatchObject({ outcome: 'connected' })
    await leaves({ line, callId, bridge: second, legId })
  })

  it('whose bot leg is lost while a human talks with the caller: both meet at the bridge of the next leg, and the human hears no whisper', async () => {
    const { seat, line, callId, bridge } = await asksForHuman()
    await meets(bridge, (await bridge.next('leg.expect')).legId)
    for (const type of ['accepted', 'joined'] as const) await seat.next(type)
    line.tells({ type: 'media.lost', detail: 'killed' })

    const second = await newLeg(line)
    await second.next('hold.start')
    const { legId, token, whisper } = await second.next('leg.expect')

    expect(whisper).toEqual([])
    expect((await seat.next('accepted')).mediaUrl).toContain(token)
    await meets(second, legId)
    await seat.next('joined')
    const view = await world.view(callId)
    expect(view.transfer).toMatchObject({ outcome: 'connected' })
    expect(view.cdr.filter((cdr) => cdr.legId === legId)).toMatchObject([{ disposition: 'active' }])
    await leaves({ line, callId, bridge: second, legId })
    expect(await seat.next('ended')).toMatchObject({ callId, by: 'caller' })
  })

  it('is still on hold at the next bridge where its human had put it there', async () => {
    const { line, callId, bridge } = await asksForHuman()
    const { legId } = await bridge.next('leg.expect')
    await meets(bridge, legId)
    await bridge.fact({ type: 'leg.held', legId })
    line.tells({ type: 'media.lost', detail: 'killed' })

    const second = await newLeg(line)
    await second.next('leg.expect')
    await meets(second, legId)

    expect(await second.next('leg.hold')).toMatchObject({ legId })
    await leaves({ line, callId, bridge: second, legId })
  })

  it('goes on without a human who does not come back to it', async () => {
    const { seat, line, callId, bridge } = await asksForHuman()
    await meets(bridge, (await bridge.next('leg.expect')).legId)
    line.tells({ type: 'media.lost', detail: 'killed' })

    const second = await newLeg(line)
    const { legId } = await second.next('leg.expect')
    await second.fact({ type: 'leg.hung-up', legId, cause: 'no-media' })

    expect(await seat.next('ended')).toMatchObject({ by: 'system' })
    expect((await second.next('turn.start')).prompts.length).toBe(1)
    line.tells({ type: 'line.left', by: 'caller' })
    await over(callId)
  })

  it('leaves nobody at a seat where the caller leaves before the human is back', async () => {
    const { seat, line, callId, bridge } = await asksForHuman()
    await meets(bridge, (await bridge.next('leg.expect')).legId)
    line.tells({ type: 'media.lost', detail: 'killed' })
    const second = await newLeg(line)
    const { legId } = await second.next('leg.expect')

    line.tells({ type: 'line.left', by: 'caller' })

    expect((await second.next('leg.hang-up')).legId).toBe(legId)
    expect(await seat.next('ended')).toMatchObject({ callId, by: 'caller' })
    await over(callId)
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
