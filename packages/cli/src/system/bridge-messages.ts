import type { BridgeSettings } from '@callchart/media-bridge'
import type { TracingSetting } from '../tracing/tracing-setting.js'

/** To the bridge process, once: its settings. Its logger is its own. */
export interface BridgeOrder {
  readonly settings: Omit<BridgeSettings, 'logger' | 'tracing'>
  readonly logLevel: string
  /** Absent: there are no traces. */
  readonly tracing?: TracingSetting
}

/** From the bridge process, once. */
export type BridgeAnswer =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly code?: string; readonly message: string }
