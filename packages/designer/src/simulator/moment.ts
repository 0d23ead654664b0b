import type { CallEnd, TestInput, TestMeaning, VariableValue } from '@callchart/flow'
import type { Interpretation, KeyIntent } from '@callchart/protocol'

/** One thing that is done to a simulated call. */
export type Input = TestInput
export type Meaning = TestMeaning

/** What is worth telling beside what is said. */
export type Note =
  | { readonly about: 'request'; readonly node: string; readonly method: string; readonly url: string }
  | { readonly about: 'answer'; readonly node: string; readonly outcome: 'succeeded' | 'failed' | 'outcome-unknown'; readonly status?: number }
  | { readonly about: 'tag'; readonly tag: string }
  | { readonly about: 'transfer'; readonly queue: string }
  | { readonly about: 'calls'; readonly target: string }
  | { readonly about: 'hours'; readonly outcome: 'open' | 'closed' | 'failed' }
  | { readonly about: 'knowledge'; readonly outcome: 'answered' | 'no-answer' | 'failed'; readonly confidence?: number }
  | { readonly about: 'recording'; readonly action: 'start' | 'pause' | 'resume' | 'stop' }
  | { readonly about: 'message'; readonly mailbox: string; readonly seconds: number }
  | { readonly about: 'call-back'; readonly queue: string }
  | { readonly about: 'do-not-call' }
  | { readonly about: 'other-flow'; readonly flow: string }
  | { readonly about: 'failure'; readonly code: string; readonly message: string }
  /** The call goes round and waits for nobody. */
  | { readonly about: 'circle' }
  /** The call came to a way that is not connected, or to a node that is not finished. */
  | { readonly about: 'gap'; readonly gap: 'unconnected' | 'unfinished'; readonly node: string }

/** How words were understood, and below which likeness they would not have been. */
export interface Heard {
  readonly interpretation: Interpretation
  readonly threshold: number | undefined
  /** The meaning was given with the words. */
  readonly given: boolean
}

/** One line of what a call is told as. */
export type Entry =
  | { readonly type: 'bot'; readonly text: string; readonly nodeId: string }
  | { readonly type: 'caller'; readonly input: Input; readonly heard?: Heard }
  | { readonly type: 'note'; readonly note: Note }

/** Something that waits for an answer which the person at the simulator gives. */
export type Held =
  | {
      readonly type: 'request'
      readonly id: string
      readonly node: string
      readonly method: string
      readonly url: string
      readonly body: VariableValue | undefined
      /** Of a good answer: what the node reads is in it. */
      readonly example: VariableValue
    }
  | { readonly type: 'hours'; readonly id: string; readonly calendar: string }

/** Words that would be understood here. */
export interface Suggestion {
  readonly kind: 'intent' | 'auxiliary' | 'key-intent'
  readonly id: string
  readonly text: string
}

/** What can be done next. */
export interface Offers {
  /** The node that listens. */
  readonly node: string | undefined
  readonly hearsWords: boolean
  readonly takesKeys: boolean
  /** Key intents that a key means here, by key. */
  readonly globalKeys: Readonly<Record<string, KeyIntent>>
  /** A message is recorded. */
  readonly records: boolean
  /** Fewest keys of an entry, where it is a value. */
  readonly keyCount: number | undefined
  readonly terminator: string | undefined
  readonly suggestions: readonly Suggestion[]
  readonly held: readonly Held[]
  readonly transfer: { readonly queue: string; readonly sort: 'queue' | 'line' | 'refer'; readonly stage: 'asked' | 'queued' | 'ringing' | 'connected'; readonly summary: string } | undefined
  /** The flow has a way for answering machines, and it is still open. */
  readonly mayBeMachine: boolean
  /** Time until something comes by itself. */
  readonly dueInMs: number | undefined
  readonly isHungUp: boolean
  readonly isOver: boolean
}

/** A call after one input: what came of it, and how things stand. */
export interface Moment {
  /** Absent for the beginning. */
  readonly input: Input | undefined
  readonly entries: readonly Entry[]
  /** Nodes that were come to, those of a sub-flow as `site.node`. */
  readonly path: readonly string[]
  /** The node in which the call is; undefined before and after it. */
  readonly active: string | undefined
  readonly variables: Readonly<Record<string, VariableValue>>
  /** Variables that have another value than before. */
  readonly changed: readonly string[]
  /** Milliseconds since the call began. */
  readonly atMs: number
  readonly offers: Offers
  /** Ids of the transitions that were taken. */
  readonly taken: readonly string[]
  readonly end: CallEnd | undefined
}

export const saidIn = ({ entries }: Pick<Moment, 'entries'>): string[] => entries.flatMap((entry) => (entry.type === 'bot' ? [entry.text] : []))
