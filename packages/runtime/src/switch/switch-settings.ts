import type { DialplanSettings } from './asterisk-dialplan.js'
import type { TwilioSettings } from './twilio.js'

/** One switch of the settings. */
export type SwitchSettings = ({ readonly type: 'asterisk-dialplan' } & DialplanSettings) | ({ readonly type: 'twilio' } & TwilioSettings)
