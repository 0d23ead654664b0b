import type { Request, Response } from 'express'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { answerTelnyx } from '../api/areas/telnyx.js'
import { RuntimeError } from '../errors.js'
import { RecordingDesk } from '../testing/line-desk.js'
import { ManualClock } from '../testing/manual-clock.js'
import { ScriptedTelnyxAccount, signWebhook, telnyxPublicKey, webhookOf } from '../testing/scripted-telnyx.js'
import { TelnyxSwitch, type TelnyxSettings } from './telnyx.js'
import { legState } from './telnyx/webhook.js'

const caller = 'v3:caller'
let account: ScriptedTelnyxAccount
let desk: RecordingDesk
let clock: ManualClock
let telnyx: TelnyxSwitch

beforeEach(async () => {
  account = await ScriptedTelnyxAccount.open()
  desk = new RecordingDesk()
  clock = new ManualClock()
  open()
})
afterEach(() => account.close())

const open = (more: Partial<TelnyxSettings> = {}) => {
  const settings = { switchId: 'main', apiKey: 'KEY', publicKey: telnyxPublicKey, connectionId: 'app-1', number: '+15550009', restUrl: account.url, mediaUrl: 'wss://bot.example', ...more }
  telnyx = new TelnyxSwitch(settings, { desk, clock, logger: pino({ level: 'silent' }) })
}
const tell = (type: string, more: Record<string, unknown> = {}) => telnyx.told(webhookOf(type, { call_control_id: caller, ...more }))
const tellOfLeg = (type: string, channel: string, more: Record<string, unknown> = {}) =>
  telnyx.told(webhookOf(type, { call_control_id: channel, client_state: legState({ line: caller, leg: 'leg-1' }), ...more }))
const arrive = () => tell('call.initiated', { direction: 'incoming', from: '+15550001', to: '+15550002', sip_headers: [{ name: 'X-Team', value: 'cards' }] })
/** A caller who talks with the bot. */
const talking = async () => {
  await arrive()
  await tell('call.answered')
  await account.taken(2)
  desk.takeTypes()
}
const turn = () => new Promise((resolve) => setImmediate(resolve))
const until = async (test: () => boolean) => {
  while (!test()) await turn()
}
const ringing = { legId: 'leg-1', target: { type: 'number', number: '+15550100' } as const, ringMs: 20_000, headers: { 'X-Callchart-Call': 'call-1' } }

