import { printableHeaders } from '../dial-string.js'
import type { MediaAddress } from '../media-address.js'
import type { SipHeaders, SwitchTarget } from '../switch-port.js'
import { carrierAddressOf, checkedWord } from '../target-word.js'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }
const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? '').replace(/[^\t\n\r\x20-\ufffd]/g, '')

type Attributes = Readonly<Record<string, string | undefined>>

const element = (name: string, attributes: Attributes, content = ''): string => {
  const written = Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${escapeXml(value)}"`]))
  return content === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${content}</${name}>`
}

const response = (...verbs: readonly string[]): string => `<?xml version="1.0" encoding="UTF-8"?><Response>${verbs.join('')}</Response>`

const redirect = (url: string): string => element('Redirect', { method: 'POST' }, escapeXml(url))

/** A bot leg; when it is over Twilio asks what is next. */
export const talkTwiml = ({ url, token }: MediaAddress, nextUrl: string): string =>
  response(element('Connect', {}, element('Stream', { url }, element('Parameter', { name: 'token', value: token }))), redirect(nextUrl))

/** Nothing to do yet: Twilio asks again after a second. */
export const waitTwiml = (nextUrl: string): string => response(element('Pause', { length: '1' }), redirect(nextUrl))

export const hangUpTwiml = (): string => response(element('Hangup', {}))

/** Of a call that is not answered yet. */
export const rejectTwiml = (reason: 'busy' | 'rejected'): string => response(element('Reject', { reason }))

export interface DialOrder {
  readonly target: SwitchTarget
  readonly ringMs: number
  /** One of our numbers, or the caller's. */
  readonly shows?: string | undefined
  readonly headers: SipHeaders
  /** Asked when the dial is over. */
  readonly doneUrl: string
  /** Told when it rings and when it is answered. */
  readonly progressUrl: string
  /** A SIP address with `{extension}` in it; absent: there are no extensions. */
  readonly extensionAddress?: string | undefined
}

/** Twilio takes 600 s at most, and adds 5 s of its own. */
const maxRingSeconds = 600
/** What Twilio takes behind a SIP address. */
const maxSipHeaderChars = 1_024

/** @throws RUNTIME_SWITCH_UNABLE */
export const dialTwiml = (order: DialOrder): string => {
  const { target, ringMs, shows, doneUrl, progressUrl } = order
  const timeout = String(Math.min(maxRingSeconds, Math.max(1, Math.ceil(ringMs / 1_000))))
  const progress = { statusCallback: progressUrl, statusCallbackEvent: 'ringing answered', statusCallbackMethod: 'POST' }
  const noun = target.type === 'number' ? element('Number', progress, checkedWord(target)) : element('Sip', progress, escapeXml(sipAddress(order)))
  return response(element('Dial', { timeout, action: doneUrl, method: 'POST', answerOnBridge: 'true', callerId: shows }, noun))
}

/** @throws RUNTIME_SWITCH_UNABLE */
const sipAddress = ({ target, headers, extensionAddress }: DialOrder): string => {
  const address = carrierAddressOf(target, extensionAddress)
  const pairs: string[] = []
  for (const [name, value] of printableHeaders(headers)) {
    const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`
    if ([...pairs, pair].join('&').length <= maxSipHeaderChars) pairs.push(pair)
  }
  return pairs.length === 0 ? address : `${address}?${pairs.join('&')}`
}
