import type { AriSettings } from './asterisk-ari.js'
import type { DialplanSettings } from './asterisk-dialplan.js'

/** One switch of the settings. */
export type SwitchSettings = ({ readonly type: 'asterisk-ari' } & AriSettings) | ({ readonly type: 'asterisk-dialplan' } & DialplanSettings)
