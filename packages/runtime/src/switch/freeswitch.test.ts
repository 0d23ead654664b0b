import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { RuntimeError } from '../errors.js'
import { callerId as caller, FreeSwitchSite, until } from '../testing/freeswitch-site.js'
import type { RecordingDesk } from '../testing/line-desk.js'
import type { ManualClock } from '../testing/manual-clock.js'
import type { ScriptedFreeSwitch } from '../testing/scripted-freeswitch.js'
import type { FreeSwitchSettings } from './freeswitch.js'

let site: FreeSwitchSite
let peer: ScriptedFreeSwitch
let desk: RecordingDesk
let clock: ManualClock

beforeEach(async () => {
  site = await FreeSwitchSite.open()
  ;({ peer, desk, clock } = site)
})
afterEach(() => site.close())

const open = (more?: Partial<FreeSwitchSettings>) => site.opens(more)
const next = (start: string) => site.next(start)
const arrive = (more?: Record<string, string>) => site.arrives(more)
const talking = () => site.talks()
const humanOf = () => site.rings()
const ringing = { legId: 'leg-1', target: { type: 'extension', extension: '2000' } as const, ringMs: 20_000, ani: '+15550001', headers: { 'X-Callchart-Call': 'call 1', 'User-to-User': '00;encoding=hex' } }

describe('a caller', () => {
  it('comes by being parked, and gets a fork that streams both ways', async () => {
    await open({ mediaUrl: 'wss://bot.example' })
    arrive()
    const fork = await next('uuid_audio_fork')

    expect(desk.arrivals).toEqual([{ switchId: 'main', lineId: caller, dnis: '5000', ani: '+15550001', variables: { callchart_line: 'main', 'X-Team': 'cards & more', language: 'de' } }])
    expect(peer.commands.left).toContain(`uuid_transfer ${caller} m:^:answer^endless_playback:silence_stream://-1 inline`)
    expect(fork).toBe(`uuid_audio_fork ${caller} start wss://bot.example/media/fork mono 8000 callchart {"token":"tok-1","sampleRate":8000,"mixType":"mono"} true true 8000`)
    peer.event('CHANNEL_ANSWER', caller)
    peer.event('CHANNEL_ANSWER', caller)
    peer.event('CHANNEL_PARK', caller, { variable_callchart_line: 'main' })
    peer.event('CHANNEL_HANGUP_COMPLETE', caller, { 'Hangup-Cause': 'NORMAL_CLEARING' })
    await until(() => desk.facts.length === 2)
    expect(desk.facts).toEqual([{ type: 'line.answered' }, { type: 'line.left', by: 'caller', detail: 'NORMAL_CLEARING' }])
  })

  it('of another switch, or of none, is left alone', async () => {
    await open()
    arrive({ variable_callchart_line: 'other' })
    peer.event('CHANNEL_PARK', 'no-uuid', { variable_callchart_line: 'main' })
    arrive()
    await next('uuid_audio_fork')

    expect(desk.arrivals).toHaveLength(1)
  })

  it('whom nobody takes hears busy, or goes on in the dialplan', async () => {
    desk.refusal = new RuntimeError('RUNTIME_FLOW_UNKNOWN', 'No flow')
    await open()
    arrive()
    expect(await next('uuid_kill')).toBe(`uuid_kill ${caller} USER_BUSY`)
    await site.connector.close()
    await open({ fallback: { extension: '9000', context: 'public' } })
    arrive()
    expect(await next('uuid_transfer')).toBe(`uuid_transfer ${caller} 9000 XML public`)
  })

  it('presses keys, which the bridge is told of while the bot talks', async () => {
    await talking()
    peer.event('DTMF', caller, { 'DTMF-Digit': '5' })
    expect(await next('uuid_audio_fork')).toBe(`uuid_audio_fork ${caller} send_text callchart {"event":"dtmf","dtmf":"5"}`)
    peer.event('DTMF', caller, { 'DTMF-Digit': '5 stop' })
    await desk.line.sendDigits('12#;x')

    expect(peer.commands.left.filter((command) => command.includes('send_'))).toEqual([`uuid_send_dtmf ${caller} 12#`])
  })

  it.each([
    ['normal', 'NORMAL_CLEARING'],
    ['busy', 'USER_BUSY'],
    ['declined', 'CALL_REJECTED'],
    ['congestion', 'NORMAL_TEMPORARY_FAILURE'],
  ] as const)('is hung up: %s', async (cause, word) => {
    await talking()
    await desk.line.hangUp(cause)
    expect(await next('uuid_kill')).toBe(`uuid_kill ${caller} ${word}`)
    peer.event('CHANNEL_HANGUP_COMPLETE', caller, { 'Hangup-Cause': word })
    await until(() => desk.facts.length > 0)

    expect(desk.facts).toEqual([{ type: 'line.left', by: 'runtime', detail: word }])
  })
})

