import { AsteriskAri, type AriParts } from './asterisk-ari.js'
import { AsteriskDialplan } from './asterisk-dialplan.js'
import type { SwitchConnector } from './switch-port.js'
import type { SwitchSettings } from './switch-settings.js'

/** One connector a switch of the settings, by its name. */
export const openSwitches = (settings: readonly SwitchSettings[], parts: AriParts): ReadonlyMap<string, SwitchConnector> =>
  new Map(settings.map((each) => [each.switchId, open(each, parts)]))

function open(each: SwitchSettings, parts: AriParts): SwitchConnector {
  switch (each.type) {
    case 'asterisk-ari':
      return new AsteriskAri(each, parts)
    case 'asterisk-dialplan':
      return new AsteriskDialplan(each, parts)
    case 'own':
      return each.open(parts)
  }
}
