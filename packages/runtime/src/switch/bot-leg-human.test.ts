import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AnnouncedBridge } from '../testing/announced-bridge.js'
import { deskFlow } from '../testing/flows.js'
import type { ScriptedBridge } from '../testing/scripted-bridge.js'
import type { ScriptedSeat } from '../testing/scripted-seat.js'
import { ScriptedSwitch, type ScriptedLine } from '../testing/scripted-switch.js'
import { SwitchCallers } from '../testing/switch-callers.js'
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

const { caller, newLeg, over } = new SwitchCallers(() => world, site)
const seats: ScriptedSeat[] = []
async function sits(): Promise<ScriptedSeat> {
  const seat = await world.sits('cards')
  seats.push(seat)
  return seat
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

/** Time stands: the bot leg that was asked for is still due. */
async function isAccepted(offerId: string): Promise<void> {
  let state: unknown
  for (let tries = 0; tries < 500 && state !== 'accepted'; tries += 1) state = (await world.query(`select state from offers where offer_id = '${offerId}'`))[0]?.['state']
  expect(state).toBe('accepted')
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

/** The next bot leg is at another bridge: the human who accepted comes there, talks with the caller, and is left by them. */
async function meetsElsewhere({ seat, line, callId, token }: { readonly seat: ScriptedSeat; readonly line: ScriptedLine; readonly callId: string; readonly token: string }): Promise<void> {
  const bridge = world.bridge()
  await bridge.attach({ token, mediaUrl: 'ws://other-bridge.test' })
  await bridge.connects()
  await bridge.next('hold.start')
  const { legId, token: legToken } = await bridge.next('leg.expect')
  expect((await seat.next('accepted')).mediaUrl).toBe(`ws://other-bridge.test/media?token=${legToken}`)
  await meets(bridge, legId)
  await seat.next('joined')
  expect((await world.view(callId)).transfer).toMatchObject({ outcome: 'connected' })
  await leaves({ line, callId, bridge, legId })
}

describe('a call whose line is at a switch, and whose caller comes to a human', () => {
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
    await isAccepted(offerId)
    await meetsElsewhere({ seat, line, callId, token })
  })

  it('whose bot leg goes to another bridge while a human accepts: the human comes to that one', async () => {
    const seat = await sits()
    const { line, callId, bridge } = await caller()
    await bridge.hears(await bridge.plays(), 'speak to an agent')
    await bridge.plays()
    const { offerId } = await seat.next('offered')
    const ending = new AnnouncedBridge(world.runtime.controlAddress, { mediaUrl: 'ws://bridge.test' })
    await ending.announces({ draining: true })
    const { token } = await line.next('connect-media')
    seat.sends({ type: 'accept', offerId })
    await isAccepted(offerId)
    await bridge.hangsUp()
    await meetsElsewhere({ seat, line, callId, token })
    ending.close()
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
})
