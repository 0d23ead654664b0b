import type { Delivery } from './request.js'
import type { ListedVoice } from './voices.js'

/** Main thread to synthesis worker. `stopped` is one shared word: the worker is synchronous and reads no message while it speaks. */
export type ToSynthesiser =
  | { readonly type: 'speak'; readonly job: number; readonly ssml: string; readonly delivery: Delivery; readonly stopped: Int32Array }
  | { readonly type: 'pronounce'; readonly job: number; readonly words: readonly string[] }

export type FromSynthesiser =
  | { readonly type: 'ready'; readonly voices: readonly ListedVoice[] }
  | { readonly type: 'audio'; readonly job: number; readonly bytes: Uint8Array }
  | { readonly type: 'pronounced'; readonly job: number; readonly ipa: readonly string[] }
  | { readonly type: 'done'; readonly job: number }
  | { readonly type: 'failed'; readonly job: number; readonly message: string }
