import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import pg from 'pg'
import { openCallBack } from '../store/seal/call-back.js'
import { unwrapKey } from '../store/seal/key-wrap.js'
import type { CallBackRow } from '../store/tables.js'
import { testMasterKey } from '../store/testing/test-database.js'
import type { ScriptedBridge } from '../testing/scripted-bridge.js'
import { bye, lineFlow } from '../testing/line-flow.js'
import { World } from '../testing/world.js'

const plain = Array.from({ length: 10 }, (_, index) => lineFlow(`line${index}`))
let world: World
beforeAll(async () => {
  const flows = [
    ...plain,
    lineFlow('narrow', { maxWaiting: 1, overflow: 'full' }, [bye('full', 'Too many wait.')]),
    lineFlow('full', { maxWaiting: 0, overflow: 'full' }, [bye('full', 'Too many wait.')]),
    lineFlow('blind', { mode: 'blind' }),
    lineFlow('weekdays', { calendar: 'weekdays', closed: 'shut' }, [bye('shut', 'We are closed.')]),
    lineFlow('never', { calendar: 'never', closed: 'shut' }, [bye('shut', 'We are closed.')]),
  ]
  const calendar = { schemaVersion: 1, timeZone: 'UTC', holidays: [] }
  world = await World.open(
    Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    {},
    {
      weekdays: { ...calendar, id: 'weekdays', name: 'Weekdays', weekly: [{ days: ['mon'], from: '08:00', to: '18:00' }] },
      never: { ...calendar, id: 'never', name: 'Never', weekly: [] },
    },
  )
}, 60_000)
afterAll(() => world.close())

let used = 0
const nextLine = (): string => plain[used++]?.id ?? 'none'

const stepped = (callId: string, event: string) =>
  world.logged.take((line) => line.msg === 'step' && line.callId === callId && line.event === event)

/** In steps that let the seats answer their pings. */
async function passes(ms: number) {
  for (let passed = 0; passed < ms; passed += 10_000) {
    world.clock.advance(10_000)
    await world.asks('GET', '/healthz')
  }
}

/** Nobody calls at the very moment at which somebody else does: the longest waiting one is first. */
function calls(flow: string) {
  world.clock.advance(10)
  return world.calls({ flow, ani: '+15551234' })
}

/** A caller who waits and was told the position. */
async function waits(flow: string) {
  const call = await calls(flow)
  await stepped(call.callId, 'transfer.queued')
  const turn = await call.bridge.plays()
  return { ...call, turn, presses: (digits: string) => call.bridge.fact({ type: 'digits', turnId: turn.turnId, digits, endedBy: 'max-count' }) }
}

async function rings(flow: string) {
  const seat = await world.sits(flow)
  const call = await calls(flow)
  const { offerId } = await seat.next('offered')
  return { ...call, seat, offerId }
}

/** The human's media are there, and hear the whisper. */
async function comes(bridge: ScriptedBridge) {
  const expected = await bridge.next('leg.expect')
  await bridge.fact({ type: 'leg.connected', legId: expected.legId })
  return expected
}

async function query<Row extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<Row[]> {
  const client = new pg.Client(world.postgres.url)
  await client.connect()
  const { rows } = await client.query<Row>(text, values)
  await client.end()
  return rows
}
const seatState = async (agentId: string) =>
  (await query<{ state: string }>('select state from seats where agent_id = $1', [agentId]))[0]?.state
/** Asks until the effect is done. */
async function settled(callId: string, type: string): Promise<void> {
  for (let view = await world.view(callId); !view.effects.some((each) => each.type === type && each.status === 'settled'); )
    view = await world.view(callId)
}
const placeOf = async (callId: string) => (await world.view(callId)).transfer
const words = async (bridge: ScriptedBridge) => (await bridge.plays()).prompts.map(({ text }) => text)

