import type { SlotValue } from './slot-value.js'

/** What a turn can understand: the intents its node and the globals enable, and the value it asks for. */
export interface Expectation {
  /** Ids of the flow's intents and of the built-in ones (`affirm`, `deny`, `refuse`, `doNotKnow`) that have a branch here. */
  readonly intents: readonly string[]
  /** Global key intents enabled in this turn. */
  readonly keyIntents: readonly KeyIntent[]
  /** Key intents that may be pressed here, by key; the node's own keys are not among them. */
  readonly keys?: Readonly<Record<string, KeyIntent>>
  /** Intents of the flow that hold in every listening node (全局问题) and are no branch of this one. */
  readonly auxiliary?: readonly string[]
  /** The value a `collect` node reads from words. */
  readonly value?: ValueSpec
  /** The node can ask back: of two intents that are about as likely neither is taken, the utterance is `ambiguous`. */
  readonly disambiguates?: true
  /** The caller was asked which of two intents is meant: here "the first one" or its name means an intent, and "neither" is `deny`. */
  readonly choice?: IntentChoice
}

/** One of two intents between which the caller chooses. */
export interface ChoiceOption {
  /** Of the node or of those that hold everywhere. */
  readonly intent: string
  /** As the question named it. */
  readonly name: string
}

/** In the order in which they were named. */
export type IntentChoice = readonly [ChoiceOption, ChoiceOption]

/** Key intents (关键意图) hold in every listening node. */
export const keyIntents = ['human', 'complaint', 'displeasure', 'doNotCall', 'repeat', 'goBack', 'end'] as const
export type KeyIntent = (typeof keyIntents)[number]

/** Intents that every flow has without defining them. */
export const builtInIntents = ['affirm', 'deny', 'refuse', 'doNotKnow'] as const
export type BuiltInIntent = (typeof builtInIntents)[number]

export const valueTypes = [
  'digits',
  'number',
  'date',
  'dateRange',
  'time',
  'money',
  'phone',
  'idNumber',
  'plate',
  'name',
  'address',
  'choice',
  'text',
] as const
export type ValueType = (typeof valueTypes)[number]

/** One thing that may be named, and what callers call it; its id is a name of it too. */
export interface Choice {
  readonly id: string
  readonly words: readonly string[]
}

export interface ValueSpec {
  readonly type: ValueType
  /** Bounds of a string of digits. */
  readonly minCount?: number
  readonly maxCount?: number
  /** What a `choice` is made from. */
  readonly choices?: readonly Choice[]
  /** The value being confirmed: a correction names only what changes, "no, the fifteenth". */
  readonly current?: SlotValue
}

/** What one slot of an intent holds. */
export interface SlotSpec {
  readonly type: ValueType
  readonly minCount?: number
  readonly maxCount?: number
  readonly choices?: readonly Choice[]
}

/** One intent of a flow in one language. */
export interface IntentSource {
  readonly id: string
  /** Words or word sequences: one of them in the utterance decides. */
  readonly keywords: readonly string[]
  /** RE2 patterns, matched in linear time, without regard to case. */
  readonly patterns: readonly string[]
  readonly phrases: readonly string[]
  /** Values that an utterance of this intent may name: slot -> what it holds. */
  readonly slots?: Readonly<Record<string, SlotSpec>>
}

/** Everything a model of one language is trained from. */
export interface UnderstandingSource {
  /** BCP 47, for example `en-US`. */
  readonly language: string
  readonly intents: readonly IntentSource[]
  /** Phrases a flow adds to the built-in ones of a key intent. */
  readonly keyIntents: Readonly<Partial<Record<KeyIntent, readonly string[]>>>
  /** Of taking an utterance for something that it is not, where asking again costs 1; 1.5 where absent. */
  readonly falseAcceptCost?: number
}
