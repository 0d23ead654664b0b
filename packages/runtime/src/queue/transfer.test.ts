import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import type { CommandOf, ScriptedBridge } from '../testing/scripted-bridge.js'
import { World } from '../testing/world.js'

/** One queue a test: seats and callers of others do not mix in. */
const queueNames = Array.from({ length: 32 }, (_, index) => `queue${index}`)
const flowOf = (queue: string) => ({
  ...deskFlow,
  id: queue,
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

/** A caller who asked for a human and heard the announcement. */
async function callerInQueue(queue: string) {
  const call = await world.calls({ flow: queue, ani: '+15551234' })
  await call.bridge.hears(await call.bridge.plays(), 'speak to an agent')
  await call.bridge.plays()
  await call.bridge.next('hold.start')
  await entered(call.callId)
  return call
}

/** The chart has taken an event of this type. */
const stepped = (callId: string, event: string) =>
  world.logged.take((line) => line.msg === 'step' && line.callId === callId && line.event === event)

/** The chart knows that the caller waits, or that a human is asked already. */
const entered = (callId: string) =>
  world.logged.take(
    (line) => line.msg === 'step' && line.callId === callId && (line.event === 'transfer.queued' || line.event === 'transfer.ringing'),
  )

/** The bridge brings the human's media to the caller. */
async function joins(bridge: ScriptedBridge): Promise<CommandOf<'leg.expect'>> {
  const expected = await bridge.next('leg.expect')
  const { legId } = expected
  await bridge.fact({ type: 'leg.connected', legId })
  await bridge.fact({ type: 'leg.ready', legId })
  await bridge.next('legs.join')
  await bridge.fact({ type: 'legs.joined', legId })
  return expected
}

/** A caller and a human who talk. */
async function talking() {
  const queue = nextQueue()
  const seat = await world.sits(queue)
  const call = await callerInQueue(queue)
  const { offerId } = await seat.next('offered')
  seat.sends({ type: 'accept', offerId })
  const { legId } = await joins(call.bridge)
  await seat.next('joined')
  return { queue, seat, legId, ...call }
}

const transferOf = async (callId: string) => (await world.view(callId)).transfer
const seatState = async (agentId: string): Promise<string> => {
  const { default: pg } = await import('pg')
  const client = new pg.Client(world.postgres.url)
  await client.connect()
  const { rows } = await client.query<{ state: string }>('select state from seats where agent_id = $1', [agentId])
  await client.end()
  return rows[0]?.state ?? 'none'
}

describe('a transfer to a human', () => {
  it('offers the caller with summary and transcript, and joins both', async () => {
    const queue = nextQueue()
    const seat = await world.sits(queue)
    const { bridge, callId } = await callerInQueue(queue)

    const offer = await seat.next('offered')
    expect(offer).toMatchObject({ callId, flow: { flow: queue, name: deskFlow.name }, ani: '+15551234', summary: 'Wants a human', answerWithinMs: 10_000 })
    expect(offer.transcript.map(({ text }) => text)).toContain('speak to an agent')
    seat.sends({ type: 'accept', offerId: offer.offerId })
    const expected = await joins(bridge)
    expect(expected.whisper[0]?.text).toBe('A caller for you.')
    expect(await seat.next('accepted')).toMatchObject({ callId, mediaUrl: `ws://bridge.test/media?token=${expected.token}` })
    await seat.next('joined')

    expect(await world.view(callId)).toMatchObject({
      statePath: ['human', 'connected'],
      transfer: { target: queue, outcome: 'connected', agentId: seat.agentId },
    })
    await bridge.hangsUp()
    expect(await seat.next('ended')).toMatchObject({ callId, by: 'caller' })
    await bridge.fact({ type: 'leg.hung-up', legId: expected.legId, cause: 'normal' })
    await bridge.ended
    const { cdr, disposition } = await world.view(callId)
    expect(disposition).toBe('transferred')
    expect(cdr.map(({ legId, hungUpBy }) => [legId, hungUpBy])).toEqual([
      ['caller', 'caller'],
      [expected.legId, 'caller'],
    ])
  })

  it('waits for a human who comes later, the longest waiting caller first', async () => {
    const queue = nextQueue()
    const first = await callerInQueue(queue)
    world.clock.advance(1_000)
    const second = await callerInQueue(queue)
    expect(await transferOf(second.callId)).toMatchObject({ outcome: 'queued' })
    expect(await (await fetch(`${world.runtime.url}/metrics`)).text()).toContain(`callchart_queue_length{queue="${queue}"} 2`)

    const seat = await world.sits(queue)

    expect((await seat.next('offered')).callId).toBe(first.callId)
    await first.bridge.hangsUp()
    expect(await seat.next('withdrawn')).toMatchObject({ cause: 'caller-gone' })
    expect((await seat.next('offered')).callId).toBe(second.callId)
    expect((await world.view(first.callId)).transfer).toMatchObject({ outcome: 'caller-gone' })
    await second.bridge.hangsUp()
  })

  it('goes on with the caller when the human ends the talk', async () => {
    const { seat, bridge, callId, legId } = await talking()

    seat.sends({ type: 'end', callId })
    expect(await bridge.next('leg.hang-up')).toMatchObject({ legId })
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })

    expect((await bridge.plays()).prompts[0]?.text).toBe('Thank you for waiting.')
    expect(await seat.next('ended')).toMatchObject({ by: 'agent' })
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    await bridge.ended
    expect(await world.view(callId)).toMatchObject({
      disposition: 'transferred',
      transfer: { outcome: 'connected' },
      cdr: [{ hungUpBy: 'bot' }, { hungUpBy: 'agent' }],
    })
    expect(await seatState(seat.agentId)).toBe('free')
  })

  it('lets the talk go on when only the control connection of the human is lost', async () => {
    const { seat, bridge, callId, legId } = await talking()

    seat.disappears()
    await world.logged.take((line) => line.msg === 'agent gone' && line.agentId === seat.agentId)
    expect(await world.view(callId)).toMatchObject({ statePath: ['human', 'connected'] })
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'media-timeout' })

    expect((await bridge.plays()).prompts[0]?.text).toBe('Thank you for waiting.')
    expect(await seatState(seat.agentId)).toBe('gone')
    await bridge.hangsUp()
  })

  it('tells of a call that the human ended for both that the human ended it', async () => {
    const { seat, bridge, callId, legId } = await talking()

    await world.asks('POST', `/v1/calls/${callId}/hangup`, { cause: 'agent' })

    expect(await seat.next('ended')).toMatchObject({ by: 'agent' })
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    await bridge.ended
    expect(await world.view(callId)).toMatchObject({ disposition: 'transferred', cdr: [{ hungUpBy: 'agent', hangUpCause: 'agent' }, { hungUpBy: 'agent' }] })
  })

  it('hangs up the human when the call is ended from outside', async () => {
    const { seat, bridge, callId, legId } = await talking()

    await world.asks('POST', `/v1/calls/${callId}/hangup`)

    expect(await bridge.next('leg.hang-up')).toMatchObject({ legId })
    await bridge.next('call.hang-up')
    expect(await seat.next('ended')).toMatchObject({ by: 'system' })
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    await bridge.hangsUp()
    await bridge.ended
  })
})

