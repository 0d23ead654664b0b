import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deskFlow } from '../testing/flows.js'
import { ScriptedFreeSwitch } from '../testing/scripted-freeswitch.js'
import { ScriptedTelnyxAccount, signWebhook, telnyxPublicKey, webhookOf } from '../testing/scripted-telnyx.js'
import { ScriptedTwilioAccount, signedRequest, twilioAccount } from '../testing/scripted-twilio.js'
import { World } from '../testing/world.js'

const publicUrl = 'https://bot.example'
const mediaUrl = 'wss://bot.example'
let world: World
let twilio: ScriptedTwilioAccount
let telnyx: ScriptedTelnyxAccount
let site: ScriptedFreeSwitch

beforeAll(async () => {
  ;[twilio, telnyx, site] = await Promise.all([ScriptedTwilioAccount.open(), ScriptedTelnyxAccount.open(), ScriptedFreeSwitch.open()])
  world = await World.open(
    { desk: deskFlow },
    {
      switches: [
        { type: 'twilio', switchId: 'cloud', publicUrl, mediaUrl, restUrl: twilio.url, ...twilioAccount },
        { type: 'telnyx', switchId: 'tel', mediaUrl, restUrl: telnyx.url, apiKey: 'KEY', publicKey: telnyxPublicKey, connectionId: 'app', number: '+15550009' },
        { type: 'freeswitch', switchId: 'site', mediaUrl, host: '127.0.0.1', port: site.port, password: site.password },
      ],
    },
  )
  await site.connected()
}, 60_000)
afterAll(async () => {
  await world.close()
  await Promise.all([twilio.close(), telnyx.close(), site.close()])
})

const twilioPath = '/v1/switch/twilio/cloud'
const askTwilio = async (what: string, fields: Record<string, string>, change: RequestInit = {}): Promise<Response> => {
  const { signature, body } = signedRequest(`${publicUrl}${twilioPath}/${what}`, fields)
  return fetch(`${world.runtime.url}${twilioPath}/${what}`, { method: 'POST', body, headers: { 'x-twilio-signature': signature, 'content-type': 'application/x-www-form-urlencoded' }, ...change })
}
const tellTelnyx = (type: string, payload: Record<string, unknown>): Promise<Response> => {
  const body = webhookOf(type, { call_control_id: 'v3:caller', ...payload })
  const { signature, timestamp } = signWebhook(body, Math.floor(world.clock.now() / 1_000))
  return fetch(`${world.runtime.url}/v1/switch/telnyx/tel`, { method: 'POST', body, headers: { 'telnyx-signature-ed25519': signature, 'telnyx-timestamp': timestamp, 'content-type': 'application/json' } })
}
const caller = '11111111-1111-4111-8111-111111111111'

interface Row {
  /** A caller comes; the switch is told where the audio goes. @returns the token of the bot leg */
  readonly arrives: () => Promise<string>
  readonly leaves: () => Promise<unknown>
}

const rows: Readonly<Record<string, Row>> = {
  twilio: {
    async arrives() {
      const twiml = await (await askTwilio('voice', { CallSid: 'CA1', Direction: 'inbound', From: '+15550100', To: '+15550001', CallStatus: 'ringing' })).text()
      expect(twiml).toContain('url="wss://bot.example/media/twilio"')
      return /name="token" value="([^"]+)"/.exec(twiml)?.[1] ?? ''
    },
    leaves: () => askTwilio('status', { CallSid: 'CA1', CallStatus: 'completed' }),
  },
  telnyx: {
    async arrives() {
      await tellTelnyx('call.initiated', { direction: 'incoming', from: '+15550100', to: '+15550001' })
      await tellTelnyx('call.answered', {})
      const { body } = await telnyx.commands.take(({ command }) => command === 'v3:caller/streaming_start')
      return (body.custom_parameters as readonly { value: string }[])[0]?.value ?? ''
    },
    leaves: () => tellTelnyx('call.hangup', { hangup_cause: 'normal_clearing', hangup_source: 'caller' }),
  },
  freeswitch: {
    async arrives() {
      site.event('CHANNEL_PARK', caller, { 'Answer-State': 'answered', 'Caller-Destination-Number': '+15550001', variable_callchart_line: 'site' })
      return /"token":"([^"]+)"/.exec(await site.commands.take((command) => command.startsWith('uuid_audio_fork')))?.[1] ?? ''
    },
    leaves: () => Promise.resolve(site.event('CHANNEL_HANGUP_COMPLETE', caller, { 'Hangup-Cause': 'NORMAL_CLEARING' })),
  },
}

it.each(Object.keys(rows))('a caller at %s is answered by the flow, and their call ends when they leave', async (name) => {
  const { arrives, leaves } = rows[name] as Row
  const bridge = world.bridge()
  const { callId } = await bridge.attach({ token: await arrives() })
  await bridge.connects()
  await bridge.plays()

  await leaves()
  await world.logged.take((entry) => entry.msg === 'call ended' && entry.callId === callId)

  expect(await world.view(callId)).toMatchObject({ status: 'ended', disposition: 'caller-hung-up', direction: 'inbound' })
})

it('a call by AudioSocket has a uuid for its token', async () => {
  const { token } = await world.creates({ dnis: '+15550001', audioSocket: true })
  expect(token).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)
  const bridge = world.bridge()
  await bridge.attach({ token })
  await bridge.connects()

  expect((await bridge.plays()).prompts).not.toEqual([])
})

describe('the door of a carrier', () => {
  it.each([
    ['without a signature', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 401],
    ['of another kind', { headers: { 'content-type': 'application/json' }, body: '{}' }, 415],
    ['too large', { body: 'x'.repeat(70_000) }, 413],
    ['by another method', { method: 'PUT' }, 405],
  ] as const)('refuses a request %s', async (_, change, status) => {
    expect((await askTwilio('voice', { CallSid: 'CA9' }, change)).status).toBe(status)
  })

  it('knows the switches of the settings and their requests alone', async () => {
    expect((await fetch(`${world.runtime.url}/v1/switch/twilio/other/voice`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(404)
    expect((await askTwilio('else', {})).status).toBe(400)
    expect((await fetch(`${world.runtime.url}/v1/switch/telnyx/cloud`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(404)
    expect((await fetch(`${world.runtime.url}/v1/switch/telnyx/tel`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(401)
  })

  it('says what is wrong with a signed request that is none', async () => {
    const answer = await askTwilio('status', { CallStatus: 'completed' })

    expect(answer.status).toBe(400)
    expect(await answer.json()).toMatchObject({ code: 'RUNTIME_BODY_INVALID' })
  })
})
