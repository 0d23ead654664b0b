import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Request, Response } from 'express'
import { answerTwilio } from '../api/areas/twilio.js'
import { RuntimeError } from '../errors.js'
import { ManualClock } from '../testing/manual-clock.js'
import { RecordingDesk } from '../testing/line-desk.js'
import { askOf, ScriptedTwilioAccount, signedRequest, twilioAccount } from '../testing/scripted-twilio.js'
import { mediaAddressFor } from './media-address.js'
import { TwilioSwitch, type TwilioSettings } from './twilio.js'
import { isSignedBy, signatureOf } from './twilio/signature.js'

const publicUrl = 'https://bot.example/base/'
let account: ScriptedTwilioAccount
let desk: RecordingDesk
let clock: ManualClock

beforeEach(async () => {
  account = await ScriptedTwilioAccount.open()
  desk = new RecordingDesk()
  clock = new ManualClock()
})
afterEach(() => account.close())

const open = (more: Partial<TwilioSettings> = {}) => {
  const twilio = new TwilioSwitch({ switchId: 'main', publicUrl, restUrl: account.url, ...twilioAccount, ...more }, { desk, clock, logger: pino({ level: 'silent' }) })
  return { twilio, ask: askOf(twilio) }
}
/** Of the event loop. */
const turn = () => new Promise((resolve) => setImmediate(resolve))
const inbound = { Direction: 'inbound', From: '+15550001', To: '+15550002', CallStatus: 'ringing', SipHeader_X_Team: 'cards' }
/** A caller who talks with the bot. */
const talking = async (more: Partial<TwilioSettings> = {}) => {
  const opened = open(more)
  const twiml = (await opened.ask('voice', inbound)) ?? ''
  desk.takeTypes()
  return { ...opened, twiml, key: keyOf(twiml) }
}
/** Of the address that TwiML sends Twilio to next. */
const keyOf = (twiml: string): string => /next\?key=(\d+)</.exec(twiml)?.[1] ?? ''
const twimlOf = async (): Promise<string> => (await account.requests.take()).form.Twiml ?? ''
const to = (number: string, legId = 'leg-1') => ({ legId, target: { type: 'number', number, shows: '+15550009' } as const, ringMs: 20_000, headers: { 'X-Callchart-Call': 'call-1' } })