describe('a human who sends the caller on', () => {
  /** The human has done so, and their leg is over. */
  async function sentOn(queue: string, note = '') {
    const talk = await talking()
    const { seat, bridge, callId, legId } = talk
    seat.sends({ type: 'forward', callId, queue, note })
    expect(await bridge.next('leg.hang-up')).toMatchObject({ legId })
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    expect(await seat.next('ended')).toMatchObject({ callId, by: 'agent' })
    await bridge.next('hold.start')
    return talk
  }

  it('is free, and the caller talks with a human of the other queue, who has the note', async () => {
    const other = nextQueue()
    const second = await world.sits(other, 'Bo')
    const { seat, bridge, callId, legId } = await sentOn(other, 'Wants card 4012 blocked')
    expect(await seatState(seat.agentId)).toBe('free')

    const offer = await second.next('offered')
    expect(offer).toMatchObject({ callId, forwarded: { by: 'Anna', note: 'Wants card 4012 blocked' } })
    expect(await transferOf(callId)).toMatchObject({ target: other, outcome: 'requested' })
    second.sends({ type: 'accept', offerId: offer.offerId })
    const { legId: secondLeg } = await joins(bridge)
    await second.next('joined')

    expect(await world.view(callId)).toMatchObject({ statePath: ['human', 'connected'], transfer: { target: other, outcome: 'connected', agentId: second.agentId } })
    second.sends({ type: 'end', callId })
    expect(await bridge.next('leg.hang-up')).toMatchObject({ legId: secondLeg })
    await bridge.fact({ type: 'leg.hung-up', legId: secondLeg, cause: 'normal' })
    expect((await bridge.plays()).prompts[0]?.text).toBe('Thank you for waiting.')
    await bridge.next('call.hang-up')
    await bridge.hangsUp()
    await bridge.ended
    const { cdr, disposition } = await world.view(callId)
    expect(disposition).toBe('transferred')
    expect(cdr.map((leg) => [leg.legId, leg.hungUpBy])).toEqual([['caller', 'bot'], [legId, 'agent'], [secondLeg, 'agent']])
  })

  it('keeps no number of the note in the journal', async () => {
    const { bridge, callId } = await sentOn(nextQueue(), 'Wants card 4012 blocked')

    const entries = await world.journal(callId)
    expect(entries.flatMap((entry) => (entry.kind === 'effect.dispatched' ? (entry.body.forward?.note ?? []) : []))).toEqual(['Wants card •••• blocked'])
    await bridge.hangsUp()
    await bridge.ended
  })

  it('may do so again and again', async () => {
    const [second, third] = [nextQueue(), nextQueue()]
    const bo = await world.sits(second, 'Bo')
    const cy = await world.sits(third, 'Cy')
    const { bridge, callId } = await sentOn(second)
    bo.sends({ type: 'accept', offerId: (await bo.next('offered')).offerId })
    const { legId } = await joins(bridge)
    await bo.next('joined')

    bo.sends({ type: 'forward', callId, queue: third, note: '' })
    await bridge.next('leg.hang-up')
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    const offer = await cy.next('offered')
    expect(offer.forwarded).toEqual({ by: 'Bo', note: '' })
    cy.sends({ type: 'accept', offerId: offer.offerId })
    await joins(bridge)
    await cy.next('joined')

    expect(await transferOf(callId)).toMatchObject({ target: third, outcome: 'connected', agentId: cy.agentId })
    await bridge.hangsUp()
    await cy.next('ended')
  })

  it('loses no caller whom nobody takes there: the flow goes on by its way out for a failure', async () => {
    const other = nextQueue()
    const { bridge, callId } = await sentOn(other)
    await world.until(async () => (await world.query(`select from queue_entries where queue = '${other}' and state = 'waiting'`)).length === 1)
    world.clock.advance(60_000)

    await bridge.next('hold.stop')
    await stepped(callId, 'transfer.failed')
    expect((await bridge.plays()).prompts[0]?.text).toBe('Nobody is free.')
    await bridge.hangsUp()
    await bridge.ended
  })

  it('leaves nobody waiting when the caller hangs up on the way', async () => {
    const other = nextQueue()
    const { bridge } = await sentOn(other)
    await bridge.hangsUp()
    await bridge.ended

    const late = await world.sits(other, 'Late')
    const [row] = await world.query<{ count: number }>(`select count(*)::int as count from queue_entries where queue = '${other}' and state <> 'left'`)
    expect(row?.count).toBe(0)
    expect(late.unread.filter(({ type }) => type === 'offered')).toEqual([])
  })

  it('names another queue than their own, and a caller they talk with', async () => {
    const { seat, queue, callId, bridge } = await talking()

    seat.sends({ type: 'forward', callId, queue, note: '' })
    expect(await seat.next('error')).toMatchObject({ code: 'RUNTIME_SEAT_MESSAGE_INVALID' })
    seat.sends({ type: 'forward', callId: 'other', queue: nextQueue(), note: '' })
    expect(await seat.next('error')).toMatchObject({ code: 'RUNTIME_OFFER_UNKNOWN' })
    await bridge.hangsUp()
  })
})

