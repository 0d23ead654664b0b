import { beforeEach, describe, expect, it } from 'vitest'
import { pino } from 'pino'
import { ManualClock } from '../testing/manual-clock.js'
import { ScriptedDesk } from '../testing/scripted-desk.js'
import { AsteriskDialplan, type DialplanSettings } from './asterisk-dialplan.js'
import type { NumberedOrder } from './asterisk-dialplan/order.js'
import type { SwitchLine } from './switch-port.js'

let clock: ManualClock
let desk: ScriptedDesk
let dialplan: AsteriskDialplan

beforeEach(() => {
  clock = new ManualClock()
  desk = new ScriptedDesk()
  dialplan = connected()
})

const connected = (more: Partial<DialplanSettings> = {}): AsteriskDialplan => new AsteriskDialplan({ switchId: 'main', user: 'asterisk', password: 'secret-1', ...more }, { desk, clock, logger: pino({ level: 'silent' }) })
const calls = (): Promise<NumberedOrder> => dialplan.arrived({ lineId: 'u1', dnis: '+15550100', ani: '+15550199', variables: { account: '7' } })
/** The dialplan has done the order of this number, with this DIALSTATUS. */
const hasDone = (n: number, status = 'ANSWER', cause = '16', closed = new AbortController().signal): Promise<NumberedOrder> => dialplan.next('u1', { n, status, cause }, closed)
/** Promises that are settled by now have run on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
const toAnna = { legId: 'leg1', target: { type: 'extension', extension: '2000' }, ringMs: 20_000, headers: { 'X-Callchart-Call': 'c1' } } as const

function line(): SwitchLine {
  if (desk.line === undefined) throw new Error('no line has come')
  return desk.line
}

describe('a dialplan that asks', () => {
  it('is told to talk with the token of the first bot leg', async () => {
    expect(await calls()).toEqual({ n: 1, order: { do: 'talk', token: 'first' } })
    expect(desk.arrivals).toEqual([{ switchId: 'main', lineId: 'u1', dnis: '+15550100', ani: '+15550199', variables: { account: '7' } }])
    expect(desk.facts).toEqual([{ type: 'line.answered' }])
  })

  it('is refused where nobody takes the call, and knows nothing of it afterwards', async () => {
    desk.takesCalls = false
    await expect(calls()).rejects.toMatchObject({ code: 'RUNTIME_FLOW_UNKNOWN' })
    expect(await hasDone(1)).toEqual({ n: 2, order: { do: 'bye', cause: '16' } })
  })

  it('sends the caller to a human once the bridge has ended the bot leg, and brings them back', async () => {
    await calls()
    await line().send(toAnna)
    expect(desk.endedMediaCount).toBe(1)

    expect(await hasDone(1)).toEqual({ n: 2, order: { do: 'dial', leg: 'leg1', to: 'PJSIP/2000', seconds: '20', shows: '', headers: 'X-Callchart-Call=c1' } })
    await dialplan.answered('u1', 'leg1')
    const back = hasDone(2)
    await settled()
    await line().connectMedia('ws://127.0.0.1:8081/media?token=second')

    expect(await back).toEqual({ n: 3, order: { do: 'talk', token: 'second' } })
    expect(desk.facts).toEqual([{ type: 'line.answered' }, { type: 'leg.ringing', legId: 'leg1' }, { type: 'leg.answered', legId: 'leg1' }, { type: 'leg.ended', legId: 'leg1', outcome: 'left', detail: 'ANSWER 16' }])
  })

  it.each([
    ['BUSY', '17', 'busy'],
    ['BUSY', '21', 'declined'],
    ['NOANSWER', '19', 'no-answer'],
    ['CHANUNAVAIL', '20', 'failed'],
    ['CONGESTION', '34', 'failed'],
    ['DONTCALL', '0', 'declined'],
  ])('tells %s with cause %s as %s', async (status, cause, outcome) => {
    await calls()
    await line().send(toAnna)
    await hasDone(1)
    void hasDone(2, status, cause)
    await settled()
    expect(desk.facts.at(-1)).toMatchObject({ type: 'leg.ended', outcome })
  })

  it('tells of a bot leg that nobody ended, after a moment in which its end may be explained', async () => {
    await calls()
    const asks = hasDone(1, 'CHANUNAVAIL')
    await settled()
    clock.advance(999)
    expect(desk.facts).toHaveLength(1)
    clock.advance(1)
    expect(desk.facts.at(-1)).toEqual({ type: 'media.lost', detail: 'chanunavail' })
    await line().hangUp('congestion')
    expect(await asks).toEqual({ n: 2, order: { do: 'bye', cause: '42' } })
  })

  it('says nothing of a bot leg whose end the runtime explains at once', async () => {
    await calls()
    const asks = hasDone(1)
    await settled()
    await line().hangUp('normal')
    clock.advance(4_999)
    expect(await asks).toEqual({ n: 2, order: { do: 'bye', cause: '16' } })
    await dialplan.left('u1', '16')
    expect(desk.facts).toEqual([{ type: 'line.answered' }, { type: 'line.left', by: 'runtime', detail: 'cause 16' }])
  })

  it('waits three seconds at most, and asks again under the same number', async () => {
    await calls()
    await line().dropMedia()
    expect(await hasDone(1)).toEqual({ n: 1, order: { do: 'wait' } })
    const asks = hasDone(1)
    await settled()
    clock.advance(3_000)
    expect(await asks).toEqual({ n: 1, order: { do: 'wait' } })
    expect(desk.facts).toEqual([{ type: 'line.answered' }])
  })

  it('gets an order again whose answer was lost on the way', async () => {
    await calls()
    await line().send(toAnna)
    const order = await hasDone(1)
    expect(await hasDone(1)).toEqual(order)
    expect(desk.facts.filter(({ type }) => type === 'leg.ringing')).toHaveLength(1)
  })

  it('has a caller referred, and tells whether their side does so', async () => {
    await calls()
    await line().refer({ type: 'sip', address: 'sip:anna@pbx.example' }, {})
    expect(await hasDone(1)).toEqual({ n: 2, order: { do: 'refer', to: 'PJSIP/sip:anna@pbx.example' } })
    void hasDone(2, 'FAILURE')
    await settled()
    expect(desk.facts.at(-1)).toEqual({ type: 'referred', outcome: 'refused', detail: 'FAILURE' })
  })

  it('gives a caller who is referred the headers in the address, where the site says so', async () => {
    dialplan = connected({ referHeaders: true })
    await calls()
    await line().refer({ type: 'sip', address: 'sip:anna@pbx.example' }, { 'X-Callchart-Call': 'c1' })
    expect(await hasDone(1)).toMatchObject({ order: { do: 'refer', to: 'PJSIP/<sip:anna@pbx.example?X-Callchart-Call=c1>' } })
  })

  it('hangs up on its own side of a caller who was referred', async () => {
    await calls()
    await line().refer({ type: 'sip', address: 'sip:anna@pbx.example' }, {})
    await hasDone(1)
    expect(await hasDone(2, 'SUCCESS')).toEqual({ n: 3, order: { do: 'bye', cause: '16' } })
    expect(desk.facts.at(-1)).toEqual({ type: 'referred', outcome: 'accepted', detail: 'SUCCESS' })
  })
})

describe('a caller who is gone', () => {
  it('is told once, and asked for no more', async () => {
    await calls()
    await dialplan.left('u1', '16')
    await dialplan.left('u1', '16')
    expect(desk.facts.slice(1)).toEqual([{ type: 'line.left', by: 'caller', detail: 'cause 16' }])
    await line().send(toAnna)
    expect(desk.endedMediaCount).toBe(0)
  })

  it('is known by a dialplan that is silent for five seconds after the bot leg ended', async () => {
    await calls()
    line().mediaEnded?.()
    clock.advance(4_999)
    expect(desk.facts).toHaveLength(1)
    clock.advance(1)
    expect(desk.facts.at(-1)).toEqual({ type: 'line.left', by: 'switch', detail: 'the dialplan is silent' })
  })

  it('is known later where the bot leg may end only when all was heard', async () => {
    await calls()
    await line().dropMedia()
    clock.advance(29_999)
    expect(desk.facts).toHaveLength(1)
    clock.advance(1)
    expect(desk.facts.at(-1)).toMatchObject({ type: 'line.left', by: 'switch' })
  })

  it('is known by a dialplan whose question broke off and that does not ask again', async () => {
    await calls()
    await line().dropMedia()
    await hasDone(1)
    const broken = new AbortController()
    void hasDone(1, '', '', broken.signal)
    await settled()
    broken.abort()
    clock.advance(5_000)
    expect(desk.facts.at(-1)).toMatchObject({ type: 'line.left', by: 'switch' })
  })

  it('is not waited for as long as a human talks', async () => {
    await calls()
    await line().send(toAnna)
    await hasDone(1)
    clock.advance(3_600_000)
    expect(desk.facts.at(-1)).toEqual({ type: 'leg.ringing', legId: 'leg1' })
  })
})

describe('a runtime that starts again', () => {
  it('goes on with a line of a call that it still has', async () => {
    desk.known.add('u1')
    const asks = hasDone(3)
    await settled()
    expect(desk.facts).toEqual([{ type: 'line.found', legIds: [], outcome: 'left' }])
    await line().connectMedia('ws://127.0.0.1:8081/media?token=again')
    expect(await asks).toEqual({ n: 4, order: { do: 'talk', token: 'again' } })
  })

  it('tells that nobody is on the bot leg of a line that it has found, where nothing explains that', async () => {
    desk.known.add('u1')
    void hasDone(3)
    await settled()
    clock.advance(1_000)
    expect(desk.facts.slice(1)).toEqual([{ type: 'media.lost', detail: 'answer' }])
  })

  it('ends a line that no call has', async () => {
    expect(await hasDone(3)).toEqual({ n: 4, order: { do: 'bye', cause: '16' } })
  })

  it('lets go of its lines when it closes', async () => {
    await calls()
    const asks = hasDone(1)
    await settled()
    await dialplan.close()
    expect((await asks).order.do).toBe('wait')
    clock.advance(60_000)
    expect(desk.facts).toEqual([{ type: 'line.answered' }])
  })
})

it('what a dialplan cannot do is refused', async () => {
  await calls()
  const unable = { code: 'RUNTIME_SWITCH_UNABLE' }
  await expect(line().ring({ ...toAnna })).rejects.toMatchObject(unable)
  await expect(line().join('leg1')).rejects.toMatchObject(unable)
  await expect(line().hold(true)).rejects.toMatchObject(unable)
  await expect(line().sendDigits('1')).rejects.toMatchObject(unable)
  await expect(dialplan.originate()).rejects.toMatchObject(unable)
})
