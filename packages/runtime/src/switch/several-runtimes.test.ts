import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { answering, SeveralRuntimes, type OneRuntime, type SharedCall } from '../testing/several-runtimes.js'
import { humanAt } from '../testing/switch-world.js'
import { World } from '../testing/world.js'

let world: World
let all: SeveralRuntimes
let other: OneRuntime
beforeAll(async () => {
  world = await World.open(answering(humanAt('shared', { extension: '2000', whisper: undefined })))
  all = await SeveralRuntimes.open(world, 'main')
  other = await all.starts('other')
}, 240_000)
afterAll(async () => {
  await all.close()
  await world.close()
})

/** A caller whose line is at the first runtime, whose call is at the other one, and who is rung for. */
async function asksForHuman(): Promise<SharedCall & { readonly legId: string }> {
  const call = await all.calls(other)
  await call.bridge.plays()
  const { request } = await call.line.next('ring')
  return { ...call, legId: request.legId }
}

async function ends({ line, callId }: Pick<SharedCall, 'line' | 'callId'>): Promise<string | undefined> {
  line.tells({ type: 'line.left', by: 'caller' })
  const disposition = await all.over(callId)
  await all.until('select 1 where not exists (select from line_orders) and not exists (select from line_facts)')
  return disposition
}

describe('a call whose line another runtime has', () => {
  it('is brought to a human, and ends with its line', async () => {
    const { line, callId, bridge, legId } = await asksForHuman()
    expect(await world.view(callId, other.runtime)).toMatchObject({ status: 'active' })

    line.tells({ type: 'leg.ringing', legId })
    line.tells({ type: 'leg.answered', legId })
    expect(await line.next('join')).toEqual({ type: 'join', legId })
    line.tells({ type: 'leg.joined', legId })
    await all.stepped(callId, 'transfer.connected')
    await bridge.hangsUp()
    line.tells({ type: 'leg.ended', legId, outcome: 'left' })
    const { token } = await line.next('connect-media')

    const second = await all.attaches(other, token)
    expect((await second.plays()).prompts.map(({ text }) => text)).toEqual(['Thank you for waiting.'])
    expect(await ends({ line, callId })).toBe('transferred')
  })

  it('hears at once what its line cannot do now, and goes on', async () => {
    const call = await all.calls(other)
    call.line.fails(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'away', { retryable: true }))

    await call.bridge.plays()

    await all.stepped(call.callId, 'transfer.failed')
    call.line.fails(undefined)
    await ends(call)
  })

  it('hears what its line told before it had any media', async () => {
    const { callId } = (await world.asks<{ callId: string }>('POST', '/v1/dials', { flow: 'shared', target: { type: 'extension', extension: '3000' }, detectMachine: true }, all.first.runtime)).body
    const { line } = await all.first.site.placed.take()
    line.tells({ type: 'answered-by', who: 'human' })
    line.tells({ type: 'line.answered' })
    const { token } = await line.next('connect-media')

    await all.attaches(other, token)

    await all.stepped(callId, 'call.answered-by')
    await ends({ line, callId })
  })

  it('ends its bot leg where the switch cannot', async () => {
    const call = await all.calls(other)
    call.line.call?.endMedia()
    expect((await call.bridge.next('call.hang-up')).cause).toBe('leg-over')
    await ends(call)
  })

  it('is ended from outside at any runtime, at once', async () => {
    const call = await all.calls(other)
    expect((await world.asks('POST', `/v1/calls/${call.callId}/hangup`, {})).status).toBe(202)
    await call.bridge.next('call.hang-up')
    await ends(call)
  })

  it('is sent keys by any runtime', async () => {
    const call = await all.calls(other)
    const { status } = await world.asks('POST', `/v1/calls/${call.callId}/digits`, { digits: '12' }, other.runtime)
    expect(status).toBe(202)
    expect((await call.line.next('digits')).digits).toBe('12')
    await ends(call)
  })

  it('has its caller held where any runtime is asked, and learns why they cannot be', async () => {
    const { line, callId, bridge, legId } = await asksForHuman()
    const held = (isHeld: boolean) => world.asks<{ code?: string } | undefined>('POST', `/v1/calls/${callId}/hold`, { held: isHeld }, all.first.runtime)
    expect(await held(true)).toMatchObject({ status: 409, body: { code: 'RUNTIME_NO_HUMAN' } })
    line.tells({ type: 'leg.answered', legId })
    await line.next('join')
    line.tells({ type: 'leg.joined', legId })
    await all.stepped(callId, 'transfer.connected')
    await bridge.hangsUp()

    expect((await held(true)).status).toBe(202)
    expect(await line.next('hold')).toEqual({ type: 'hold', isHeld: true })
    line.tells({ type: 'leg.held', legId })
    await world.until(async () => (await world.view(callId)).transfer?.held === true)
    expect((await held(false)).status).toBe(202)
    expect(await line.next('hold')).toEqual({ type: 'hold', isHeld: false })
    await ends({ line, callId })
  })

  it('says so where the runtime that works on it does not answer', async () => {
    const { line, callId } = await asksForHuman()
    await all.deafens(other)

    const asked = world.asks<{ code: string }>('POST', `/v1/calls/${callId}/hold`, { held: true }, all.first.runtime)
    const { status, body } = await all.passes(asked)

    expect(`${status} ${body.code}`).toBe('503 RUNTIME_SWITCH_UNAVAILABLE')
    line.tells({ type: 'line.left', by: 'caller' })
    await all.until(`select from line_facts where call_id = '${callId}'`)
    other.clock.advance(1_000)
    await all.over(callId)
  })

  it('that nobody attached ends its line', async () => {
    const { line, callId } = await all.first.site.calls({ dnis: '+15550200' })
    await world.asks('POST', `/v1/calls/${callId}/hangup`, {}, other.runtime)
    expect((await line.next('hang-up')).cause).toBe('congestion')
    await all.over(callId)
  })
})