describe('an offer', () => {
  it('goes to the next human when nobody answers in time', async () => {
    const queue = nextQueue()
    const idle = await world.sits(queue, 'Idle')
    world.clock.advance(1_000)
    const other = await world.sits(queue, 'Other')
    const { bridge, callId } = await callerInQueue(queue)

    await idle.next('offered')
    world.clock.advance(10_000)
    expect(await idle.next('withdrawn')).toMatchObject({ cause: 'timeout' })
    const { offerId } = await other.next('offered')
    other.sends({ type: 'accept', offerId })
    await joins(bridge)

    await other.next('joined')
    expect(await transferOf(callId)).toMatchObject({ outcome: 'connected', agentId: other.agentId })
    await bridge.hangsUp()
  })

  it('pauses the seat that let it ring, and rings there again once somebody is back', async () => {
    const queue = nextQueue()
    const seat = await world.sits(queue)
    const { bridge, callId } = await callerInQueue(queue)
    const missed = await seat.next('offered')

    world.clock.advance(10_000)
    expect(await seat.next('withdrawn')).toMatchObject({ offerId: missed.offerId, cause: 'timeout' })
    expect(await seat.next('paused')).toEqual({ type: 'paused', cause: 'missed' })
    expect(await seatState(seat.agentId)).toBe('paused')
    seat.sends({ type: 'ready' })

    const again = await seat.next('offered')
    expect(again.callId).toBe(callId)
    expect(again.offerId).not.toBe(missed.offerId)
    await bridge.hangsUp()
  })

  it('ends in no answer when the caller waited long enough', async () => {
    const queue = nextQueue()
    const seat = await world.sits(queue)
    const { bridge, callId } = await callerInQueue(queue)
    await seat.next('offered')

    world.clock.advance(10_000)
    await seat.next('withdrawn')
    world.clock.advance(50_000)
    await bridge.next('hold.stop')

    expect((await bridge.plays()).prompts[0]?.text).toBe('Nobody is free.')
    expect(await transferOf(callId)).toMatchObject({ outcome: 'no-answer' })
    expect((await world.view(callId)).effects).toContainEqual(
      expect.objectContaining({ type: 'transfer.start', status: 'settled', outcome: 'no-answer' }),
    )
    await bridge.hangsUp()
  })

  it('is taken back when the wait ends while it rings', async () => {
    const queue = nextQueue()
    const { bridge } = await callerInQueue(queue)
    world.clock.advance(55_000)
    const seat = await world.sits(queue)
    await seat.next('offered')

    world.clock.advance(5_000)

    expect(await seat.next('withdrawn')).toMatchObject({ cause: 'timeout' })
    expect((await bridge.plays()).prompts[0]?.text).toBe('Nobody is free.')
    expect(await seatState(seat.agentId)).toBe('free')
    await bridge.hangsUp()
  })

  it.each([
    ['busy', 'busy'],
    ['declined', 'declined'],
  ] as const)('that the only human declines as %s ends the transfer as %s', async (cause, outcome) => {
    const queue = nextQueue()
    const seat = await world.sits(queue)
    const { bridge, callId } = await callerInQueue(queue)
    const { offerId } = await seat.next('offered')

    seat.sends({ type: 'decline', offerId, cause })

    expect((await bridge.plays()).prompts[0]?.text).toBe('Nobody is free.')
    expect(await transferOf(callId)).toMatchObject({ outcome })
    await bridge.hangsUp()
  })

  it('that one human declines goes to the other', async () => {
    const queue = nextQueue()
    const seats = [await world.sits(queue, 'One')]
    world.clock.advance(1_000)
    seats.push(await world.sits(queue, 'Two'))
    const { bridge } = await callerInQueue(queue)
    const [one, two] = seats
    const { offerId } = (await one?.next('offered')) ?? { offerId: '' }

    one?.sends({ type: 'decline', offerId, cause: 'declined' })

    expect(await two?.next('offered')).toMatchObject({ summary: 'Wants a human' })
    await bridge.hangsUp()
    await two?.next('withdrawn')
  })

  it('counts as not answered when the seat leaves or its connection is lost', async () => {
    const queue = nextQueue()
    const lost = await world.sits(queue)
    const { bridge, callId } = await callerInQueue(queue)
    await lost.next('offered')
    lost.disappears()

    await world.logged.take((line) => line.msg === 'agent gone' && line.agentId === lost.agentId)
    const leaver = await world.sits(queue)
    await leaver.next('offered')
    leaver.sends({ type: 'leave' })
    expect(await leaver.closed).toBe(1000)

    for (const step of ['transfer.queued', 'transfer.queued']) await stepped(callId, step)
    expect(await transferOf(callId)).toMatchObject({ outcome: 'queued' })
    await bridge.hangsUp()
  })

  it('whose media never come fails the transfer and frees the human', async () => {
    const queue = nextQueue()
    const seat = await world.sits(queue)
    const { bridge, callId } = await callerInQueue(queue)
    const { offerId } = await seat.next('offered')
    seat.sends({ type: 'accept', offerId })
    const { legId } = await bridge.next('leg.expect')

    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'no-media' })

    expect(await seat.next('withdrawn')).toMatchObject({ cause: 'failed' })
    await bridge.next('hold.stop')
    expect((await bridge.plays()).prompts[0]?.text).toBe('Nobody is free.')
    expect(await transferOf(callId)).toMatchObject({ outcome: 'failed' })
    expect(await seatState(seat.agentId)).toBe('free')
    await bridge.hangsUp()
  })

  it('whose media nobody reports on is given up by the clock', async () => {
    const queue = nextQueue()
    const seat = await world.sits(queue)
    const { bridge } = await callerInQueue(queue)
    seat.sends({ type: 'accept', offerId: (await seat.next('offered')).offerId })
    const { legId } = await bridge.next('leg.expect')
    await seat.next('accepted')

    world.clock.advance(16_000)

    expect(await bridge.next('leg.hang-up')).toMatchObject({ legId })
    await seat.next('withdrawn')
    await bridge.plays()
    await bridge.hangsUp()
  })

  it('accepted by a human whose caller just left comes to nothing', async () => {
    const queue = nextQueue()
    const seat = await world.sits(queue)
    const { bridge } = await callerInQueue(queue)
    seat.sends({ type: 'accept', offerId: (await seat.next('offered')).offerId })
    const { legId } = await bridge.next('leg.expect')
    await seat.next('accepted')

    await bridge.hangsUp()

    expect(await seat.next('withdrawn')).toMatchObject({ cause: 'caller-gone' })
    expect(await bridge.next('leg.hang-up')).toMatchObject({ legId })
    expect(await seatState(seat.agentId)).toBe('free')
  })
})

