/** What may be done in a call, as behaviours weigh it. */
export type Conduct =
  /** An intent, a value or a key that the question takes. */
  | 'answers'
  /** Words that fit nothing, a value that is refused, a key that means nothing. */
  | 'misses'
  | 'stays-silent'
  | 'is-ambiguous'
  | 'uses-key-intent'
  | 'asks-elsewhere'
  | 'leaves-message'
  | 'hangs-up'
  /** Nothing: a prompt is heard, the line closes. */
  | 'listens'

/** How callers behave: how often each thing is done where it can be done; what is left out is never done. */
export interface Behaviour {
  readonly name: string
  readonly weights: Readonly<Partial<Record<Conduct, number>>>
  /** How much of a prompt is heard before an answer: 0 none, 1 all of it. */
  readonly patience: number
}