describe('a call that is placed', () => {
  it('goes by the runtime that has the switch, whichever was asked', async () => {
    const dialled = await world.asks<{ callId: string }>('POST', '/v1/dials', { flow: 'shared', target: { type: 'extension', extension: '3000' } }, other.runtime)
    expect(dialled.status).toBe(201)
    const { line, request } = await all.first.site.placed.take()
    expect(request.headers['X-Callchart-Call']).toBe(dialled.body.callId)

    line.tells({ type: 'line.left', by: 'switch', cause: 'busy' })

    expect(await all.over(dialled.body.callId)).toBe('busy')
  })

  it('is refused where the runtime that has the switch cannot place it', async () => {
    all.first.site.isConnected = false
    const { status, body } = await world.asks<{ code: string }>('POST', '/v1/dials', { flow: 'shared', target: { type: 'extension', extension: '3000' } }, other.runtime)
    all.first.site.isConnected = true
    expect(`${status} ${body.code}`).toBe('503 RUNTIME_SWITCH_UNAVAILABLE')
  })
})

describe('a lost notice', () => {
  it('costs a call no more than the time until somebody looks', async () => {
    const { line, callId, legId } = await asksForHuman()
    await all.deafens(other)
    await all.deafens(all.first)

    line.tells({ type: 'leg.answered', legId })
    await all.until(`select from line_facts where call_id = '${callId}'`)
    other.clock.advance(1_000)
    await all.until(`select from line_orders where call_id = '${callId}'`)
    all.first.clock.advance(1_000)

    expect(await line.next('join')).toEqual({ type: 'join', legId })
    line.tells({ type: 'line.left', by: 'caller' })
    // The other one hears notices again since its clock went on, unless it is still about to.
    await all.until(`select 1 from line_facts where call_id = '${callId}' union all select 1 from calls where call_id = '${callId}' and status = 'ended'`)
    other.clock.advance(1_000)
    await all.over(callId)
  })
})
