import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import type { LegOutcome } from '../switch/switch-port.js'
import { AnnouncedBridge } from '../testing/announced-bridge.js'
import { Inbox } from '../testing/inbox.js'
import { ableLine } from '../testing/scripted-switch.js'
import { humanAt, SwitchWorld, type LineCall } from '../testing/switch-world.js'

const secondHop = (id: string) => {
  const flow = humanAt(id, { number: '+442071838750', shows: '+18005550100', whisper: undefined, next: 'again' })
  const again = { id: 'again', kind: 'transfer', name: 'again', number: '+442071838751', shows: '+18005550100', next: 'after', busy: 'sorry', noAnswer: 'sorry', failed: 'sorry' }
  return { ...flow, nodes: [...(flow.nodes as unknown[]), again] }
}

/** A caller who was referred does not come back: nothing follows but a refusal. */
const referral = () => {
  const flow = humanAt('refer', { sip: 'sip:anna@pbx.test', mode: 'refer', whisper: undefined, next: undefined, busy: undefined, noAnswer: undefined })
  return { ...flow, nodes: (flow.nodes as { id: string }[]).filter(({ id }) => id !== 'after') }
}

let switched: SwitchWorld
beforeAll(async () => {
  const flows = {
    attended: humanAt('attended', { extension: '2000' }),
    bare: humanAt('bare', { extension: '2000', whisper: undefined }),
    blind: humanAt('blind', { extension: '2000', mode: 'blind', whisper: undefined }),
    refer: referral(),
    outside: humanAt('outside', { number: '+442071838750', shows: '+18005550100' }),
    foreign: humanAt('foreign', { number: '+442071838750', shows: '+19998887777' }),
    hops: secondHop('hops'),
  }
  switched = await SwitchWorld.open(flows, { ownNumbers: ['+18005550100'] })
}, 240_000)
afterAll(() => switched.close())

/** The human answers, hears the whisper, and is joined with the caller. */
async function talks(flow = 'attended') {
  const call = await switched.asksForHuman(flow)
  const { request } = await call.line.next('ring')
  const { legId } = request
  call.line.tells({ type: 'leg.answered', legId })
  const { legId: whisper } = await call.bridge.next('leg.expect')
  await call.bridge.fact({ type: 'leg.connected', legId: whisper })
  await call.bridge.fact({ type: 'leg.ready', legId: whisper })
  await call.line.next('join')
  call.line.tells({ type: 'leg.joined', legId })
  await switched.stepped(call.callId, 'transfer.connected')
  return { ...call, legId }
}

const transferOf = async (callId: string) => (await switched.world.view(callId)).transfer

/** Nothing of the call is left anywhere. */
async function ends({ line, callId }: Pick<LineCall, 'line' | 'callId'>): Promise<string | undefined> {
  const disposition = await switched.over(callId)
  expect(line.legs).toEqual(new Set())
  return disposition
}

