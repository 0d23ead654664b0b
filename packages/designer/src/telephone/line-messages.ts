import type { Levels } from './line-sound.js'

/** From the page to the sound. */
export type SoundOrder = { readonly type: 'connect'; readonly port: MessagePort } | { readonly type: 'mute'; readonly on: boolean } | { readonly type: 'hold'; readonly on: boolean }

/** From the sound to the page. */
export interface SoundReport {
  readonly type: 'levels'
  readonly levels: Levels
}

/** From the connection to the sound; audio goes as a bare `Uint8Array` of µ-law in both directions. */
export type PlayOrder = { readonly type: 'mark'; readonly id: string } | { readonly type: 'flush' }

/** From the sound to the connection. */
export interface PlayReport {
  readonly type: 'played'
  readonly marks: readonly string[]
}

/** From the page to the connection. */
export type ConnectionOrder =
  | { readonly type: 'open'; readonly mediaUrl: string; readonly channelId: string; readonly sound: MessagePort }
  | { readonly type: 'press'; readonly digit: string }
  | { readonly type: 'hang-up' }

/** From the connection to the page. */
export type ConnectionReport = { readonly type: 'opened' } | { readonly type: 'closed'; readonly end: LineEnd }

/**
 * How a line ended. `refused`: it never came about; `far-side`: the other side hung up; `near-side`: we did; `lost`: the connection broke.
 */
export type LineEnd = 'refused' | 'far-side' | 'near-side' | 'lost'