describe('signatures', () => {
  // The documentation's own examples: https://www.twilio.com/docs/usage/security
  it.each([
    ['+14158675309', 'RSOYDt4T1cUTdK1PDd93/VVr8B8='],
    ['+12349013030', '0/KCTR6DLpKmkAf8muzZqo1nDgQ='],
  ])('are those of the documentation (%s)', (from, signature) => {
    const form = new URLSearchParams({ Digits: '1234', To: '+18005551212', From: from, Caller: from, CallSid: 'CA1234567890ABCDE' })
    const url = 'https://mycompany.com/myapp.php?foo=1&bar=2'

    expect(signatureOf('12345', url, form)).toBe(signature)
    expect(isSignedBy('12345', signature, url, form)).toBe(true)
    expect(isSignedBy('12346', signature, url, form)).toBe(false)
    expect(isSignedBy('12345', undefined, url, form)).toBe(false)
    form.append('More', 'x')
    expect(isSignedBy('12345', signature, url, form)).toBe(false)
  })

  it('are asked of every request, over the public address', async () => {
    const { twilio } = open()
    const sent: { status?: number; body?: string } = {}
    const response = { type: () => response, send: (body: string) => void (sent.body = body), status: (status: number) => ((sent.status = status), response), end: () => undefined } as unknown as Response
    const path = '/v1/switch/twilio/main/voice'
    const asked = (url: string, switches = new Map([['main', twilio]])) => {
      const { signature, body } = signedRequest(url, { CallSid: 'CA1', ...inbound })
      return answerTwilio({ switches }).twilioAsks({ params: { switchId: 'main', what: 'voice' }, query: { key: '' }, body: undefined, request: { body, originalUrl: path, get: () => signature } as unknown as Request }, response)
    }

    await asked(`https://bot.example/base${path}`)
    expect(sent.body).toContain('<Connect>')
    await expect(asked(`https://evil.example${path}`)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_REFUSED' })
    await expect(asked('', new Map())).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNKNOWN' })
  })
})

it('makes the address of a stream out of the address of a bot leg', () => {
  expect(mediaAddressFor('wss://bot.example/x/media?token=a-b_c', 'twilio')).toEqual({ url: 'wss://bot.example/x/media/twilio', token: 'a-b_c' })
})

describe('a caller', () => {
  it('is answered with a stream whose token is a parameter', async () => {
    const { ask } = open()
    const twiml = await ask('voice', inbound)

    expect(desk.arrivals).toEqual([{ switchId: 'main', lineId: 'CA1', dnis: '+15550002', ani: '+15550001', variables: { CallSid: 'CA1', ...inbound } }])
    expect(twiml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?><Response><Connect><Stream url="ws:\/\/bridge.test:8081\/media\/twilio"><Parameter name="token" value="tok-1"\/><\/Stream><\/Connect><Redirect method="POST">https:\/\/bot.example\/base\/v1\/switch\/twilio\/main\/next\?key=\d+<\/Redirect><\/Response>$/,
    )
    expect(desk.takeTypes()).toEqual(['line.answered'])
  })

  it('whom nobody takes hears busy, or goes where the settings say', async () => {
    desk.refusal = new RuntimeError('RUNTIME_FLOW_UNKNOWN', 'No flow')
    expect(await open().ask('voice', inbound)).toContain('<Reject reason="busy"/>')
    expect(await open({ fallback: { type: 'number', number: '+15550100' } }).ask('voice', inbound)).toContain('>+15550100</Number></Dial>')
  })

  it('leaves once', async () => {
    const { ask } = await talking()
    await ask('status', { CallStatus: 'completed' })
    await ask('status', { CallStatus: 'completed' })

    expect(desk.facts).toEqual([{ type: 'line.left', by: 'caller', detail: 'completed' }])
    expect(await ask('next', {}, '1')).toContain('<Hangup/>')
  })

  it('is hung up by REST', async () => {
    const { ask } = await talking()
    await desk.line.hangUp('normal')
    await desk.line.hangUp('normal')
    expect(await account.requests.take()).toEqual({ method: 'POST', path: '/2010-04-01/Accounts/AC1/Calls/CA1.json', form: { Status: 'completed' }, authorization: `Basic ${Buffer.from('AC1:12345').toString('base64')}` })
    await ask('status', { CallStatus: 'completed' })

    expect(desk.facts).toEqual([{ type: 'line.left', by: 'runtime', detail: 'completed' }])
    expect(account.requests.left).toEqual([])
  })

  it('is known to be gone when Twilio knows of no call', async () => {
    await talking()
    account.failure = { status: 400, body: '{"code":21220}' }
    await desk.line.hangUp('normal')
    await desk.line.connectMedia(desk.mediaUrl)

    expect(desk.takeTypes()).toEqual(['line.left'])
  })

  it('is told again where Twilio did not answer', async () => {
    await talking()
    account.failure = { status: 500, body: '' }
    await expect(desk.line.hangUp('normal')).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    await expect(desk.line.dropMedia()).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    account.failure = undefined
    await desk.line.hangUp('normal')

    expect(account.requests.left.map(({ form }) => Object.keys(form).join())).toEqual(['Status', 'Twiml', 'Status'])
  })
})

describe('a bot leg', () => {
  it('that ends by itself is lost after a second, and another one is the answer to the same question', async () => {
    const { ask, key } = await talking()
    const next = ask('next', {}, key)
    await turn()
    clock.advance(999)
    expect(desk.facts).toEqual([])
    clock.advance(1)
    expect(desk.takeTypes()).toEqual(['media.lost'])
    await desk.line.connectMedia('ws://bridge.test:8081/media?token=tok-2')

    expect(await next).toContain('value="tok-2"')
    expect(desk.facts).toEqual([])
    expect(account.requests.left).toEqual([])
  })

  it('whose end was followed by an order is not lost', async () => {
    const { ask, key } = await talking()
    const next = ask('next', {}, key)
    await turn()
    await desk.line.hangUp('normal')
    clock.advance(2_000)

    expect(await next).toContain('<Hangup/>')
    expect(desk.facts).toEqual([])
  })

  it('is not taken for lost when an older question comes late', async () => {
    const { ask, key } = await talking()
    await desk.line.dropMedia()
    await desk.line.connectMedia('ws://bridge.test:8081/media?token=tok-2')
    const [wait, talk] = [await twimlOf(), await twimlOf()]
    expect(await ask('next', {}, key)).toContain('<Pause')
    expect(await ask('next', {}, keyOf(wait))).toContain(`next?key=${keyOf(talk)}`)
    clock.advance(2_000)

    expect(desk.facts).toEqual([])
  })

  it('over which Twilio says nothing is looked after by REST', async () => {
    await talking()
    desk.line.mediaEnded?.()
    clock.advance(3_000)
    await account.requests.take()
    while (desk.facts.length === 0) await turn()
    expect(desk.takeTypes()).toEqual(['media.lost'])

    account.statuses.set('CA1', 'completed')
    desk.line.mediaEnded?.()
    clock.advance(3_000)
    while (desk.facts.length === 0) await turn()
    expect(desk.takeTypes()).toEqual(['line.left'])
  })

  it('waits patiently: a question without an answer gets a pause', async () => {
    const { ask, key } = await talking()
    await desk.line.dropMedia()
    const next = ask('next', {}, keyOf(await twimlOf()))
    await turn()
    clock.advance(3_000)

    expect(await next).toContain('<Pause length="1"/>')
    expect(key).not.toBe('')
    expect(desk.facts).toEqual([])
  })
})

describe('a transfer', () => {
  it.each([
    ['completed', 'left'],
    ['busy', 'busy'],
    ['no-answer', 'no-answer'],
    ['failed', 'failed'],
    ['nonsense', 'failed'],
  ])('dials, and brings the caller back: %s is %s', async (status, outcome) => {
    const { ask } = await talking()
    await desk.line.send(to('+15550100'))
    const twiml = await twimlOf()
    expect(twiml).toContain('<Dial timeout="20" action="https://bot.example/base/v1/switch/twilio/main/dialled?key=leg-1" method="POST" answerOnBridge="true" callerId="+15550009"><Number ')
    expect(twiml).toContain('>+15550100</Number></Dial>')
    await ask('leg', { CallSid: 'CA2', ParentCallSid: 'CA1', CallStatus: 'ringing' }, 'leg-1')
    await ask('leg', { CallSid: 'CA2', ParentCallSid: 'CA1', CallStatus: 'in-progress' }, 'leg-1')
    await ask('leg', { CallSid: 'CA2', ParentCallSid: 'CA1', CallStatus: 'ringing' }, 'leg-1')
    const back = ask('dialled', { DialCallStatus: status, CallStatus: 'in-progress' }, 'leg-1')
    while (desk.facts.length < 3) await turn()
    await desk.line.connectMedia(desk.mediaUrl)

    expect(await back).toContain('<Connect>')
    expect(desk.facts).toEqual([
      { type: 'leg.ringing', legId: 'leg-1' },
      { type: 'leg.answered', legId: 'leg-1' },
      { type: 'leg.ended', legId: 'leg-1', outcome, detail: status },
    ])
  })

  it('whose caller hangs up ends with the line', async () => {
    const { ask } = await talking()
    await desk.line.send(to('+15550100'))
    await ask('dialled', { DialCallStatus: 'completed', CallStatus: 'completed' }, 'leg-1')
    await ask('status', { CallStatus: 'completed' })

    expect(desk.takeTypes()).toEqual(['line.left'])
  })

  it('goes to SIP with headers, and to extensions where the settings say how', async () => {
    await talking({ extensionAddress: 'sip:{extension}@pbx.example' })
    await desk.line.send({ ...to(''), target: { type: 'sip', address: 'sip:agent@pbx.example' }, headers: { 'User-to-User': '00;encoding=hex', 'X-Long': 'x'.repeat(2_000) } })
    expect(await twimlOf()).toContain('>sip:agent@pbx.example?User-to-User=00%3Bencoding%3Dhex</Sip>')
    await desk.line.send({ ...to(''), target: { type: 'extension', extension: '2000' }, headers: {} })
    expect(await twimlOf()).toContain('>sip:2000@pbx.example</Sip>')
  })

  it.each([
    ['without extensions', { type: 'extension', extension: '2000' }],
    ['with signs of its own', { type: 'number', number: '+1<Hangup/>' }],
    ['with a wrong address', { type: 'sip', address: 'sip:a@b?x=y' }],
  ] as const)('is refused %s, and the bot talks on', async (_, target) => {
    await talking()

    await expect(desk.line.send({ ...to(''), target })).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNABLE' })
    expect(account.requests.left).toEqual([])
  })

  it('is dropped', async () => {
    await talking()
    await desk.line.send(to('+15550100'))
    await desk.line.dropLeg('other')
    await desk.line.dropLeg('leg-1')

    expect(desk.facts).toEqual([{ type: 'leg.ended', legId: 'leg-1', outcome: 'no-answer', detail: 'dropped' }])
  })

  it('that needs more than Twilio has is refused', async () => {
    await talking()
    const { line } = desk

    expect(line.abilities).toEqual({ consult: false, send: true, refer: false, hold: false, sendDigits: false })
    for (const asked of [line.ring({ ...to(''), headers: {} }), line.join('leg-1'), line.refer({ type: 'extension', extension: '1' }, {}), line.hold(true), line.sendDigits('1')])
      await expect(asked).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNABLE' })
  })
})

describe('a call that we place', () => {
  const place = async (detectMachine = false) => {
    const opened = open()
    const line = await opened.twilio.originate({ target: { type: 'number', number: '+15550100' }, shows: '+15550009', ringMs: 30_000, detectMachine, headers: {} }, (placed) => (desk.lines.push(placed), desk.call))
    return { ...opened, line, form: (await account.requests.take()).form }
  }

  it('rings, is answered, tells who answered, and gets its bot leg', async () => {
    const { ask, line, form } = await place(true)
    expect(form).toMatchObject({ To: '+15550100', From: '+15550009', Timeout: '30', MachineDetection: 'Enable', AsyncAmd: 'true', AsyncAmdStatusCallback: 'https://bot.example/base/v1/switch/twilio/main/machine' })
    await ask('status', { CallSid: 'CAout', CallStatus: 'ringing' })
    const twiml = ask('voice', { CallSid: 'CAout', Direction: 'outbound-api', CallStatus: 'in-progress' })
    await ask('status', { CallSid: 'CAout', CallStatus: 'in-progress' })
    await ask('machine', { CallSid: 'CAout', AnsweredBy: 'machine_start' })
    await line.connectMedia(desk.mediaUrl)

    expect(await twiml).toContain('<Connect>')
    expect(desk.facts).toEqual([{ type: 'line.ringing' }, { type: 'line.answered' }, { type: 'answered-by', who: 'machine', detail: 'machine_start' }])
  })

  it.each([
    ['busy', '', 'busy'],
    ['busy', '603', 'declined'],
    ['no-answer', '', 'no-answer'],
    ['failed', '404', 'failed'],
    ['canceled', '', 'no-answer'],
  ])('that nobody answers says why: %s %s', async (CallStatus, SipResponseCode, cause) => {
    const { ask } = await place()
    await ask('status', { CallSid: 'CAout', CallStatus, SipResponseCode })

    expect(desk.facts).toMatchObject([{ type: 'line.left', by: 'caller', cause }])
  })

  it('is known although its webhook comes before its name', async () => {
    const { twilio, ask } = open()
    const placing = twilio.originate({ target: { type: 'number', number: '+15550100' }, shows: '+15550009', ringMs: 30_000, detectMachine: false, headers: {} }, () => desk.call)
    await ask('status', { CallSid: 'CAout', CallStatus: 'ringing' })
    await placing

    expect(desk.takeTypes()).toEqual(['line.ringing'])
  })

  it('is refused without a number to show, and where Twilio refuses', async () => {
    const { twilio } = open()
    const request = { target: { type: 'number', number: '+15550100' }, ringMs: 30_000, detectMachine: false, headers: {} } as const
    await expect(twilio.originate(request, () => desk.call)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNABLE' })
    account.failure = { status: 401, body: '{}' }
    await expect(twilio.originate({ ...request, shows: '+15550009' }, () => desk.call)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
    account.failure = { status: 201, body: '[' }
    await expect(twilio.originate({ ...request, shows: '+15550009' }, () => desk.call)).rejects.toMatchObject({ code: 'RUNTIME_SWITCH_UNAVAILABLE' })
  })
})

describe('a new process', () => {
  it('takes up the calls that are its own, and leaves the others alone', async () => {
    desk.known.add('CA1')
    account.statuses.set('CA1', 'in-progress').set('CA9', 'in-progress')
    const { twilio } = open()
    await twilio.recover()

    expect(desk.lines.map(({ lineId }) => lineId)).toEqual(['CA1'])
    expect(account.requests.left).toHaveLength(1)
  })

  it('takes up a call that asks, whatever it did', async () => {
    desk.known.add('CA1')
    const { ask } = open()
    const next = ask('next', {}, '77')
    while (desk.lines.length === 0) await turn()
    await turn()
    clock.advance(1_000)
    expect(desk.takeTypes()).toEqual(['media.lost'])
    await desk.line.connectMedia(desk.mediaUrl)
    expect(await next).toContain('<Connect>')
    await ask('status', { CallStatus: 'completed' })

    expect(desk.takeTypes()).toEqual(['line.left'])
  })

  it('ends a call that is nobody\'s', async () => {
    expect(await open().ask('next', {}, '77')).toContain('<Hangup/>')
  })

  it('is not disturbed by requests that make no sense', async () => {
    const { twilio, ask } = await talking()
    await expect(twilio.asked('status', new URLSearchParams(), '')).rejects.toThrow()
    await ask('leg', { CallStatus: 'ringing' }, 'leg-9')
    await ask('status', { CallStatus: 'x'.repeat(30) })
    const dialled = ask('dialled', { DialCallStatus: 'busy' }, 'leg-9')
    await turn()
    clock.advance(3_000)

    expect(await dialled).toContain('<Pause')
    expect(desk.facts.filter(({ type }) => type === 'line.left')).toEqual([])
  })
})