describe('a bot leg', () => {
  it('that ends is lost after a second, and is made anew', async () => {
    await talking()
    const timers = clock.pending
    peer.event('CUSTOM', caller, { 'Event-Subclass': 'mod_audio_fork::disconnect' })
    await until(() => clock.pending > timers)
    clock.advance(1_000)
    expect(desk.takeTypes()).toEqual(['media.lost'])
    await desk.line.connectMedia('ws://bridge.test:8081/media?token=tok-2')

    expect(await next('uuid_audio_fork')).toContain('"token":"tok-2"')
  })

  it('that was dropped is not lost', async () => {
    await talking()
    desk.line.mediaEnded?.()
    await desk.line.dropMedia()
    clock.advance(5_000)
    desk.line.mediaEnded?.()
    clock.advance(5_000)

    expect(desk.facts).toEqual([])
  })

  it('that does not begin is lost', async () => {
    await talking()
    peer.answers.set('uuid_audio_fork', '-ERR Operation Failed')
    await desk.line.connectMedia(desk.mediaUrl)
    clock.advance(1_000)

    expect(desk.takeTypes()).toEqual(['media.lost'])
  })
})

describe('a human', () => {
  it('is rung, hears the whisper, is joined and leaves; the caller stays', async () => {
    await talking()
    peer.answers.set('originate', 'silence')
    await desk.line.ring({ ...ringing, whisperUrl: 'ws://bridge.test:8081/media?token=whisper' })
    const originate = await next('originate')
    expect(originate).toMatch(
      /^originate \{origination_uuid=[\da-f-]{36},originate_timeout=20,ignore_early_media=true,origination_caller_id_number=\+15550001,callchart_leg_of=main\/11111111-1111-4111-8111-111111111111,callchart_leg=leg-1,sip_h_X-Callchart-Call=call%201,sip_h_User-to-User=00;encoding=hex\}user\/2000 &endless_playback\(silence_stream:\/\/-1\)$/,
    )
    const human = /origination_uuid=([\da-f-]+)/.exec(originate)?.[1] ?? ''
    peer.event('CHANNEL_PROGRESS', human)
    peer.event('CHANNEL_ANSWER', human)
    expect(await peer.commands.take((command) => command.startsWith(`uuid_audio_fork ${human} start`))).toContain('"token":"whisper"')
    await desk.line.join('leg-1')
    expect(peer.commands.left.slice(-5)).toEqual([
      `uuid_audio_fork ${caller} stop callchart`,
      `uuid_audio_fork ${human} stop callchart`,
      `uuid_setvar ${caller} park_after_bridge true`,
      `uuid_setvar ${human} hangup_after_bridge true`,
      `uuid_bridge ${caller} ${human}`,
    ])
    peer.event('CHANNEL_HANGUP_COMPLETE', human, { 'Hangup-Cause': 'NORMAL_CLEARING' })
    await until(() => desk.facts.length === 4)

    expect(desk.facts).toEqual([
      { type: 'leg.ringing', legId: 'leg-1' },
      { type: 'leg.answered', legId: 'leg-1' },
      { type: 'leg.joined', legId: 'leg-1' },
      { type: 'leg.ended', legId: 'leg-1', outcome: 'left', detail: 'NORMAL_CLEARING' },
    ])
  })

  it('who cannot hear the whisper is told of again, so that they are joined without it', async () => {
    await talking()
    peer.answers.set('originate', 'silence')
    await desk.line.ring({ ...ringing, whisperUrl: 'ws://bridge.test:8081/media?token=whisper' })
    const human = await humanOf()
    peer.answers.set(`uuid_audio_fork ${human} start`, '-ERR no such module')
    peer.event('CHANNEL_ANSWER', human)
    await until(() => desk.facts.length > 1)

    expect(desk.takeTypes()).toEqual(['leg.answered', 'leg.answered'])
  })

  it.each([
    ['USER_BUSY', 'busy'],
    ['CALL_REJECTED', 'declined'],
    ['NO_ANSWER', 'no-answer'],
    ['UNALLOCATED_NUMBER', 'failed'],
  ])('does not come: %s is %s', async (cause, outcome) => {
    await talking()
    peer.answers.set('originate', `-ERR ${cause}`)
    await desk.line.ring(ringing)
    await until(() => desk.facts.length > 0)

    expect(desk.facts).toEqual([{ type: 'leg.ended', legId: 'leg-1', outcome, detail: `-ERR ${cause}` }])
  })

  it('is dropped while it rings, and a late join does nothing', async () => {
    await talking()
    peer.answers.set('originate', 'silence')
    await desk.line.ring(ringing)
    const human = await humanOf()
    await desk.line.join('leg-1')
    await desk.line.dropLeg('leg-1')
    expect(await next('uuid_kill')).toBe(`uuid_kill ${human}`)
    peer.event('CHANNEL_HANGUP_COMPLETE', human, { 'Hangup-Cause': 'ORIGINATOR_CANCEL' })
    await until(() => desk.facts.length > 0)

    expect(desk.facts).toEqual([{ type: 'leg.ended', legId: 'leg-1', outcome: 'no-answer', detail: 'ORIGINATOR_CANCEL' }])
    expect(peer.commands.left.some((command) => command.startsWith('uuid_bridge'))).toBe(false)
  })

  it('is ended when the caller leaves', async () => {
    await talking()
    peer.answers.set('originate', 'silence')
    await desk.line.ring(ringing)
    const human = await humanOf()
    peer.event('CHANNEL_HANGUP_COMPLETE', caller, { 'Hangup-Cause': 'NORMAL_CLEARING' })

    expect(await next('uuid_kill')).toBe(`uuid_kill ${human}`)
    expect(desk.takeTypes()).toEqual(['line.left'])
  })

  it('whom the switch cannot join is ended', async () => {
    await talking()
    peer.answers.set('uuid_bridge', '-ERR Invalid uuid')
    await desk.line.ring(ringing)
    await until(() => desk.facts.length > 0)
    await desk.line.join('leg-1')

    expect(desk.facts.at(-1)).toMatchObject({ type: 'leg.ended', outcome: 'failed' })
  })

  it('to whom the caller is sent takes the call at once', async () => {
    await talking()
    await desk.line.send({ ...ringing, target: { type: 'number', number: '+15550100', shows: '+15550009' } })
    expect(await next('originate')).toContain('origination_caller_id_number=+15550009')
    await until(() => desk.facts.length > 0)

    expect(peer.commands.left).toContain(`uuid_transfer ${caller} m:^:answer^endless_playback:tone_stream://%(1000,4000,425);loops=-1 inline`)
    expect(desk.facts).toEqual([{ type: 'leg.answered', legId: 'leg-1' }])
  })

  it('at an address that would be more than a word is not rung, and the bot talks on', async () => {
    await talking()
    for (const target of [
      { type: 'extension', extension: '2000 &park()' },
      { type: 'sip', address: 'sip:a@b}uuid_kill' },
    ] as const)
      for (const asked of [desk.line.ring({ ...ringing, target }), desk.line.send({ ...ringing, target })]) await expect(asked).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNABLE' })

    expect(peer.commands.left.filter((command) => command.startsWith('originate'))).toEqual([])
  })

  it('is reached by REFER', async () => {
    await talking()
    await desk.line.refer({ type: 'sip', address: 'sip:agent@pbx.example' }, {})
    peer.answers.set('uuid_deflect', '-ERR no')
    await desk.line.refer({ type: 'extension', extension: '2000' }, {})

    expect(peer.commands.left.slice(-2)).toEqual([`uuid_deflect ${caller} sip:agent@pbx.example`, `uuid_deflect ${caller} 2000`])
    expect(desk.facts).toMatchObject([{ outcome: 'accepted' }, { outcome: 'refused' }])
  })
})

