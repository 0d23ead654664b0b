import { AsteriskAri } from './asterisk-ari.js'
import { AsteriskDialplan } from './asterisk-dialplan.js'
import { FreeSwitch } from './freeswitch.js'
import { LeasedSwitch, type Leasing } from './leased-switch.js'
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

/** Whether we open the control connection, of which a switch has one. */
const isLeased = (settings: SwitchSettings): boolean => {
  switch (settings.type) {
    case 'asterisk-ari':
      return settings.url !== undefined
    case 'freeswitch':
      return true
    case 'own':
      return settings.isLeased === true
    default:
      return false
  }
}

function connect(settings: SwitchSettings, parts: SwitchParts, leasing: Leasing): SwitchConnector {
  const { switchId } = settings
  if (isLeased(settings)) return new LeasedSwitch(switchId, () => openSwitch(settings, parts), leasing)
  const connector = openSwitch(settings, parts)
  // It opens its connection to one of the runtimes, which has it from then on.
  if (connector instanceof AsteriskAri) leasing.leases.awaitConnection(switchId, { won: () => undefined, lost: () => (connector.yield(), leasing.lost(switchId)) })
  return connector
}

/** One connector a switch of the settings, by its name. */
export const openSwitches = (settings: readonly SwitchSettings[], parts: SwitchParts, leasing: Leasing): ReadonlyMap<string, SwitchConnector> =>
  new Map(settings.map((each) => [each.switchId, connect(each, parts, leasing)]))
