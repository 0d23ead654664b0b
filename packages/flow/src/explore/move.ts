import type { CallEvent, VariableValue } from '../contract/events.js'

type Untimed<Event> = Event extends CallEvent ? Omit<Event, 'at'> : never
/** An event before it gets its time. */
export type UntimedEvent = Untimed<CallEvent>

/** What somebody does, or what becomes of something, in words that people use of calls. */
export type Deed =
  | { readonly type: 'says'; readonly what: 'intent' | 'keyIntent' | 'auxiliary'; readonly name: string; readonly text: string }
  | { readonly type: 'says-value'; readonly value: string | number | { readonly amount: number; readonly currency: string } }
  | { readonly type: 'says-either'; readonly intents: readonly [string, string]; readonly text: string }
  /** Words that fit nothing here. */
  | { readonly type: 'says-something-else'; readonly text: string }
  /** `means`: what the key is for, where it has a name. */
  | { readonly type: 'presses'; readonly digits: string; readonly means?: { readonly en: string; readonly zh: string } }
  | { readonly type: 'stays-silent' }
  | { readonly type: 'leaves-message' }
  | { readonly type: 'leaves-no-message' }
  | { readonly type: 'hangs-up' }
  | { readonly type: 'hears-prompt' }
  | { readonly type: 'sound-fails' }
  | { readonly type: 'request'; readonly outcome: 'succeeded' | 'failed' | 'outcome-unknown'; readonly node: string; readonly body?: VariableValue }
  | { readonly type: 'hours'; readonly outcome: 'open' | 'closed' | 'failed' }
  | { readonly type: 'knowledge'; readonly outcome: 'sentence' | 'answered' | 'no-answer' | 'failed' }
  /** `called`: somebody outside our queues is rung by the switch. */
  | { readonly type: 'transfer'; readonly outcome: TransferOutcome; readonly called?: true }
  | { readonly type: 'machine-answers' }
  | { readonly type: 'time-passes'; readonly of: 'call' | 'node' }
  | { readonly type: 'line-closes' }
  | { readonly type: 'operator-ends' }

export type TransferOutcome = 'queued' | 'ringing' | 'connected' | 'busy' | 'no-answer' | 'declined' | 'failed' | 'overflow' | 'closed' | 'ended' | 'referred'

/** One thing that can happen next. */
export interface Move {
  readonly deed: Deed
  readonly event: UntimedEvent
  /** Milliseconds that pass before it; absent: none. A timer that elapses takes until it falls due. */
  readonly afterMs?: number
  /** A key that leads nowhere, or none before the terminator. */
  readonly stray?: true
  /** Comes by itself where nothing else happens: a prompt is heard, our hang-up closes the line. */
  readonly quiet?: true
}