it('takes webhooks that are signed by the account, and lately', async () => {
  const body = webhookOf('call.initiated', { call_control_id: caller, direction: 'incoming', to: '+15550002' })
  const ask = (headers: { timestamp: string; signature: string }, switches = new Map([['main', telnyx]]), sent = body) =>
    answerTelnyx({ switches }).telnyxTells(
      { params: { switchId: 'main' }, query: undefined, body: undefined, request: { body: sent, get: (name: string) => (name === 'telnyx-timestamp' ? headers.timestamp : headers.signature) } as unknown as Request },
      {} as Response,
    )
  const now = clock.now() / 1_000

  for (const [headers, sent] of [
    [signWebhook(body, now - 301), body],
    [signWebhook(body, now), Buffer.from(`${body.toString()} `)],
    [{ ...signWebhook(body, now), signature: 'AAAA' }, body],
    [{ ...signWebhook(body, now), timestamp: 'now' }, body],
  ] as const)
    await expect(ask(headers, undefined, sent)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_REFUSED' })
  await expect(ask(signWebhook(body, now), new Map())).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNKNOWN' })
  expect(desk.arrivals).toEqual([])
  await ask(signWebhook(body, now))
  expect(desk.arrivals).toHaveLength(1)
})

describe('a caller', () => {
  it('is answered and streamed both ways', async () => {
    await arrive()
    await tell('call.answered')
    await tell('call.answered')

    expect(desk.arrivals).toEqual([{ switchId: 'main', lineId: caller, dnis: '+15550002', ani: '+15550001', variables: { 'X-Team': 'cards' } }])
    expect((await account.commands.take()).command).toBe(`${caller}/answer`)
    expect(await account.commands.take()).toEqual({
      command: `${caller}/streaming_start`,
      authorization: 'Bearer KEY',
      body: {
        stream_url: 'wss://bot.example/media/telnyx',
        stream_track: 'inbound_track',
        stream_codec: 'PCMU',
        stream_bidirectional_mode: 'rtp',
        stream_bidirectional_codec: 'PCMU',
        stream_bidirectional_sampling_rate: 8_000,
        custom_parameters: [{ name: 'token', value: 'tok-1' }],
      },
    })
    expect(desk.takeTypes()).toEqual(['line.answered'])
  })

  it('whom nobody takes is rejected, or transferred', async () => {
    desk.refusal = new RuntimeError('RUNTIME_FLOW_UNKNOWN', 'No flow')
    await arrive()
    expect(await account.taken(1)).toEqual([`${caller}/reject`])
    open({ fallback: { type: 'number', number: '+15550100' } })
    await arrive()
    expect(await account.commands.take()).toMatchObject({ command: `${caller}/transfer`, body: { to: '+15550100', from: '+15550009' } })
  })

  it('leaves once, however often it is told', async () => {
    await talking()
    const body = webhookOf('call.hangup', { call_control_id: caller, hangup_cause: 'normal_clearing', hangup_source: 'caller' })
    await telnyx.told(body)
    await telnyx.told(body)
    await tell('call.hangup', { hangup_cause: 'normal_clearing' })

    expect(desk.facts).toEqual([{ type: 'line.left', by: 'caller', detail: 'normal_clearing' }])
  })

  it('is hung up, sent digits, and referred', async () => {
    await talking()
    await desk.line.sendDigits('12x#')
    await desk.line.refer({ type: 'sip', address: 'sip:agent@pbx.example' }, {})
    await tell('call.refer.failed')
    await desk.line.hangUp('normal')
    await tell('call.hangup', { hangup_cause: 'normal_clearing' })

    expect((await account.commands.take()).body).toEqual({ digits: '12#' })
    expect(await account.taken(2)).toEqual([`${caller}/refer`, `${caller}/hangup`])
    expect(desk.facts).toMatchObject([{ type: 'referred', outcome: 'refused' }, { type: 'line.left', by: 'runtime' }])
  })
})

it('makes a bot leg anew that ended by itself, and none that was ended', async () => {
  await talking()
  await tell('streaming.stopped')
  clock.advance(1_000)
  expect(desk.takeTypes()).toEqual(['media.lost'])
  await desk.line.connectMedia(desk.mediaUrl)
  await desk.line.dropMedia()
  await tell('streaming.stopped')
  clock.advance(5_000)

  expect(desk.facts).toEqual([])
  expect(await account.taken(2)).toEqual([`${caller}/streaming_start`, `${caller}/streaming_stop`])
})

describe('a human', () => {
  it('is rung, hears the whisper, is joined and leaves; the caller stays', async () => {
    await talking()
    await desk.line.ring({ ...ringing, whisperUrl: 'ws://bridge.test:8081/media?token=whisper' })
    expect(await account.commands.take()).toMatchObject({ command: 'dial', body: { connection_id: 'app-1', to: '+15550100', from: '+15550009', timeout_secs: 20, client_state: legState({ line: caller, leg: 'leg-1' }), custom_headers: [{ name: 'X-Callchart-Call', value: 'call-1' }] } })
    await tellOfLeg('call.initiated', 'v3:dialled-1')
    await tellOfLeg('call.answered', 'v3:dialled-1')
    expect(await account.commands.take()).toMatchObject({ command: 'v3:dialled-1/streaming_start', body: { custom_parameters: [{ name: 'token', value: 'whisper' }] } })
    await desk.line.join('leg-1')
    expect(await account.taken(2)).toEqual([`${caller}/streaming_stop`, 'v3:dialled-1/streaming_stop'])
    expect(await account.commands.take()).toMatchObject({ command: `${caller}/bridge`, body: { call_control_id: 'v3:dialled-1', park_after_unbridge: 'self' } })
    await tellOfLeg('call.hangup', 'v3:dialled-1', { hangup_cause: 'normal_clearing' })

    expect(desk.facts).toMatchObject([{ type: 'leg.ringing' }, { type: 'leg.answered' }, { type: 'leg.joined' }, { type: 'leg.ended', legId: 'leg-1', outcome: 'left' }])
  })

  it.each([
    ['user_busy', '', 'busy'],
    ['call_rejected', '', 'declined'],
    ['timeout', '', 'no-answer'],
    ['unspecified', '603', 'declined'],
    ['not_found', '404', 'failed'],
  ])('does not come: %s %s is %s', async (hangup_cause, sip_hangup_cause, outcome) => {
    await talking()
    await desk.line.ring(ringing)
    await tellOfLeg('call.hangup', 'v3:dialled-1', { hangup_cause, sip_hangup_cause })

    expect(desk.facts).toMatchObject([{ type: 'leg.ended', outcome }])
  })

  it('to whom the caller is sent takes the call at once', async () => {
    await talking()
    await desk.line.send(ringing)
    expect(await account.taken(1)).toEqual([`${caller}/streaming_stop`])
    expect(await account.commands.take()).toMatchObject({ command: `${caller}/transfer`, body: { to: '+15550100', target_leg_client_state: legState({ line: caller, leg: 'leg-1' }), park_after_unbridge: 'self' } })
    await tellOfLeg('call.initiated', 'v3:b')
    await tellOfLeg('call.answered', 'v3:b')
    await until(() => desk.facts.length === 2)
    await tellOfLeg('call.hangup', 'v3:b', { hangup_cause: 'normal_clearing' })

    expect(desk.facts).toMatchObject([{ type: 'leg.ringing' }, { type: 'leg.answered' }, { type: 'leg.ended', outcome: 'left' }])
  })

  it('who cannot be called has failed', async () => {
    await talking()
    account.failures.set('dial', 422)
    await desk.line.ring(ringing)

    expect(desk.facts).toMatchObject([{ type: 'leg.ended', outcome: 'failed' }])
    account.failures.set('dial', 500)
    await expect(desk.line.ring(ringing)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    await expect(desk.line.send({ ...ringing, target: { type: 'extension', extension: '2000' } })).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNABLE' })
  })

  it('is ended when the caller leaves, and one who was dropped before it had a name when it answers', async () => {
    await talking()
    await desk.line.ring(ringing)
    await account.taken(1)
    await tell('call.hangup', { hangup_cause: 'normal_clearing' })
    expect(await account.taken(1)).toEqual(['v3:dialled-1/hangup'])
    open()
    await talking()
    await desk.line.send(ringing)
    await desk.line.dropLeg('leg-1')
    await account.taken(2)
    await tellOfLeg('call.answered', 'v3:late')

    expect(await account.taken(1)).toEqual(['v3:late/hangup'])
  })
})

describe('a call that we place', () => {
  const place = () => telnyx.originate({ target: { type: 'number', number: '+15550100' }, ringMs: 30_000, detectMachine: true, headers: {} }, (line) => (desk.lines.push(line), desk.call))

  it('is answered, and tells by whom', async () => {
    const line = await place()
    expect(await account.commands.take()).toMatchObject({ command: 'dial', body: { to: '+15550100', from: '+15550009', timeout_secs: 30, answering_machine_detection: 'detect' } })
    await tell('call.answered', { call_control_id: line.lineId })
    for (const result of ['human', 'machine', 'not_sure']) await tell('call.machine.detection.ended', { call_control_id: line.lineId, result })

    expect(desk.facts).toEqual([
      { type: 'line.answered' },
      { type: 'answered-by', who: 'human', detail: 'human' },
      { type: 'answered-by', who: 'machine', detail: 'machine' },
      { type: 'answered-by', who: 'unknown', detail: 'not_sure' },
    ])
  })

  it('that nobody answers says why', async () => {
    const line = await place()
    await tell('call.hangup', { call_control_id: line.lineId, hangup_cause: 'user_busy' })

    expect(desk.facts).toMatchObject([{ type: 'line.left', cause: 'busy' }])
  })

  it('that cannot be placed is refused', async () => {
    account.failures.set('dial', 422)
    await expect(place()).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNABLE' })
  })
})

describe('a new process', () => {
  it('takes up a call of which it is told, with its human', async () => {
    desk.known.add(caller)
    await tellOfLeg('call.hangup', 'v3:b', { hangup_cause: 'normal_clearing' })
    await tell('streaming.stopped')
    clock.advance(1_000)

    expect(desk.facts).toMatchObject([{ type: 'leg.ended', outcome: 'left' }, { type: 'media.lost' }])
  })

  it('passes over what is none of its calls, or none of Telnyx', async () => {
    await tell('call.hangup', { call_control_id: 'v3:other' })
    for (const body of ['', '[', '{"data":{}}', '{"data":{"event_type":"call.hangup","payload":{"call_control_id":5}}}', JSON.stringify({ data: { event_type: 'x', payload: { call_control_id: 'a', client_state: '%%%' } } })])
      await telnyx.told(Buffer.from(body))

    expect(desk.facts).toEqual([])
    expect(account.commands.left).toEqual([])
  })

  it('is told again of what it could not take', async () => {
    const body = webhookOf('call.hangup', { call_control_id: caller, hangup_cause: 'normal_clearing' })
    desk.failure = new Error('the store is away')
    await expect(telnyx.told(body)).rejects.toThrow()
    desk.failure = undefined
    desk.known.add(caller)
    await telnyx.told(body)

    expect(desk.takeTypes()).toEqual(['line.left'])
  })
})
