import type { HttpAuth, ListenEffect, RecordingRule, TransferEnd } from '../contract/effects.js'
import type { VariableValue } from '../contract/events.js'
import type { Pronunciation } from './pronounce.js'
import type { VariableKind } from './values.js'

/** Text with expressions, read once by the compiler: a text without any, or its pieces. */
export type TextTemplate = string | readonly (string | { readonly cel: string })[]

/** One way to say it that is more than its text. */
export interface VariantTemplate {
  readonly text: TextTemplate
  readonly ssml?: TextTemplate
  readonly audio?: string
}

/** Variants of a prompt by language; a plain text stands for itself. */
export interface PromptTemplate {
  /** Heard in full, whatever the caller says or presses. */
  readonly inFull?: true
  /** Spoken where the call's language is missing. */
  readonly fallback?: string
  readonly voices?: Readonly<Record<string, string>>
  readonly languages: Readonly<Record<string, readonly (TextTemplate | VariantTemplate)[]>>
}

/** A prompt as it waits in the context for its turn. */
export interface QueuedPrompt {
  readonly text: string
  readonly spoken?: string
  readonly ssml?: string
  readonly audio?: string
  readonly language: string
  readonly voice?: string
  readonly interruptible: boolean
  /** Id of the node that says it, which may have been left when its turn comes; absent: whichever asks next. */
  readonly node?: string
}

/** JSON with templates in it: plain values as they are, texts as templates, lists and objects named. */
export type JsonTemplate =
  | number
  | boolean
  | null
  | { readonly text: TextTemplate }
  /** The value itself, in its own type. */
  | { readonly cel: string }
  | { readonly list: readonly JsonTemplate[] }
  | { readonly map: Readonly<Record<string, JsonTemplate>> }

/** Why a question is asked again, and for which time. */
export interface Again {
  readonly reason: string
  readonly attempt: number
}

/** An intent as it is named to the caller, by language where the names differ. */
export type IntentName = string | Readonly<Record<string, string>>

