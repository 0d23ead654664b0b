import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RuntimeError } from '../../errors.js'
import { callerId as caller, FreeSwitchSite, turn, until } from '../../testing/freeswitch-site.js'
import type { RecordingDesk } from '../../testing/line-desk.js'
import type { ManualClock } from '../../testing/manual-clock.js'
import type { ScriptedFreeSwitch } from '../../testing/scripted-freeswitch.js'

const human = '22222222-2222-4222-8222-222222222222'
const stranger = '33333333-3333-4333-8333-333333333333'
const other = '44444444-4444-4444-8444-444444444444'
const line = { callchart_line: 'main' }
/** Of a human who was rung for the caller. */
const leg = { callchart_leg_of: `main/${caller}`, callchart_leg: 'leg-1' }
const answered = { ...leg, answered_time: '1767603600000000' }

let site: FreeSwitchSite
let peer: ScriptedFreeSwitch
let desk: RecordingDesk
let clock: ManualClock
beforeEach(async () => {
  site = await FreeSwitchSite.open()
  ;({ peer, desk, clock } = site)
  desk.known.add(caller)
})
afterEach(() => site.close())

/** What was written before is heard by then. */
const heard = async () => {
  peer.event('DTMF', caller, { 'DTMF-Digit': '5' })
  await site.next(`uuid_audio_fork ${caller} send_text`)
}

/** The line's call is known, and nothing has happened to it. */
const isFound = async () => {
  await until(() => desk.facts.length > 0)
  expect(desk.takeTypes()).toEqual(['line.found'])
}

describe('after a connection', () => {
  it('lines of an earlier process are taken up with their humans, strangers are left alone', async () => {
    site.has({ [caller]: line, [human]: { ...answered, bridge_uuid: caller }, [stranger]: {} })
    await site.opens()
    await until(() => desk.facts.length > 0)
    peer.event('CHANNEL_HANGUP_COMPLETE', human, { 'Hangup-Cause': 'NORMAL_CLEARING' })
    await until(() => desk.facts.length > 2)

    expect(desk.facts).toMatchObject([
      { type: 'leg.joined', legId: 'leg-1' },
      { type: 'line.found', legIds: ['leg-1'] },
      { type: 'leg.ended', legId: 'leg-1', outcome: 'left' },
    ])
    expect(peer.commands.left.filter((command) => command.includes(stranger) && !command.startsWith('uuid_getvar'))).toEqual([])
  })

  it('whom an earlier process was calling may answer yet', async () => {
    site.has({ [caller]: { ...line, answered_time: '0' } })
    await site.opens()
    await isFound()
    peer.event('CHANNEL_ANSWER', caller)
    await until(() => desk.facts.length > 0)

    expect(desk.takeTypes()).toEqual(['line.answered'])
  })

  it('one who answered while nobody listened has answered', async () => {
    site.has({ [caller]: { ...line, answered_time: '1767603600000000' } })
    await site.opens()
    await until(() => desk.facts.length > 0)

    expect(desk.takeTypes()).toEqual(['line.answered', 'line.found'])
  })

  it('what the switch does not answer in time is asked again', async () => {
    site.has({ [caller]: line, [human]: leg })
    peer.answers.set(`uuid_exists ${caller}`, 'silence')
    await site.opens()
    await site.next(`uuid_exists ${caller}`)
    clock.advance(5_000)
    peer.answers.set(`uuid_exists ${caller}`, 'true')
    await turn()
    clock.advance(1_000)
    await until(() => desk.facts.length > 0)

    expect(desk.facts).toEqual([{ type: 'line.found', legIds: ['leg-1'] }])
  })

  it('one that ends while it is looked for has ended', async () => {
    site.has({ [caller]: line })
    peer.answers.set('uuid_exists', 'false')
    await site.opens()
    await until(() => desk.facts.length > 0)

    expect(desk.facts).toMatchObject([{ type: 'line.left', by: 'switch' }])
  })

  it('an orphan of ours is ended, and so is the human who was rung for them', async () => {
    desk.known.clear()
    site.has({ [caller]: line, [human]: leg })
    await site.opens()

    expect(await site.next(`uuid_kill ${caller}`)).toBe(`uuid_kill ${caller} NORMAL_TEMPORARY_FAILURE`)
    await site.next(`uuid_kill ${human}`)
  })

  it('a caller who left while the switch was away has left', async () => {
    await site.talks()
    await site.drops()
    await site.opensAgain()
    await until(() => desk.facts.length > 0)

    expect(desk.facts).toMatchObject([{ type: 'line.left', by: 'switch' }])
  })
})

