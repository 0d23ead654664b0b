import type { SipHeaders, SwitchTarget } from './switch-port.js'
import { checkedWord } from './target-word.js'

/** How an Asterisk dials: `{…}` stands for the target's own words. */
export interface DialStrings {
  /** `{extension}` */
  readonly extension: string
  /** `{address}`, with `sip:` */
  readonly sip: string
  /** `{number}` */
  readonly number: string
}

/** For the trunk of deploy/asterisk/etc/pjsip.conf. */
export const usualDialStrings: DialStrings = { extension: 'PJSIP/{extension}', sip: 'PJSIP/trunk/{address}', number: 'PJSIP/{number}@trunk' }

/** @throws RUNTIME_SWITCH_UNABLE the target is none that a telephone has */
export function dialStringOf(target: SwitchTarget, strings: DialStrings = usualDialStrings): string {
  const word = checkedWord(target)
  return strings[target.type].replace(`{${target.type === 'sip' ? 'address' : target.type}}`, () => word)
}

/** Text as one word of a dialplan: encodeURIComponent leaves brackets, which end an argument there. */
export const dialplanWord = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)

/** Names as RFC 3261 section 25.1 has them; of a value what can be printed, so that it adds no line of its own. */
export const printableHeaders = (headers: SipHeaders): readonly (readonly [string, string])[] =>
  Object.entries(headers)
    .filter(([name, value]) => /^[A-Za-z0-9!%*_+`'~.-]{1,64}$/.test(name) && value.length <= 2_000)
    .map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, ' ')])

/** For the context callchart-headers of deploy/asterisk. */
export const encodeHeaders = (headers: SipHeaders): string =>
  printableHeaders(headers)
    .map(([name, value]) => `${name}=${dialplanWord(value)}`)
    .join('&')

/**
 * Whom the caller's own side is asked to call (SIP REFER): Asterisk writes an address into it as it stands, by way of no trunk, and of an extension
 * the contact that it has.
 * @param headers stand in an address (RFC 3261, 19.1.1; RFC 7433, 4), from which the caller's side may take them @throws RUNTIME_SWITCH_UNABLE
 */
export function referStringOf(target: SwitchTarget, strings?: DialStrings, headers: SipHeaders = {}): string {
  if (target.type !== 'sip') return dialStringOf(target, strings)
  const inAddress = encodeHeaders(headers)
  return inAddress === '' ? `PJSIP/${checkedWord(target)}` : `PJSIP/<${checkedWord(target)}?${inAddress}>`
}

/** Variables of a channel that is about to be dialled: each is written into the INVITE. */
export const headerVariables = (headers: SipHeaders): Record<string, string> => Object.fromEntries(printableHeaders(headers).map(([name, value]) => [`PJSIP_HEADER(add,${name})`, value]))