describe('an attended transfer by the switch', () => {
  it('rings the human while the caller hears music, whispers, and joins both', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('attended')
    await bridge.next('hold.start')
    const expected = await bridge.next('leg.expect')
    const { request } = await line.next('ring')

    expect(request).toMatchObject({ target: { type: 'extension', extension: '2000' }, ringMs: 10_000, ani: '+15550100' })
    expect(request.whisperUrl).toBe(`ws://bridge.test/media?token=${expected.token}`)
    expect(expected.whisper.map(({ text }) => text)).toEqual(['A caller for you.'])
    expect(request.headers).toMatchObject({ 'X-Callchart-Call': callId, 'X-Callchart-Flow': 'attended' })
    const [hex = '', encoding] = (request.headers['User-to-User'] ?? '').split(';')
    expect(encoding).toBe('encoding=hex')
    expect(JSON.parse(Buffer.from(hex, 'hex').toString())).toEqual({ call: callId, flow: 'attended', summary: 'Wants a human' })

    line.tells({ type: 'leg.ringing', legId: request.legId })
    await switched.stepped(callId, 'transfer.ringing')
    line.tells({ type: 'leg.answered', legId: request.legId })
    await bridge.fact({ type: 'leg.connected', legId: expected.legId })
    expect(line.unread.some(({ type }) => type === 'join')).toBe(false)
    await bridge.fact({ type: 'leg.ready', legId: expected.legId })
    expect((await line.next('join')).legId).toBe(request.legId)
    line.tells({ type: 'leg.joined', legId: request.legId })
    await switched.stepped(callId, 'transfer.connected')
    expect(await transferOf(callId)).toMatchObject({ target: '2000', outcome: 'connected', agentId: '2000' })
    await bridge.hangsUp()

    line.tells({ type: 'line.left', by: 'caller' })
    expect(await ends({ line, callId })).toBe('transferred')
  })

  it('gives the caller another bot leg when the human leaves, and the flow goes on there', async () => {
    const { line, callId, legId, bridge } = await talks()
    await bridge.hangsUp()

    line.tells({ type: 'leg.ended', legId, outcome: 'left' })

    const second = await switched.newLeg(line)
    expect((await second.plays()).prompts.map(({ text }) => text)).toEqual(['Thank you for waiting.'])
    await second.next('call.hang-up')
    await second.hangsUp()
    await line.next('hang-up')
    line.tells({ type: 'line.left', by: 'runtime' })
    expect(await ends({ line, callId })).toBe('transferred')
    expect((await switched.world.view(callId)).cdr[1]).toMatchObject({ legId, disposition: 'completed', hangUpCause: 'left' })
  })

  it.each<[LegOutcome, string]>([
    ['busy', 'transfer.busy'],
    ['no-answer', 'transfer.no-answer'],
    ['declined', 'transfer.declined'],
    ['failed', 'transfer.failed'],
    ['left', 'transfer.failed'],
  ])('that ends as "%s" before they talk leads the flow on, on the same bot leg', async (outcome, event) => {
    const { line, callId, bridge } = await switched.asksForHuman('attended')
    const { request } = await line.next('ring')

    line.tells({ type: 'leg.ended', legId: request.legId, outcome })

    await bridge.next('hold.stop')
    expect((await bridge.plays()).prompts.map(({ text }) => text)).toEqual(['Nobody is free.'])
    expect(await switched.eventsOf(callId)).toContain(event)
    expect(line.unread.filter(({ type }) => type === 'connect-media')).toEqual([])
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })

  it('joins a human to whom the whisper could not be said', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('attended')
    const { request } = await line.next('ring')
    const whisper = await bridge.next('leg.expect')
    line.tells({ type: 'leg.answered', legId: request.legId })
    await bridge.fact({ type: 'leg.hung-up', legId: whisper.legId, cause: 'no-media' })

    await line.next('join')

    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })

  it('joins whoever the switch says again is there, where nothing of the whisper was heard', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('attended')
    const { legId } = (await line.next('ring')).request
    const whisper = await bridge.next('leg.expect')
    line.tells({ type: 'leg.answered', legId })

    line.tells({ type: 'leg.answered', legId })

    await line.next('join')
    await bridge.fact({ type: 'leg.connected', legId: whisper.legId })
    await bridge.fact({ type: 'leg.ready', legId: whisper.legId })
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
    expect(line.orders.filter(({ type }) => type === 'join').length).toBe(1)
  })

  it('leaves whoever the switch says again is there to the whisper that they hear', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('attended')
    const { legId } = (await line.next('ring')).request
    const whisper = await bridge.next('leg.expect')
    line.tells({ type: 'leg.answered', legId })
    await bridge.fact({ type: 'leg.connected', legId: whisper.legId })

    line.tells({ type: 'leg.answered', legId })

    await bridge.fact({ type: 'digit.pressed', digit: '1' })
    expect(line.orders.some(({ type }) => type === 'join')).toBe(false)
    await bridge.fact({ type: 'leg.ready', legId: whisper.legId })
    await line.next('join')
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })

  it('joins a human in the midst of a whisper that goes with its bridge', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('attended')
    const { legId } = (await line.next('ring')).request
    const whisper = await bridge.next('leg.expect')
    line.tells({ type: 'leg.answered', legId })
    await bridge.fact({ type: 'leg.connected', legId: whisper.legId })
    bridge.breaks()

    line.tells({ type: 'media.lost', detail: 'killed' })

    await line.next('join')
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })

  it.each(['before', 'after'] as const)('joins a human without a whisper who answers %s the caller goes to another bridge', async (order) => {
    const { line, callId, bridge } = await switched.asksForHuman('attended')
    const { legId } = (await line.next('ring')).request
    await bridge.next('leg.expect')
    const ending = new AnnouncedBridge(switched.world.runtime.controlAddress, { mediaUrl: 'ws://bridge.test' })
    if (order === 'before') line.tells({ type: 'leg.answered', legId })
    await ending.announces({ draining: true })

    const second = await switched.newLeg(line)
    if (order === 'after') line.tells({ type: 'leg.answered', legId })

    await line.next('join')
    expect(second.commands.some(({ command }) => command.type === 'leg.expect')).toBe(false)
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
    ending.close()
  })

  it('lets a human go whom the switch could not be told to join', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('bare')
    const { legId } = (await line.next('ring')).request
    line.join = () => Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'away'))

    line.tells({ type: 'leg.answered', legId })

    expect((await line.next('drop-leg')).legId).toBe(legId)
    expect((await bridge.plays()).prompts.map(({ text }) => text)).toEqual(['Nobody is free.'])
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })

  it('takes back a ring that the switch may have heard', async () => {
    const { line, callId, bridge } = await switched.calls('bare')
    line.ring = () => Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'no answer'))

    await bridge.plays()

    await line.next('drop-leg')
    expect((await bridge.plays()).prompts.map(({ text }) => text)).toEqual(['Nobody is free.'])
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })

  it('leaves a human with the caller whom the switch has joined, though its answer was lost', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('bare')
    const { legId } = (await line.next('ring')).request
    const joins = new Inbox<(error: RuntimeError) => void>()
    line.join = () => new Promise((_, fail) => joins.push(fail))
    line.tells({ type: 'leg.answered', legId })
    const fail = await joins.take()
    line.tells({ type: 'leg.joined', legId })
    await switched.stepped(callId, 'transfer.connected')

    fail(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'no answer'))

    await bridge.hangsUp()
    expect(line.orders.some(({ type }) => type === 'drop-leg')).toBe(false)
    line.tells({ type: 'line.left', by: 'caller' })
    expect(await ends({ line, callId })).toBe('transferred')
    expect(await switched.eventsOf(callId)).not.toContain('transfer.ended')
  })

  it('without a whisper joins at once', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('bare')
    const { request } = await line.next('ring')
    expect(request.whisperUrl).toBeUndefined()

    line.tells({ type: 'leg.answered', legId: request.legId })

    await line.next('join')
    expect(bridge.commands.some(({ command }) => command.type === 'leg.expect')).toBe(false)
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })

  it('gives up a switch that says nothing', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('attended')
    await line.next('ring')

    switched.world.clock.advance(15_000)

    await line.next('drop-leg')
    expect((await bridge.plays()).prompts.map(({ text }) => text)).toEqual(['Nobody is free.'])
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })

  it('fails where the switch cannot be told', async () => {
    const call = await switched.calls('attended')
    call.line.fails(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', 'away'))
    await call.bridge.plays()

    expect((await call.bridge.plays()).prompts.map(({ text }) => text)).toEqual(['Nobody is free.'])
    call.line.fails(undefined)
    call.line.tells({ type: 'line.left', by: 'caller' })
    await ends(call)
  })

  it('is sent on a line that cannot consult', async () => {
    const { line, callId } = await switched.asksForHuman('attended', {}, { ...ableLine, consult: false })
    await line.next('send')
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })
})

