import { parseXml, XmlElement } from '@rgrove/parse-xml'
import { ZodError, z } from 'zod'
import { readEvent } from '../../../packages/runtime/src/switch/asterisk-ari/events.js'
import { jsonOf } from '../../../packages/runtime/src/switch/asterisk-ari/socket-transport.js'
import { ManagerReader } from '../../../packages/runtime/src/switch/asterisk-manager/manager-reader.js'
import { dialStringOf, dialplanWord, encodeHeaders, headerVariables } from '../../../packages/runtime/src/switch/dial-string.js'
import { readEvent as readSocketEvent, SocketReader } from '../../../packages/runtime/src/switch/freeswitch/event-socket-message.js'
import { plainNumber, rangeOf, routeFor, type RouteRow } from '../../../packages/runtime/src/switch/route.js'
import type { SwitchTarget } from '../../../packages/runtime/src/switch/switch-port.js'
import { carrierAddressOf } from '../../../packages/runtime/src/switch/target-word.js'
import { isSignedBy as isSignedByTelnyx } from '../../../packages/runtime/src/switch/telnyx/signature.js'
import { headersOf, outcomeOf, readLegState, readWebhook } from '../../../packages/runtime/src/switch/telnyx/webhook.js'
import { twilioForm } from '../../../packages/runtime/src/switch/twilio.js'
import { isSignedBy as isSignedByTwilio, signatureOf } from '../../../packages/runtime/src/switch/twilio/signature.js'
import { dialTwiml, talkTwiml } from '../../../packages/runtime/src/switch/twilio/twiml.js'
import { callForm, nextForm } from '../../../packages/runtime/src/api/areas/asterisk-dialplan.js'
import { chosen, cutUp, jsonLike, readChosen, textLike } from '../inputs.js'
import { mayRefuse, mustHold, type FuzzTarget } from '../target.js'

const channel = { id: '1700000000.12', name: 'PJSIP/trunk-1', state: 'Ring', caller: { name: '', number: '+15550199' }, dialplan: { context: 'in', exten: '100', priority: 2, app_name: 'Stasis', app_data: 'callchart,in' } }
const ariEvents = [
  { type: 'StasisStart', args: ['in', '+15550100'], channel, application: 'callchart' },
  { type: 'StasisEnd', channel },
  { type: 'ChannelStateChange', channel: { ...channel, state: 'Up' } },
  { type: 'ChannelDestroyed', channel, cause: 16, cause_txt: 'Normal Clearing', tech_cause: 200 },
  { type: 'Dial', dialstatus: 'RINGING', caller: channel, peer: channel },
  { type: 'ApplicationReplaced', application: 'callchart' },
  { type: 'RESTResponse', request_id: 'r1', status_code: 200, message_body: '{"id":"x"}' },
]
const ari: FuzzTarget = {
  name: 'switch-ari-events',
  inputs: jsonLike(ariEvents),
  take(input) {
    mayRefuse(() => readEvent(jsonOf(input, false)), ZodError)
  },
}

const managerText = 'Asterisk Call Manager/9.0.0\r\nEvent: Hangup\r\nChannel: PJSIP/1\r\nCause: 16\r\n\r\nResponse: Success\r\nActionID: 7\r\nMessage: ok\r\n\r\n'
const manager: FuzzTarget = {
  name: 'switch-manager',
  inputs: textLike([managerText], ['\r\n\r\n', ': ', 'ActionID: 7']),
  take(input) {
    const reader = new ManagerReader()
    for (const piece of cutUp(input)) if (reader.read(piece.toString('utf8')) === undefined) return
  },
}