describe('a call that we place', () => {
  const place = async (answer: string) => {
    const opened = await open()
    await until(() => opened.isConnected)
    peer.answers.set('originate', answer)
    const line = await opened.originate({ target: { type: 'number', number: '+15550100' }, shows: '+15550009', ringMs: 30_000, detectMachine: true, headers: {} }, (placed) => (desk.lines.push(placed), desk.call))
    return { line, originate: await next('originate') }
  }

  it('rings, is answered by nobody knows whom, and gets its bot leg', async () => {
    const { line, originate } = await place('silence')
    expect(originate).toContain(`origination_uuid=${line.lineId},originate_timeout=30,ignore_early_media=true,origination_caller_id_number=+15550009,callchart_line=main}sofia/gateway/trunk/+15550100 &`)
    peer.event('CHANNEL_PROGRESS', line.lineId)
    peer.event('CHANNEL_ANSWER', line.lineId)
    await until(() => desk.facts.length === 3)

    expect(desk.facts).toEqual([{ type: 'line.ringing' }, { type: 'line.answered' }, { type: 'answered-by', who: 'unknown' }])
  })

  it('that nobody answers says why, once', async () => {
    const { line } = await place('-ERR USER_BUSY')
    peer.event('CHANNEL_HANGUP_COMPLETE', line.lineId, { 'Hangup-Cause': 'USER_BUSY' })
    await until(() => desk.facts.length > 0)

    expect(desk.facts).toMatchObject([{ type: 'line.left', cause: 'busy', detail: 'USER_BUSY' }])
  })
})
