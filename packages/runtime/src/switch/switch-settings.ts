import type { AriSettings } from './asterisk-ari.js'
import type { DialplanSettings } from './asterisk-dialplan.js'
import type { FreeSwitchSettings } from './freeswitch.js'
import type { SwitchParts } from './switch-parts.js'
import type { SwitchConnector } from './switch-port.js'
import type { TelnyxSettings } from './telnyx.js'
import type { TwilioSettings } from './twilio.js'

/** A connector of the program that embeds the runtime. */
export interface OwnSwitchSettings {
  readonly switchId: string
  /** It has a control connection, which one runtime at a time may have: it is opened by the one that leases the switch. */
  readonly isLeased?: boolean
  open(parts: SwitchParts): SwitchConnector
  /** Folder, as we see it, into which it records lines; absent: it does not. */
  recordsInto?(): string | undefined
}

/** One switch of the settings. */
export type SwitchSettings =
  | ({ readonly type: 'asterisk-ari' } & AriSettings)
  | ({ readonly type: 'asterisk-dialplan' } & DialplanSettings)
  | ({ readonly type: 'freeswitch' } & FreeSwitchSettings)
  | ({ readonly type: 'own' } & OwnSwitchSettings)
  | ({ readonly type: 'telnyx' } & TelnyxSettings)
  | ({ readonly type: 'twilio' } & TwilioSettings)