const socketTexts = [
  'Content-Type: auth/request\n\nContent-Type: command/reply\nReply-Text: +OK accepted\n\n',
  'Content-Length: 60\nContent-Type: text/event-plain\n\nEvent-Name: CHANNEL_HANGUP\nUnique-ID: a%20b\nvariable_x: %E4%BD%A0\n\n',
  'Content-Type: api/response\nContent-Length: 3\n\n+OK',
]
const eventSocket: FuzzTarget = {
  name: 'switch-event-socket',
  inputs: textLike(socketTexts, ['\n\n', 'Content-Length: ', 'Content-Length: 999999999\n\n', '%', '%ff', '__proto__: x\n']),
  take(input) {
    const reader = new SocketReader()
    for (const piece of cutUp(input)) {
      const messages = mayRefuse(() => reader.push(piece), Error)
      if (messages === undefined) return
      for (const { body } of messages) readSocketEvent(body)
    }
  },
}

const payload = { call_control_id: 'v3:1', client_state: Buffer.from('{"line":"l","leg":"g"}').toString('base64'), direction: 'incoming', from: '+15550199', to: '+15550100', hangup_cause: 'user_busy', hangup_source: 'caller', sip_hangup_cause: '486', result: 'human', sip_headers: [{ name: 'User-to-User', value: 'x' }], custom_headers: [{ name: 'X-A', value: 'b' }] }
const webhook: FuzzTarget = {
  name: 'switch-telnyx-webhook',
  inputs: jsonLike([{ data: { id: 'e', event_type: 'call.initiated', payload } }, { data: { event_type: 'call.hangup', payload: { call_control_id: 'x' } } }]),
  take(input) {
    const text = input.toString('latin1')
    isSignedByTelnyx(Buffer.alloc(32, 3).toString('base64'), { signature: text.slice(0, 88), timestamp: '1700000000', body: input }, 1_700_000_000_000)
    const read = readWebhook(input)
    if (read === undefined) return
    readLegState(read.payload.client_state)
    outcomeOf(read.payload)
    headersOf(read.payload)
  },
}

const forms = [
  'CallSid=CA1&AccountSid=AC1&From=%2B15550199&To=%2B15550100&CallStatus=ringing&Direction=inbound&SipHeader_X-A=b',
  'CallSid=CA1&DialCallStatus=busy&SipResponseCode=486&CallStatus=in-progress&AnsweredBy=machine_start',
]
const twilioForms: FuzzTarget = {
  name: 'switch-twilio-form',
  inputs: textLike(forms, ['&', '=', '%', '%ff', '+', '__proto__=x', 'CallSid=']),
  take(input) {
    const form = new URLSearchParams(input.toString('utf8'))
    const signature = signatureOf('secret', 'https://bot.example/x', form)
    mustHold(isSignedByTwilio('secret', signature, 'https://bot.example/x', form), 'what is signed is taken')
    mustHold(!isSignedByTwilio('other', signature, 'https://bot.example/x', form), 'what is signed by others is not taken')
    twilioForm.safeParse(Object.fromEntries(form))
  },
}

const texts = z.record(z.string(), z.string())
const jsonIn = (input: Buffer): unknown => {
  try {
    return JSON.parse(input.toString('utf8'))
  } catch {
    return undefined
  }
}
const targetSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('extension'), extension: z.string() }),
  z.object({ type: z.literal('sip'), address: z.string() }),
  z.object({ type: z.literal('number'), number: z.string() }),
])
const orderSchema = z.object({ target: targetSchema, headers: texts, shows: z.string(), word: z.string() })
const orders = [
  { target: { type: 'number', number: '+15550100' }, headers: { 'User-to-User': '7b7d;encoding=hex', 'X-Callchart-Call': 'c' }, shows: '+15550100', word: 'l1' },
  { target: { type: 'sip', address: 'sip:anna@pbx.example:5061' }, headers: { 'X-A': 'naïve "quoted", (bracketed)' }, shows: '', word: 'x' },
  { target: { type: 'extension', extension: '2000' }, headers: {}, shows: '2000', word: '你' },
]
const elementsOf = (xml: string): string[] => {
  const names: string[] = []
  const visit = (node: XmlElement): void => {
    names.push(node.name)
    for (const child of node.children) if (child instanceof XmlElement) visit(child)
  }
  // As it comes: half of a pair of signs is no sign on the wire.
  const { root } = parseXml(Buffer.from(xml).toString('utf8'))
  if (root !== null) visit(root)
  return names
}
const harmless = (text: string): boolean => !/[\r\n\0]/.test(text)

