import { z } from 'zod'
import type { LegOutcome, LineHangUp, SipHeaders } from '../switch-port.js'

/** Name of a channel. */
export const uuidSchema = z.string().regex(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/)

/** Name of our media bug on a channel. */
export const bugName = 'callchart'

/** Variables of a channel that tell a later process what it is. */
export const marks = {
  /** `<switchId>`: a caller's; set by the dialplan for those who come. */
  line: 'callchart_line',
  /** `<switchId>` with the human's leg and the channel of its caller. */
  legOf: 'callchart_leg_of',
  leg: 'callchart_leg',
  /** Of a human to whom the caller was sent. */
  sent: 'callchart_sent',
} as const

/** What `uuid_getvar` has answered; empty: the channel has no such variable, or is gone. */
export const valueOf = (answer: string): string => (answer === '_undef_' || answer.startsWith('-ERR') ? '' : answer)

/** Nothing that would end a word of a command, or of a list of variables. */
const safe = (value: string): string => (/^[\w.;=:+@%/-]*$/.test(value) ? value : encodeURIComponent(value).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`))

const maxHeaderChars = 1_000

/** `{name=value,…}` before a dial string. */
export const writeVariables = (variables: Readonly<Record<string, string | undefined>>, headers: SipHeaders = {}): string => {
  const named = Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${safe(value)}`]))
  const sip = Object.entries(headers)
    .filter(([name, value]) => /^[A-Za-z0-9-]{1,64}$/.test(name) && value.length <= maxHeaderChars)
    .map(([name, value]) => `sip_h_${name}=${safe(value)}`)
  return `{${[...named, ...sip].join(',')}}`
}

/** @see https://developer.signalwire.com/freeswitch/reference/hangup-causes/ (ITU-T Q.850 by name) */
export const hangUpCauses: Readonly<Record<LineHangUp, string>> = { normal: 'NORMAL_CLEARING', busy: 'USER_BUSY', declined: 'CALL_REJECTED', congestion: 'NORMAL_TEMPORARY_FAILURE' }

const outcomes: Readonly<Record<string, LegOutcome>> = {
  USER_BUSY: 'busy',
  CALL_REJECTED: 'declined',
  NO_ANSWER: 'no-answer',
  NO_USER_RESPONSE: 'no-answer',
  ALLOTTED_TIMEOUT: 'no-answer',
  PROGRESS_TIMEOUT: 'no-answer',
  ORIGINATOR_CANCEL: 'no-answer',
}

/** Why nobody answered. @param cause as `originate` or a hang-up names it */
export const outcomeOf = (cause: string): LegOutcome => outcomes[cause] ?? 'failed'

/** In the inline dialplan, with ^ between its parts. The channel goes on being written to while nobody speaks: only then does the module play what the bridge sends. */
export const idleApplication = 'm:^:answer^endless_playback:silence_stream://-1'
/** What a caller hears whose human is rung: 425 Hz, 1 s in 5 (ITU-T E.180). */
export const ringbackApplication = 'm:^:answer^endless_playback:tone_stream://%(1000,4000,425);loops=-1'