describe('a blind transfer by the switch', () => {
  it('leaves the caller to the switch, and has them back when the human leaves', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('blind')
    const { request } = await line.next('send')
    await bridge.hangsUp()
    line.tells({ type: 'leg.ringing', legId: request.legId })
    line.tells({ type: 'leg.answered', legId: request.legId })
    await switched.stepped(callId, 'transfer.connected')
    switched.world.clock.advance(1_000)
    expect(line.unread.some(({ type }) => type === 'connect-media')).toBe(false)

    line.tells({ type: 'leg.ended', legId: request.legId, outcome: 'left' })

    const second = await switched.newLeg(line)
    expect((await second.plays()).prompts.map(({ text }) => text)).toEqual(['Thank you for waiting.'])
    line.tells({ type: 'line.left', by: 'caller' })
    expect(await ends({ line, callId })).toBe('transferred')
  })

  it.each<LegOutcome>(['busy', 'no-answer', 'declined', 'failed'])('that ends as "%s" brings the caller back to the flow', async (outcome) => {
    const { line, callId } = await switched.asksForHuman('blind')
    const { request } = await line.next('send')

    line.tells({ type: 'leg.ended', legId: request.legId, outcome })

    const second = await switched.newLeg(line)
    expect((await second.plays()).prompts.map(({ text }) => text)).toEqual(['Nobody is free.'])
    line.tells({ type: 'line.left', by: 'caller' })
    await ends({ line, callId })
  })
})

