import { AsteriskAri } from './asterisk-ari.js'
import { AsteriskDialplan } from './asterisk-dialplan.js'
import { FreeSwitch } from './freeswitch.js'
import type { SwitchParts } from './switch-parts.js'
import type { SwitchConnector } from './switch-port.js'
import type { SwitchSettings } from './switch-settings.js'
import { TelnyxSwitch } from './telnyx.js'
import { TwilioSwitch } from './twilio.js'

function openSwitch(settings: SwitchSettings, parts: SwitchParts): SwitchConnector {
  switch (settings.type) {
    case 'asterisk-ari':
      return new AsteriskAri(settings, parts)
    case 'asterisk-dialplan':
      return new AsteriskDialplan(settings, parts)
    case 'freeswitch':
      return new FreeSwitch(settings, parts)
    case 'telnyx':
      return new TelnyxSwitch(settings, parts)
    case 'twilio':
      return TwilioSwitch.open(settings, parts)
    case 'own':
      return settings.open(parts)
  }
}

/** One connector a switch of the settings, by its name. */
export const openSwitches = (settings: readonly SwitchSettings[], parts: SwitchParts): ReadonlyMap<string, SwitchConnector> => new Map(settings.map((each) => [each.switchId, openSwitch(each, parts)]))
