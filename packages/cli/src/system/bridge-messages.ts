import type { BridgeSettings } from '@callchart/media-bridge'

/** To the bridge process, once: its settings. Its logger is its own. */
export interface BridgeOrder {
  readonly settings: Omit<BridgeSettings, 'logger'>
  readonly logLevel: string
}

/** From the bridge process, once. */
export type BridgeAnswer =
  | { readonly type: 'ready'; readonly url: string }
  | { readonly type: 'failed'; readonly code?: string; readonly message: string }