describe('a human who rings', () => {
  const request = { legId: 'leg-1', target: { type: 'extension', extension: '2000' } as const, ringMs: 20_000, headers: {} }

  it('as the connection breaks has failed, and is rung no longer once there is another one', async () => {
    await site.talks()
    peer.answers.set('originate', 'silence')
    await desk.line.ring(request)
    const channel = await site.rings()
    await site.drops()
    await until(() => desk.facts.length > 0)
    site.has({ [caller]: line, [channel]: leg })
    await site.opensAgain()

    expect(await site.next('uuid_kill')).toBe(`uuid_kill ${channel}`)
    peer.event('CHANNEL_ANSWER', channel)
    await heard()
    expect(desk.facts).toMatchObject([{ type: 'leg.ended', legId: 'leg-1', outcome: 'failed' }])
    expect(peer.commands.left.filter((command) => command.includes(channel))).toEqual([])
  })

  it('since the switch was asked what it has is not gone, though its list is without them', async () => {
    await site.talks()
    await site.drops()
    peer.answers.set('originate', 'silence').set('show channels', 'silence').set('uuid_getvar', '_undef_')
    await site.opensAgain()
    await desk.line.ring(request)
    await site.rings()
    peer.answer('show channels as json', JSON.stringify({ rows: [{ uuid: caller }] }))
    await until(() => desk.stood.length > 1)

    expect(desk.facts).toEqual([])
  })

  it('for an earlier process is waited for', async () => {
    site.has({ [caller]: line, [human]: { ...leg, answered_time: '0' } })
    await site.opens()
    await isFound()
    peer.event('CHANNEL_ANSWER', human)
    await until(() => desk.facts.length > 0)
    await desk.line.join('leg-1')

    expect(desk.takeTypes()).toEqual(['leg.answered', 'leg.joined'])
  })

  it('and does not come says why', async () => {
    site.has({ [caller]: line, [human]: { ...leg, answered_time: '0' } })
    await site.opens()
    await isFound()
    peer.event('CHANNEL_HANGUP_COMPLETE', human, { 'Hangup-Cause': 'USER_BUSY' })
    await until(() => desk.facts.length > 0)

    expect(desk.facts).toMatchObject([{ type: 'leg.ended', legId: 'leg-1', outcome: 'busy' }])
  })

  it('and to whom the caller was sent takes the call at once', async () => {
    site.has({ [caller]: line, [human]: { ...leg, callchart_sent: 'true' } })
    await site.opens()
    await isFound()
    peer.event('CHANNEL_ANSWER', human)

    expect(await site.next('uuid_bridge')).toBe(`uuid_bridge ${caller} ${human}`)
    await until(() => desk.facts.length > 0)
    expect(desk.takeTypes()).toEqual(['leg.answered'])
  })

  it('and answers while nobody is connected has answered', async () => {
    site.has({ [caller]: line, [human]: leg })
    await site.opens()
    await isFound()
    await site.drops()
    site.has({ [caller]: line, [human]: answered })
    await site.opensAgain()
    await until(() => desk.facts.length > 0)

    expect(desk.takeTypes()).toEqual(['leg.answered'])
  })

  it('and has answered before the connection broke is told of again: the order that followed may be lost', async () => {
    await site.talks()
    await desk.line.ring(request)
    const channel = await site.rings()
    await until(() => desk.takeTypes().includes('leg.answered'))
    await site.drops()
    site.has({ [caller]: line, [channel]: answered })
    await site.opensAgain()
    await until(() => desk.facts.length > 0)

    expect(desk.takeTypes()).toEqual(['leg.answered'])
  })

  it('and was joined as the connection broke is told of as joined', async () => {
    await site.talks()
    await desk.line.ring(request)
    const channel = await site.rings()
    await until(() => desk.takeTypes().includes('leg.answered'))
    await site.drops()
    site.has({ [caller]: line, [channel]: { ...answered, bridge_uuid: caller } })
    await site.opensAgain()
    await until(() => desk.facts.length > 0)

    expect(desk.takeTypes()).toEqual(['leg.joined'])
  })
})

describe('while the database is away', () => {
  const away = new RuntimeError('RUNTIME_STORE_UNAVAILABLE', 'PostgreSQL is not answering')

  it('every line is looked for by itself, and again each second', async () => {
    desk.known.add(other)
    vi.spyOn(desk, 'found').mockRejectedValueOnce(away)
    site.has({ [caller]: line, [other]: line })
    await site.opens()
    await until(() => desk.stood.length > 0)
    expect(desk.lines.map(({ lineId }) => lineId)).toEqual([other])

    clock.advance(1_000)
    await until(() => desk.lines.length === 2)
    peer.event('CHANNEL_HANGUP_COMPLETE', caller, { 'Hangup-Cause': 'NORMAL_CLEARING' })
    await until(() => desk.facts.length > 2)

    expect(desk.facts).toMatchObject([{ type: 'line.found' }, { type: 'line.found' }, { type: 'line.left', by: 'caller' }])
  })

  it('a caller whose call is not known yet keeps what was told of them, and is nobody new', async () => {
    desk.failure = away
    site.has({ [caller]: line, [human]: leg })
    await site.opens()
    await site.next(`uuid_exists ${human}`)
    peer.event('CHANNEL_ANSWER', human)
    site.arrives()
    await heard()
    clock.advance(1_000)
    await turn()
    expect(desk.facts).toEqual([])
    desk.failure = undefined
    clock.advance(1_000)
    await until(() => desk.facts.length > 0)

    expect(desk.takeTypes().sort()).toEqual(['leg.answered', 'line.found'])
    expect(desk.arrivals).toEqual([])
  })

  it('one who is nobody’s is ended as soon as that is known', async () => {
    desk.known.clear()
    desk.failure = away
    site.has({ [caller]: line, [human]: leg })
    await site.opens()
    await site.next(`uuid_exists ${human}`)
    desk.failure = undefined
    clock.advance(1_000)

    await site.next(`uuid_kill ${caller} NORMAL_TEMPORARY_FAILURE`)
    await site.next(`uuid_kill ${human}`)
  })

  it('calls whose callers have left are looked for until they are found', async () => {
    const stood = vi.spyOn(desk, 'stand').mockRejectedValueOnce(away)
    await site.opens()
    await until(() => stood.mock.calls.length > 0)
    await until(() => clock.pending > 1)
    clock.advance(1_000)

    await until(() => desk.stood.length > 0)
  })

  it('nothing is looked for any more once the switch is let go of', async () => {
    desk.failure = away
    const found = vi.spyOn(desk, 'found')
    site.has({ [caller]: line })
    await site.opens()
    await until(() => desk.stood.length > 0)
    await site.connector.close()
    clock.advance(5_000)

    expect(found).toHaveBeenCalledTimes(1)
  })
})
