import type { Heard } from '../messages.js'
import type { OwnModelTask } from './sessions.js'
import type { OnlineRecognizerConfig } from './sherpa.js'

/** Engine to the process of the model. */
export type ToOwnModel =
  | { readonly type: 'load'; readonly config: OnlineRecognizerConfig }
  | { readonly type: 'open'; readonly stream: number; readonly task: OwnModelTask }
  | { readonly type: 'audio'; readonly stream: number; readonly bytes: Uint8Array }
  | { readonly type: 'finish'; readonly stream: number }
  | { readonly type: 'cancel'; readonly stream: number }

export type FromOwnModel =
  | { readonly type: 'ready' }
  /** The package is not there, or the model does not fit it. */
  | { readonly type: 'refused'; readonly because: 'package' | 'model'; readonly message: string }
  | { readonly type: 'hypothesis'; readonly stream: number; readonly heard: Heard }
  | { readonly type: 'final'; readonly stream: number; readonly heard: Heard; readonly audioMs: number }
  | { readonly type: 'failed'; readonly stream: number; readonly message: string }
