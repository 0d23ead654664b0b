import type { Expectation, Listen, Prompt } from '@callchart/protocol'
import type { VariableValue } from './events.js'

/** The recogniser's phrases are the runtime's to add: it knows the words of the version's intents. */
export type ListenEffect = Omit<Listen, 'phrases'>

/** A prompt of a turn. */
export interface SaidPrompt extends Prompt {
  /** The node that says it, where that is not the node of the turn: a prompt that may be interrupted is queued into the next turn that listens. */
  readonly nodeId?: string
}

export type HttpAuth =
  | { readonly type: 'none' }
  /** `secret` is the name of a secret that the runtime's settings hold; never its value. */
  | { readonly type: 'basic'; readonly user: string; readonly secret: string }
  | { readonly type: 'bearer'; readonly secret: string }

export interface HttpRequestEffect {
  readonly type: 'request.send'
  readonly requestId: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Absolute, or `endpoint://<name>/<path>` with the name of an endpoint that the runtime's settings hold. */
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: VariableValue
  readonly auth: HttpAuth
  /** One attempt. */
  readonly timeoutMs: number
  /** Further attempts after the first. */
  readonly retryCount: number
  /** The receiver de-duplicates by the `Idempotency-Key` header: an attempt of unknown outcome may be repeated. */
  readonly idempotent: boolean
}

/** Where the switch takes the caller, in the form that it needs. */
export type SwitchedTarget =
  /** A name that the switch knows: letters, digits and `_*#-`. */
  | { readonly type: 'extension'; readonly extension: string }
  /** `sip:user@host`. */
  | { readonly type: 'sip'; readonly address: string }
  /** An outside number, E.164; `shows` is the number of ours that the called person sees. */
  | { readonly type: 'number'; readonly number: string; readonly shows?: string }

export type TransferTarget = { readonly type: 'queue'; readonly queue: string } | SwitchedTarget

export interface TransferEffect {
  readonly type: 'transfer.start'
  readonly transferId: string
  readonly target: TransferTarget
  /**
   * Attended: the human hears the whisper first. Blind: both are joined at once. Refer, never to a queue: the caller's own side takes them there,
   * and the call is over for us.
   */
  readonly mode: 'attended' | 'blind' | 'refer'
  /** The queue's hours, asked before the caller waits. */
  readonly calendar?: string
  /** A caller whose position would be higher does not wait. */
  readonly maxWaiting?: number
  /** Of the wait in the queue and the ringing together. */
  readonly maxWaitMs: number
  /** One offer to one human. */
  readonly ringMs: number
  /** Heard by the human before both are joined. */
  readonly whisper: readonly Prompt[]
  readonly summary: string
  readonly music: string
}

/** How a message of the caller is recorded; each time on the call's sample clock. */
export interface RecordingRule {
  readonly maxMs: number
  readonly endSilenceMs: number
  /** Key that ends the message. */
  readonly endKey: string
  /** A tone tells the caller when to speak. */
  readonly beep: boolean
}

/** A question of the caller for what the flow knows; answered by `knowledge.…` of the same id for as long as its turn is open. */
export interface KnowledgeQuestion {
  readonly type: 'knowledge.ask'
  readonly questionId: string
  /** The open turn in which the answer is spoken. */
  readonly turnId: string
  readonly nodeId: string
  readonly language: string
  /** The caller's own words. */
  readonly text: string
  /** `faq`: the answer of one entry as it stands; `llm`: a model answers from the entries. */
  readonly source: 'faq' | 'llm'
  /** An entry that is less like the question is none, 0..1. */
  readonly leastConfidence: number
  /** What the author tells the model. */
  readonly instructions?: string
}

/** Why the chart takes a caller out of a transfer. */
export type TransferEnd = 'caller-gone' | 'ended' | 'left' | 'call-back' | 'voicemail'

/** What the chart wants done, as plain JSON; whatever takes time answers with a `CallEvent`. */
export type CallEffect =
  | { readonly type: 'node.entered'; readonly nodeId: string }
  | {
      readonly type: 'turn.start'
      readonly turnId: string
      readonly nodeId: string
      readonly prompts: readonly SaidPrompt[]
      readonly listen?: ListenEffect
      readonly expect?: Expectation
      /** The turn records a message instead of listening. */
      readonly record?: RecordingRule
      /** Further prompts may come by `turn.append`. */
      readonly open?: true
      readonly clearTypeAhead: boolean
      readonly dropDigits: boolean
      /** What the caller says or types here is masked in transcript and logs. */
      readonly sensitive: boolean
    }
  /** Further prompts of an open turn; with `then` they are the last, and the turn listens on or ends behind them. */
  | { readonly type: 'turn.append'; readonly turnId: string; readonly nodeId: string; readonly prompts: readonly SaidPrompt[]; readonly then?: 'listen' | 'finish' }
  | { readonly type: 'turn.cancel'; readonly turnId: string }
  | HttpRequestEffect
  | { readonly type: 'request.cancel'; readonly requestId: string }
  | TransferEffect
  | { readonly type: 'transfer.cancel'; readonly transferId: string; readonly reason: TransferEnd }
  /** The caller wants to be called back instead of waiting. */
  | { readonly type: 'call-back.request'; readonly queue: string; readonly number: string; readonly summary: string }
  | { readonly type: 'timer.start'; readonly timerId: string; readonly ms: number }
  | { readonly type: 'timer.cancel'; readonly timerId: string }
  /** Asks whether the calendar is open at the time of the event; answered by `hours.…` of the same id. */
  | { readonly type: 'hours.check'; readonly checkId: string; readonly calendar: string }
  | KnowledgeQuestion
  /** The recording of the call itself. */
  | { readonly type: 'recording.set'; readonly action: 'start' | 'pause' | 'resume' | 'stop' }
  /** The message that this turn recorded belongs to the mailbox. */
  | { readonly type: 'voicemail.keep'; readonly mailbox: string; readonly turnId: string; readonly durationMs: number }
  | { readonly type: 'call.tag'; readonly tag: string }
  /** The person on the line asked not to be called: their number goes on the list at once. */
  | { readonly type: 'do-not-call.add'; readonly number: string; readonly reason: 'key-intent' | 'flow' }
  /** The call goes on with another main flow. */
  | { readonly type: 'call.continue-with'; readonly flow: string }
  | { readonly type: 'call.hang-up'; readonly cause: string }
  /** The chart could not take the event (a loop without a wait, an expression that failed): apologise and use the default route. */
  | { readonly type: 'flow.failed'; readonly code: string; readonly message: string }

export type CallEffectType = CallEffect['type']
