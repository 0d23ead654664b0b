import type { DialplanParts } from './asterisk-dialplan.js'
import { AsteriskDialplan } from './asterisk-dialplan.js'
import type { SwitchConnector } from './switch-port.js'
import type { SwitchSettings } from './switch-settings.js'

/** One connector a switch of the settings, by its name. */
export const openSwitches = (settings: readonly SwitchSettings[], parts: DialplanParts): ReadonlyMap<string, SwitchConnector> =>
  new Map(settings.map((each) => [each.switchId, new AsteriskDialplan(each, parts)]))