/** Two intents of which the caller is asked which one is meant, and the utterance that may mean either. */
export interface OpenChoice {
  readonly intents: readonly [string, string]
  readonly names: readonly [IntentName, IntentName]
  readonly text: string
  readonly slotsByIntent: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** A listening state that the caller left by a global question, and what it needs when the caller comes back. */
export interface ReturnPoint {
  /** `<node>.<state>`. */
  readonly at: string
  /** The global question. */
  readonly intent: string
  readonly attempts: Readonly<Record<string, number>>
  readonly value: string | number | null
  readonly choice?: OpenChoice
}

/** A question that was asked; `depth` is the number of return points at that time. */
export interface TrailEntry {
  readonly at: string
  readonly depth: number
}

/** What a listening state finds when the caller comes back to it: it is no new visit and no attempt. */
export interface Resuming {
  readonly attempts: Readonly<Record<string, number>>
  readonly value: string | number | null
  /** Said instead of the question: the caller asked to hear it again. */
  readonly said: readonly QueuedPrompt[] | null
  readonly choice?: OpenChoice
}

/** Everything a chart knows of its call: plain JSON. */
export interface FlowContext {
  readonly call: { readonly callId: string; readonly direction: string; readonly ani: string; readonly dnis: string }
  readonly language: string
  /** The node that was entered last: `<site>.<node>` in a sub-flow. */
  readonly node: string
  readonly variables: Readonly<Record<string, VariableValue>>
  /** How words are said, by language; the flow's own list. */
  readonly pronunciations: Readonly<Record<string, readonly Pronunciation[]>>
  /** How often each node whose prompts have variants was entered. */
  readonly visits: Readonly<Record<string, number>>
  /** Attempts within the current node, by reason. */
  readonly attempts: Readonly<Record<string, number>>
  readonly again: Again | null
  /** Numbers of the last turn, request, timer, transfer and check of hours: their ids are made from them. */
  readonly turnCount: number
  readonly requestCount: number
  readonly timerCount: number
  readonly transferCount: number
  readonly checkCount: number
  /** Ids of what runs now; an answer for any other id changes nothing. */
  readonly turnId: string | null
  readonly requestId: string | null
  readonly timerId: string | null
  readonly transferId: string | null
  readonly checkId: string | null
  /** Questions of the caller that were asked of the flow's knowledge, and the one that is being answered. */
  readonly questionCount: number
  readonly questionId: string | null
  /** Sentences of its answer so far. */
  readonly sentenceCount: number
  /** Where among the prompts of the turn those begin that came last. */
  readonly appendedFrom: number
  /** Requests whose answer is still awaited, and the node that sent each. */
  readonly requests: Readonly<Record<string, string>>
  /** Set while a transfer is under way. */
  readonly queue: QueueWait | null
  /** Interruptible prompts that play with the next turn. */
  readonly queued: readonly QueuedPrompt[]
  readonly queuedDelayMs: number
  /** What the current turn says, and how long speech does not cut it. */
  readonly prompts: readonly QueuedPrompt[]
  readonly promptsDelayMs: number
  /** What was said since the caller's last answer, without what only asked again. */
  readonly said: readonly QueuedPrompt[]
  /** The caller has answered: what is said next is said anew. */
  readonly answered: boolean
  /** The listening state that the call is in or was in last: `<node>.<state>`. */
  readonly at: string | null
  /** Where the caller was before each global question; the last is the next to come back to. */
  readonly returns: readonly ReturnPoint[]
  /** Questions asked, the newest last. */
  readonly trail: readonly TrailEntry[]
  /** The listening state that the call is on its way to. */
  readonly route: string | null
  readonly resuming: Resuming | null
  /** The line is closed: nobody hears or speaks any more. */
  readonly gone: boolean
  /** Only where the flow has a way for answering machines: whether it is still open. */
  readonly mayBeMachine?: boolean
  /** The longest time of the call: what is left of it, and since when it runs. */
  readonly callTimer: { readonly timerId: string | null; readonly leftMs: number; readonly sinceMs: number }
  /** Constants of the flow, named once: how questions listen, and what holds at each of them. */
  readonly listens: readonly ListenTemplate[]
  readonly globals: { readonly keyIntents: readonly string[]; readonly auxiliary: readonly string[]; readonly keys?: Readonly<Record<string, string>> }
  /** Turns that failed one after the other. */
  readonly failedTurns: number
  /** What the current node found out: the branch of a decision, the state of a value or of a request. */
  readonly outcome: string | null
  /** The value that a collect node holds before it is kept. */
  readonly value: string | number | null
  /** Set once the current node had to ask which of two intents was meant. */
  readonly choice?: OpenChoice | null
}

/** What a caller in a queue knows of it, and was told. */
export interface QueueWait {
  /** 1 is next. */
  readonly position: number
  /** Rounded up. */
  readonly waitMinutes: number
  /** Milliseconds since the epoch of the last telling; null before the first. */
  readonly toldAt: number | null
  readonly toldPosition: number
  readonly toldCount: number
  readonly isOfferDue: boolean
}

export interface VariableSpec {
  readonly name: string
  readonly kind: VariableKind
}

/** How the bridge listens; language and fillers are those of the call. */
export type ListenTemplate = Omit<ListenEffect, 'language' | 'bargeIn'> & {
  readonly bargeIn: { readonly speechMs: number; readonly delayMs: number; readonly fillers: boolean }
}

/** What a question expects of its own; what holds at every question stands in the context. */
export interface ExpectTemplate {
  readonly intents: readonly string[]
  /** Keys of key intents that mean something else here. */
  readonly ownKeys?: string
  readonly value?: Readonly<Record<string, unknown>>
  /** The value that was heard is read back: a correction may name only what changes. */
  readonly confirms?: true
  /** The node asks back where either of two intents may be meant. */
  readonly disambiguates?: true
  /** The caller is asked which of two intents is meant: these two are expected alone, and neither of them. */
  readonly chooses?: true
}

/** What a turn says, and for which state of the current node. */
export interface TurnTemplate {
  /** The listening state within the node; absent: the turn only speaks. */
  readonly state?: string
  /** Absent: only what is queued is said. */
  readonly prompt?: PromptTemplate
  /** Said instead when the question is asked again for that reason; the last variant repeats. */
  readonly again?: Readonly<Record<string, PromptTemplate>>
  /** Said in passing: never said again. */
  readonly aside?: true
}

/** Where the switch takes the caller. */
export type TargetTemplate =
  | { readonly type: 'extension'; readonly extension: TextTemplate }
  | { readonly type: 'sip'; readonly address: TextTemplate }
  | { readonly type: 'number'; readonly number: TextTemplate; readonly shows?: TextTemplate }

/** What an effect is made from; the same types as the effects, with templates where the call decides. */
export type EffectTemplate =
  | { readonly type: 'node.entered' }
  | {
      readonly type: 'turn.start'
      /** Its place among the `listens` of the context. */
      readonly listen?: number
      readonly expect?: ExpectTemplate
      readonly record?: RecordingRule
      readonly open?: true
      readonly clearTypeAhead?: true
      readonly dropDigits?: true
      readonly sensitive?: true
    }
  /** What came last among the prompts of the turn; `bare`: only what follows them. */
  | { readonly type: 'turn.append'; readonly then?: 'listen' | 'finish'; readonly bare?: true }
  | { readonly type: 'turn.cancel' }
  /** The turn that began last, where the state has forgotten it on its way out. */
  | { readonly type: 'turn.cancel'; readonly of: 'last' }
  | {
      readonly type: 'request.send'
      readonly method: string
      readonly url: TextTemplate
      readonly headers?: Readonly<Record<string, TextTemplate>>
      readonly body?: JsonTemplate
      readonly auth?: HttpAuth
      readonly timeoutMs: number
      readonly retryCount: number
      readonly idempotent?: true
    }
  | { readonly type: 'timer.start'; readonly ms: number }
  /** The longest time of the call. */
  | { readonly type: 'timer.start'; readonly of: 'call' }
  | { readonly type: 'timer.cancel'; readonly of: 'call' }
  | { readonly type: 'timer.cancel' }
  | {
      readonly type: 'transfer.start'
      /** One of the two. */
      readonly queue?: string
      readonly to?: TargetTemplate
      readonly mode: 'attended' | 'blind' | 'refer'
      readonly calendar?: string
      readonly maxWaiting?: number
      readonly maxWaitMs: number
      readonly ringMs: number
      readonly whisper?: PromptTemplate
      readonly summary: TextTemplate
      readonly music: string
    }
  | { readonly type: 'transfer.cancel'; readonly reason?: TransferEnd }
  | { readonly type: 'call-back.request'; readonly queue: string; readonly summary: TextTemplate }
  | { readonly type: 'hours.check'; readonly calendar: string }
  | { readonly type: 'knowledge.ask'; readonly source: 'faq' | 'llm'; readonly leastConfidence: number; readonly instructions?: TextTemplate }
  | { readonly type: 'recording.set'; readonly action: 'start' | 'pause' | 'resume' | 'stop' }
  | { readonly type: 'voicemail.keep'; readonly mailbox: string }
  | { readonly type: 'call.tag'; readonly tag: string }
  | { readonly type: 'do-not-call.add'; readonly reason: 'key-intent' | 'flow' }
  | { readonly type: 'call.continue-with'; readonly flow: string }
  | { readonly type: 'call.hang-up'; readonly cause?: string }
  | { readonly type: 'flow.failed'; readonly code: string; readonly message: string }