describe('callers in a line', () => {
  it('are told where they stand, and again when those before them leave', async () => {
    const line = nextLine()
    const [first, second, third] = [await waits(line), await waits(line), await waits(line)]
    expect(third.turn.prompts[0]?.text).toBe('Number 3.')

    await first.bridge.hangsUp()
    await stepped(second.callId, 'transfer.queued')
    await stepped(third.callId, 'transfer.queued')

    expect(await placeOf(second.callId)).toMatchObject({ outcome: 'queued', position: 1 })
    expect(await placeOf(third.callId)).toMatchObject({ outcome: 'queued', position: 2 })
    await second.bridge.hangsUp()
    await third.bridge.hangsUp()
  })

  it('keep their place behind one for whom it rings', async () => {
    const line = nextLine()
    const { seat, bridge, offerId } = await rings(line)
    const behind = await waits(line)
    expect(behind.turn.prompts[0]?.text).toBe('Number 2.')

    seat.sends({ type: 'accept', offerId })
    const { legId } = await comes(bridge)
    await bridge.fact({ type: 'leg.ready', legId })
    await bridge.fact({ type: 'legs.joined', legId })
    await stepped(behind.callId, 'transfer.queued')

    expect(await placeOf(behind.callId)).toMatchObject({ position: 1 })
    await behind.bridge.hangsUp()
    await bridge.hangsUp()
  })

  it('are told a waiting time that comes from the last talks and the humans who are there', async () => {
    const line = nextLine()
    const { seat, bridge, offerId } = await rings(line)
    seat.sends({ type: 'accept', offerId })
    const { legId } = await comes(bridge)
    await bridge.fact({ type: 'leg.ready', legId })
    await bridge.fact({ type: 'legs.joined', legId })
    await seat.next('joined')
    await passes(80_000)
    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })
    await seat.next('ended')
    await bridge.hangsUp()
    await world.sits(line, 'Bert')

    const [ringing, other] = [await calls(line), await calls(line)]
    await stepped(ringing.callId, 'transfer.ringing')
    await stepped(other.callId, 'transfer.ringing')
    const behind = await waits(line)

    expect(await placeOf(behind.callId)).toMatchObject({ position: 3, estimatedWaitMs: 120_000 })
    for (const each of [ringing, other, behind]) await each.bridge.hangsUp()
  })
})

describe('a line with an end', () => {
  it('takes so many and no more', async () => {
    const first = await waits('narrow')

    const second = await calls('narrow')

    expect(await words(second.bridge)).toEqual(['Too many wait.'])
    expect(await placeOf(second.callId)).toMatchObject({ outcome: 'overflow' })
    await first.bridge.hangsUp()
    const third = await waits('narrow')
    expect(await placeOf(third.callId)).toMatchObject({ position: 1 })
    for (const each of [second, third]) await each.bridge.hangsUp()
  })

  it('where nobody may wait still brings a caller to a free human', async () => {
    const early = await calls('full')
    expect(await words(early.bridge)).toEqual(['Too many wait.'])

    const { bridge, seat } = await rings('full')

    await bridge.hangsUp()
    await seat.next('withdrawn')
    await early.bridge.hangsUp()
  })
})

describe('a line with hours', () => {
  it('takes callers within them', async () => {
    const call = await waits('weekdays')

    expect(await placeOf(call.callId)).toMatchObject({ outcome: 'queued', position: 1 })
    await call.bridge.hangsUp()
  })

  it('says outside of them that nobody is there, without any music, though a human sits there', async () => {
    const seat = await world.sits('never')

    const { bridge, callId } = await calls('never')

    expect(await words(bridge)).toEqual(['We are closed.'])
    expect(await placeOf(callId)).toMatchObject({ outcome: 'closed' })
    expect(bridge.commands.map(({ command }) => command.type)).not.toContain('hold.start')
    expect(seat.unread).toEqual([])
    await bridge.hangsUp()
  })
})

