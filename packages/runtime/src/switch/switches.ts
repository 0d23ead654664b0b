import { AsteriskAri, type AriParts } from './asterisk-ari.js'
import { AsteriskDialplan } from './asterisk-dialplan.js'
import type { SwitchConnector } from './switch-port.js'
import type { SwitchSettings } from './switch-settings.js'

function openSwitch(settings: SwitchSettings, parts: AriParts): SwitchConnector {
  switch (settings.type) {
    case 'asterisk-ari':
      return new AsteriskAri(settings, parts)
    case 'asterisk-dialplan':
      return new AsteriskDialplan(settings, parts)
    case 'own':
      return settings.open(parts)
  }
}

/** One connector a switch of the settings, by its name. */
export const openSwitches = (settings: readonly SwitchSettings[], parts: AriParts): ReadonlyMap<string, SwitchConnector> => new Map(settings.map((each) => [each.switchId, openSwitch(each, parts)]))