/** Whatever a flow or a caller gives, what a switch is told has no line, element or argument more than ours. */
const dialling: FuzzTarget = {
  name: 'switch-dialling',
  inputs: jsonLike(orders, ['\r\nVia: x', '&app=', '<Hangup/>', '${SHELL(x)}', ',', ')', '^', 'sip:', '@', ';']),
  take(input) {
    const order = orderSchema.safeParse(jsonIn(input))
    if (!order.success) return
    const { headers, shows, word } = order.data
    const target = order.data.target as SwitchTarget
    const twiml = mayRefuse(() => dialTwiml({ target, ringMs: 30_000, shows, headers, doneUrl: `https://bot.example/n?key=${word}`, progressUrl: 'https://bot.example/p', extensionAddress: 'sip:{extension}@pbx.example' }))
    if (twiml !== undefined) mustHold(elementsOf(twiml).join() === `Response,Dial,${target.type === 'number' ? 'Number' : 'Sip'}`, 'TwiML has our elements only')
    mustHold(elementsOf(talkTwiml({ url: 'wss://bot.example/media/twilio', token: word }, 'https://bot.example/n')).join() === 'Response,Connect,Stream,Parameter,Redirect', 'TwiML has our elements only')
    mustHold(harmless(encodeHeaders(headers)) && !/[(),[\]{}$]/.test(encodeHeaders(headers)), 'a word of a dialplan has no sign of its own')
    mustHold(Object.entries(headerVariables(headers)).every(([name, value]) => harmless(name) && harmless(value)), 'a SIP header is one line')
    mustHold(/^[A-Za-z0-9_.~%-]*$/.test(mayRefuse(() => dialplanWord(word), URIError) ?? ''), 'a word of a dialplan is one word')
    const dialled = mayRefuse(() => dialStringOf(target))
    if (dialled !== undefined) mustHold(/^[\w+*#./:@!~'-]*$/.test(dialled), 'what is dialled is one word')
    mayRefuse(() => carrierAddressOf(target, 'sip:{extension}@pbx.example'))
  },
}

const dialplanForms: FuzzTarget = {
  name: 'switch-dialplan-form',
  inputs: textLike(['line=170.1&dnis=%2B15550100&ani=100&X-A=b', 'line=170.1&n=3&status=BUSY&cause=17', 'line=170.1&leg=l1'], ['&', '=', '%', '%ff', 'n=', '1e9', '0x10']),
  take(input) {
    const fields = Object.fromEntries(new URLSearchParams(input.toString('utf8')))
    callForm.safeParse(fields)
    const next = nextForm.safeParse(fields)
    if (next.success) mustHold(Number.isInteger(next.data.n) && next.data.n >= 0, 'an order has a number')
  },
}

const route = (value: string, kind: RouteRow['kind']): RouteRow => ({ routeId: 'r', kind, value, flow: 'f', priority: 0 }) as RouteRow
const numbers: FuzzTarget = {
  name: 'switch-numbers',
  inputs: chosen(textLike(['+15550100', '00 49 (30) 123-45', '100', 'anna'], ['+', '(', ')', ' ']), textLike(['+861000..+862000', '100..199', '+4930'], ['..', '+'])),
  take(input) {
    const { bytes } = readChosen(input)
    const text = bytes.toString('utf8').slice(0, 300)
    const plain = plainNumber(text)
    mustHold(plainNumber(plain) === plain, 'a plain number is plain')
    rangeOf(text)
    const routes = (['exact', 'prefix', 'range'] as const).flatMap((kind) => [route(text, kind), route('+1555', kind)])
    routeFor({ routes, overrides: new Map(), claimed: new Map(), defaultFlow: 'd', isLive: () => true }, { dnis: text, variables: { [text]: text } })
  },
}

export const switchTargets: readonly FuzzTarget[] = [ari, manager, eventSocket, webhook, twilioForms, dialling, dialplanForms, numbers]
