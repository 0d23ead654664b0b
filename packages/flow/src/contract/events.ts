import type { DigitsEnd, HangUpCause, KeyIntent, SlotValue } from '@callchart/protocol'

/** Values of the flow's variables: plain JSON. */
export type VariableValue = string | number | boolean | null | readonly VariableValue[] | { readonly [key: string]: VariableValue }

/** What the chart may know of its call; it asks nobody for it. */
export interface CallAttributes {
  readonly callId: string
  readonly direction: 'inbound' | 'outbound'
  readonly ani?: string
  readonly dnis?: string
  /** Fill the flow's variables of the same name. */
  readonly variables: Readonly<Record<string, VariableValue>>
}

/** Facts about the turn that the chart asked for; it ignores those of any other turn. */
export type TurnEvent =
  | { readonly type: 'utterance.understood'; readonly turnId: string; readonly text: string; readonly intent: string; readonly confidence: number; readonly slots: Readonly<Record<string, SlotValue>> }
  /** A spoken value, read as the type that the node asks for. */
  | { readonly type: 'value.understood'; readonly turnId: string; readonly text: string; readonly value: SlotValue; readonly confidence: number }
  /** Said, or, with `key` and without words, pressed. */
  | { readonly type: 'key-intent.heard'; readonly turnId: string; readonly text: string; readonly keyIntent: KeyIntent; readonly confidence: number; readonly key?: string }
  /** A global question: answered elsewhere, then the caller is brought back. */
  | { readonly type: 'auxiliary.heard'; readonly turnId: string; readonly text: string; readonly intent: string; readonly confidence: number }
  /** It may mean either of two intents, the likelier one first, with what it names for each. */
  | { readonly type: 'utterance.ambiguous'; readonly turnId: string; readonly text: string; readonly intents: readonly [string, string]; readonly confidence: number; readonly slotsByIntent: Readonly<Record<string, Readonly<Record<string, SlotValue>>>> }
  | { readonly type: 'utterance.not-understood'; readonly turnId: string; readonly text: string }
  | { readonly type: 'digits.entered'; readonly turnId: string; readonly digits: string; readonly endedBy: DigitsEnd }
  | { readonly type: 'no-input'; readonly turnId: string }
  | { readonly type: 'turn.finished'; readonly turnId: string }
  /** What the caller left after the tone; 0: nothing was said. */
  | { readonly type: 'turn.recorded'; readonly turnId: string; readonly durationMs: number; readonly endedBy: 'silence' | 'key' | 'max-length' | 'hang-up' }
  | { readonly type: 'turn.failed'; readonly turnId: string; readonly cause: string }
  | { readonly type: 'turn.cancelled'; readonly turnId: string }

export type RequestEvent =
  | { readonly type: 'request.succeeded'; readonly requestId: string; readonly status: number; readonly body: VariableValue }
  | { readonly type: 'request.failed'; readonly requestId: string; readonly cause: string; readonly status?: number }
  /** Nobody can tell whether the other side did it: repeated only where that is safe. */
  | { readonly type: 'request.outcome-unknown'; readonly requestId: string }

export type TransferEvent =
  /** Waits for a human: `position` 1 is next; the estimate is what the queue's last talks make of it. */
  | { readonly type: 'transfer.queued'; readonly transferId: string; readonly position: number; readonly estimatedWaitMs: number }
  | { readonly type: 'transfer.ringing'; readonly transferId: string }
  | { readonly type: 'transfer.connected'; readonly transferId: string; readonly agentId: string }
  | { readonly type: 'transfer.busy'; readonly transferId: string }
  | { readonly type: 'transfer.no-answer'; readonly transferId: string }
  /** The last human who could have taken the call said no. */
  | { readonly type: 'transfer.declined'; readonly transferId: string }
  | { readonly type: 'transfer.failed'; readonly transferId: string; readonly cause: string }
  /** More callers wait than the transfer allows. */
  | { readonly type: 'transfer.overflow'; readonly transferId: string }
  /** The queue's calendar says that nobody is there. */
  | { readonly type: 'transfer.closed'; readonly transferId: string }
  /** The human left; the caller is still on the line. */
  | { readonly type: 'transfer.ended'; readonly transferId: string }

/** Answers to `hours.check`. */
export type HoursEvent =
  | { readonly type: 'hours.open'; readonly checkId: string }
  | { readonly type: 'hours.closed'; readonly checkId: string; readonly reason: 'hours' | 'holiday'; readonly holiday?: string }
  | { readonly type: 'hours.failed'; readonly checkId: string; readonly cause: string }

/** Answers to `knowledge.ask`. What is chosen instead of an answer comes as the `TurnEvent` that it is. */
export type KnowledgeEvent =
  /** The next sentence of a model's answer; `index` counts from 0. */
  | { readonly type: 'knowledge.sentence'; readonly questionId: string; readonly index: number; readonly text: string }
  /** The answer is whole: that of an entry, or of a model after its last sentence. */
  | {
      readonly type: 'knowledge.answered'
      readonly questionId: string
      readonly source: 'faq' | 'llm'
      readonly entryId?: string
      readonly confidence?: number
      readonly model?: string
    }
  /** `no-answer`: nothing that the flow knows fits. Anything else is a failure of who was asked. */
  | { readonly type: 'knowledge.failed'; readonly questionId: string; readonly cause: string }

/**
 * Everything a chart is ever told. `at` is milliseconds since the epoch: the chart has no clock.
 * The journal keeps these in order; a call's state is their fold.
 */
export type CallEvent = (
  | { readonly type: 'call.started'; readonly call: CallAttributes }
  | { readonly type: 'caller.hung-up'; readonly cause: HangUpCause }
  /** Somebody ends the call from outside: the API, an operator, the maximum duration. */
  | { readonly type: 'call.ended'; readonly cause: string }
  /** Who answered a call that we placed; once, soon after its start. `unknown` counts as a human. */
  | { readonly type: 'call.answered-by'; readonly who: 'human' | 'machine' | 'unknown' }
  | { readonly type: 'timer.elapsed'; readonly timerId: string }
  | TurnEvent
  | RequestEvent
  | TransferEvent
  | HoursEvent
  | KnowledgeEvent
) & { readonly at: number }

export type CallEventType = CallEvent['type']