describe('the control connection of a seat', () => {
  it('opens once with its token', async () => {
    const { body } = await world.asks<{ controlUrl: string; agentId: string }>('POST', `/v1/queues/${nextQueue()}/agents`, { name: 'Anna' })
    const { ScriptedSeat } = await import('../testing/scripted-seat.js')
    const { WebSocket } = await import('ws')
    const seat = await ScriptedSeat.sits(body.controlUrl)

    for (const url of [body.controlUrl, body.controlUrl.replace(/token=.*/, 'token=wrong'), body.controlUrl.replace('/seats', '/other')]) {
      const refused = new WebSocket(url)
      const status = await new Promise<number | undefined>((resolve) => {
        refused.on('unexpected-response', (_request, response) => resolve(response.statusCode))
        refused.on('error', () => undefined)
      })
      expect(status).toBe(url.includes('/other') ? 404 : 401)
    }
    seat.sends({ type: 'leave' })
    await seat.closed
  })

  it('answers what it cannot take with a coded error and stays open', async () => {
    const seat = await world.sits(nextQueue())

    for (const message of ['{', '{"type":"dance"}', '{"type":"leave","extra":1}', '{"type":"accept","offerId":{"length":{"valueOf":1,"toString":1}}}', Buffer.from([1, 2, 3])]) {
      seat.sends(message)
      expect(await seat.next('error')).toMatchObject({ code: 'RUNTIME_SEAT_MESSAGE_INVALID' })
    }
    for (const command of [
      { type: 'accept', offerId: 'none' },
      { type: 'decline', offerId: 'none', cause: 'busy' },
      { type: 'end', callId: 'none' },
    ] as const) {
      seat.sends(command)
      expect(await seat.next('error')).toMatchObject({ code: 'RUNTIME_OFFER_UNKNOWN' })
    }
    seat.sends('x'.repeat(20_000))
    expect(await seat.closed).toBe(1009)
  })
})
