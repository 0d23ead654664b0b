import type { DialplanSettings } from './asterisk-dialplan.js'

/** One switch of the settings. */
export type SwitchSettings = { readonly type: 'asterisk-dialplan' } & DialplanSettings