describe('a caller who is referred', () => {
  it('is over for us once their side has accepted', async () => {
    const { line, callId } = await switched.asksForHuman('refer')
    expect((await line.next('refer')).target).toEqual({ type: 'sip', address: 'sip:anna@pbx.test' })
    line.tells({ type: 'referred', outcome: 'accepted' })
    line.tells({ type: 'line.left', by: 'caller' })
    expect(await ends({ line, callId })).toBe('transferred')
  })

  it('goes on in the flow where their side refuses', async () => {
    const { line, callId, bridge } = await switched.asksForHuman('refer')
    await line.next('refer')
    line.tells({ type: 'referred', outcome: 'refused', detail: '603' })
    expect((await bridge.plays()).prompts.map(({ text }) => text)).toEqual(['Nobody is free.'])
    line.tells({ type: 'line.left', by: 'caller' })
    expect(await ends({ line, callId })).not.toBe('transferred')
  })
})

describe('a transfer that the switch is not asked for', () => {
  const failsAs = async (call: LineCall, cause: string): Promise<void> => {
    expect((await call.bridge.plays()).prompts.map(({ text }) => text)).toEqual(['Nobody is free.'])
    const { body } = await switched.world.asks<{ steps: { event: { type: string; detail?: string } }[] }>('GET', `/v1/calls/${call.callId}/steps`)
    expect(body.steps.find(({ event }) => event.type === 'transfer.failed')?.event.detail).toBe(cause)
    call.line.tells({ type: 'line.left', by: 'caller' })
    await ends(call)
  }

  it('shows a number that is not ours', async () => failsAs(await switched.asksForHuman('foreign'), 'not-ours'))
  it('is of a caller who came by an outside hop', async () => failsAs(await switched.asksForHuman('outside', { variables: { 'X-Callchart-Hop': 'outside' } }), 'second-hop'))
  it('needs what the line cannot do', async () => failsAs(await switched.asksForHuman('attended', {}, { ...ableLine, consult: false, send: false }), 'no-switch'))

  it('is of a call without a line', async () => {
    const { callId, bridge } = await switched.world.calls({ flow: 'attended' })
    await bridge.plays()
    expect((await bridge.plays()).prompts.map(({ text }) => text)).toEqual(['Nobody is free.'])
    await bridge.hangsUp()
    await switched.over(callId)
  })

  it('would be the second outside hop of a call', async () => {
    const { line, callId } = await switched.asksForHuman('hops')
    const { request } = await line.next('ring')
    expect(request.target).toEqual({ type: 'number', number: '+442071838750', shows: '+18005550100' })
    expect(request.headers['X-Callchart-Hop']).toBe('outside')
    line.tells({ type: 'leg.answered', legId: request.legId })
    line.tells({ type: 'leg.joined', legId: request.legId })
    line.tells({ type: 'leg.ended', legId: request.legId, outcome: 'left' })

    const second = await switched.newLeg(line)
    await failsAs({ line, callId, token: '', bridge: second }, 'second-hop')
  })
})
