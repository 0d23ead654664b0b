import { RuntimeError } from '../errors.js'
import type { SipHeaders, SwitchTarget } from './switch-port.js'

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

/** Nothing that a dialplan would take for more than a word: no comma, no `&`, no `^`, no bracket, no `$`. */
const shapes: Readonly<Record<SwitchTarget['type'], RegExp>> = {
  extension: /^[\w+*#-][\w+*#.-]{0,63}$/,
  sip: /^sips?:[\w+.!~*'-]{1,64}@[A-Za-z0-9.-]{1,200}(:\d{1,5})?$/,
  number: /^\+?\d{2,20}$/,
}

const wordOf = (target: SwitchTarget): string => {
  switch (target.type) {
    case 'extension':
      return target.extension
    case 'sip':
      return target.address
    case 'number':
      return target.number
  }
}

/** @throws RUNTIME_SWITCH_UNABLE the target is none that a telephone has */
export function dialStringOf(target: SwitchTarget, strings: DialStrings = usualDialStrings): string {
  const word = wordOf(target)
  if (!shapes[target.type].test(word))
    throw new RuntimeError('RUNTIME_SWITCH_UNABLE', `No switch can reach this ${target.type}: give it as a telephone has it, with no further signs.`, { fields: { type: target.type } })
  return strings[target.type].replace(`{${target.type === 'sip' ? 'address' : target.type}}`, () => word)
}

/** Text as one word of a dialplan: encodeURIComponent leaves brackets, which end an argument there. */
export const dialplanWord = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)

/** Names as RFC 3261 section 25.1 has them; of a value what can be printed, so that it adds no line of its own. */
const printable = (headers: SipHeaders): readonly (readonly [string, string])[] =>
  Object.entries(headers)
    .filter(([name, value]) => /^[A-Za-z0-9!%*_+`'~.-]{1,64}$/.test(name) && value.length <= 2_000)
    .map(([name, value]) => [name, value.replace(/[^\x20-\x7e]/g, ' ')])

/** For the context callchart-headers of deploy/asterisk. */
export const encodeHeaders = (headers: SipHeaders): string =>
  printable(headers)
    .map(([name, value]) => `${name}=${dialplanWord(value)}`)
    .join('&')

/** Variables of a channel that is about to be dialled: each is written into the INVITE. */
export const headerVariables = (headers: SipHeaders): Record<string, string> => Object.fromEntries(printable(headers).map(([name, value]) => [`PJSIP_HEADER(add,${name})`, value]))