describe('a caller who leaves by a key', () => {
  it('hears music no more, and is offered to nobody', async () => {
    const line = nextLine()
    const call = await waits(line)

    await call.presses('1')
    await call.bridge.next('hold.stop')

    expect(await words(call.bridge)).toEqual(['You left.'])
    expect(await placeOf(call.callId)).toMatchObject({ outcome: 'left' })
    const seat = await world.sits(line)
    expect(await (await fetch(`${world.runtime.url}/metrics`)).text()).not.toContain(`callchart_queue_length{queue="${line}"`)
    expect(seat.unread).toEqual([])
    await call.bridge.hangsUp()
  })

  it('to be called back is noted for the queue, once', async () => {
    const line = nextLine()
    const call = await waits(line)

    await call.presses('2')

    expect(await words(call.bridge)).toEqual(['We call you back.'])
    await settled(call.callId, 'call-back.request')
    const rows = await query<CallBackRow & { wrapped: Buffer }>('select call_id as "callId", queue, call_backs.sealed, wrapped_key as wrapped from call_backs join call_keys using (call_id) where queue = $1', [line])
    expect(rows.map((row) => openCallBack(row, unwrapKey(row.wrapped, testMasterKey, call.callId)))).toEqual([{ number: '+15551234', summary: 'A caller' }])
    await call.bridge.hangsUp()
  })

  it('too late, when it rings already, stays', async () => {
    const line = nextLine()
    const call = await waits(line)
    const seat = await world.sits(line)
    await seat.next('offered')
    await call.bridge.next('turn.cancel')

    await call.presses('1')

    expect(await placeOf(call.callId)).toMatchObject({ outcome: 'ringing' })
    await call.bridge.hangsUp()
    await seat.next('withdrawn')
  })
})

describe('a human who accepted', () => {
  it('and is gone in the whisper leaves the caller on the line', async () => {
    const { bridge, seat, offerId, callId } = await rings(nextLine())
    seat.sends({ type: 'accept', offerId })
    const { legId, whisper } = await comes(bridge)
    expect(whisper.map(({ text }) => text)).toEqual(['A caller for you.'])
    expect(await placeOf(callId)).toMatchObject({ outcome: 'whisper' })

    await bridge.fact({ type: 'leg.hung-up', legId, cause: 'normal' })

    await bridge.next('hold.stop')
    expect(await words(bridge)).toEqual(['It failed.'])
    expect(await seat.next('withdrawn')).toMatchObject({ cause: 'failed' })
    expect(await seatState(seat.agentId)).toBe('free')
    await bridge.hangsUp()
  })

  it('hears no whisper where the transfer is blind', async () => {
    const { bridge, seat, offerId } = await rings('blind')

    seat.sends({ type: 'accept', offerId })

    expect((await comes(bridge)).whisper).toEqual([])
    await bridge.hangsUp()
    await seat.next('withdrawn')
  })

  it('and whose caller is gone before the media came has a record that ends', async () => {
    const { bridge, callId, seat, offerId } = await rings(nextLine())
    seat.sends({ type: 'accept', offerId })
    await bridge.next('leg.expect')

    await bridge.hangsUp()
    await bridge.ended

    const { status, cdr } = await world.view(callId)
    expect(status).toBe('ended')
    expect(cdr.map(({ disposition, endedAt }) => [disposition, endedAt === undefined])).toEqual([
      ['caller-hung-up', false],
      ['not-joined', false],
    ])
  })

  it('in the moment in which the caller hangs up is free again', async () => {
    const line = nextLine()
    const seat = await world.sits(line)
    for (let round = 0; round < 8; round += 1) {
      const { bridge } = await calls(line)
      const { offerId } = await seat.next('offered')

      seat.sends({ type: 'accept', offerId })
      bridge.report({ type: 'caller.hung-up', cause: 'normal' })

      await seat.next('withdrawn')
    }

    expect(await seatState(seat.agentId)).toBe('free')
  })
})
