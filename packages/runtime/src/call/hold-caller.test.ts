import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { ableLine } from '../testing/scripted-switch.js'
import { humanAt, SwitchWorld, type LineCall } from '../testing/switch-world.js'

let switched: SwitchWorld
beforeAll(async () => {
  switched = await SwitchWorld.open({ bare: humanAt('bare', { extension: '2000', whisper: undefined }), desk: deskFlow })
}, 240_000)
afterAll(() => switched.close())

const hold = async (callId: string, held: boolean): Promise<unknown> => {
  const { status, body } = await switched.world.asks<{ code?: string } | undefined>('POST', `/v1/calls/${callId}/hold`, { held })
  return status === 202 ? status : [status, body?.code]
}
const transferOf = async (callId: string) => (await switched.world.view(callId)).transfer

async function talks(abilities = ableLine): Promise<LineCall & { readonly legId: string }> {
  const call = await switched.asksForHuman('bare', {}, abilities)
  const { request } = await call.line.next('ring')
  call.line.tells({ type: 'leg.answered', legId: request.legId })
  await call.line.next('join')
  call.line.tells({ type: 'leg.joined', legId: request.legId })
  await switched.stepped(call.callId, 'transfer.connected')
  return { ...call, legId: request.legId }
}

const leaves = async ({ line, callId }: LineCall): Promise<void> => {
  line.tells({ type: 'line.left', by: 'caller' })
  await switched.over(callId)
}

describe('a caller who is put on hold', () => {
  it('is held by the switch that has their human, and the record of the call says so', async () => {
    const call = await talks()
    const { line, callId, legId } = call

    expect(await hold(callId, true)).toBe(202)
    expect((await line.next('hold')).isHeld).toBe(true)
    line.tells({ type: 'leg.held', legId })
    await switched.world.until(async () => (await transferOf(callId))?.held === true)
    expect(await hold(callId, true)).toBe(202)
    expect(await hold(callId, false)).toBe(202)
    expect((await line.next('hold')).isHeld).toBe(false)
    line.tells({ type: 'leg.resumed', legId })
    await switched.world.until(async () => (await transferOf(callId))?.held === undefined)
    await leaves(call)
  })

  it('is held by the bridge where the human is at a seat, which hears of it', async () => {
    const seat = await switched.world.sits('cards')
    const call = await switched.calls('desk')
    const { bridge, callId } = call
    await bridge.hears(await bridge.plays(), 'speak to an agent')
    await bridge.plays()
    const { offerId } = await seat.next('offered')
    seat.sends({ type: 'accept', offerId })
    const { legId } = await bridge.next('leg.expect')
    for (const type of ['leg.connected', 'leg.ready', 'legs.joined'] as const) await bridge.fact({ type, legId })
    await seat.next('joined')

    expect(await hold(callId, true)).toBe(202)
    expect(await bridge.next('leg.hold')).toMatchObject({ legId })
    await bridge.fact({ type: 'leg.held', legId })
    await seat.next('held')
    expect(await hold(callId, false)).toBe(202)
    expect(await bridge.next('leg.resume')).toMatchObject({ legId })
    call.line.tells({ type: 'line.left', by: 'caller' })
    await bridge.next('leg.hang-up')
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    await switched.over(callId)
  })

  it('is refused while no human talks with them, where the switch cannot, and of no call', async () => {
    const waiting = await switched.asksForHuman('bare')
    await waiting.line.next('ring')
    expect(await hold(waiting.callId, true)).toEqual([409, 'RUNTIME_NO_HUMAN'])
    await leaves(waiting)

    const unable = await talks({ ...ableLine, hold: false })
    expect(await hold(unable.callId, true)).toEqual([409, 'RUNTIME_SWITCH_UNABLE'])
    await leaves(unable)
    expect(await hold('nobody', true)).toEqual([404, 'RUNTIME_CALL_UNKNOWN'])
  })
})
