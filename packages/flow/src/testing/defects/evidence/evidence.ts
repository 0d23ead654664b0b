/** How a defect shows when calls are put through the flow. */
export type Evidence =
  /** The flow does not compile. */
  | { readonly type: 'refused' }
  /** No call enters the node. */
  | { readonly type: 'neverEntered'; readonly node: string }
  /** No call goes from the one node to the other. */
  | { readonly type: 'neverTaken'; readonly from: string; readonly to: string }
  /** From the node on a call goes on for sixty turns through `through`: by silence, what does not fit and failures alone, or by a caller who always gives a value as well. */
  | { readonly type: 'goesRound'; readonly at: string; readonly through: string; readonly giving?: true }
  /** A prompt is spoken with a variable that nothing has set. */
  | { readonly type: 'speaksUnset'; readonly variable: string }
  /** A step of a call fails. */
  | { readonly type: 'fails'; readonly code: string }
  /** No call that is at the question comes to a human. */
  | { readonly type: 'noHumanFrom'; readonly node: string }
  /** A call that is at the node never comes to an end or a human. */
  | { readonly type: 'stuckAt'; readonly node: string }
  /** Who asks the global question is not brought back, unless by another key intent or global question. */
  | { readonly type: 'neverComesBack'; readonly intent: string }
  | { readonly type: 'recordsWithoutYes'; readonly question: string }
  | { readonly type: 'recordsSensitive' }
  | { readonly type: 'asksBefore'; readonly nodes: readonly string[] }
  | { readonly type: 'entersBefore'; readonly node: string; readonly other: string }
  | { readonly type: 'asksAfterOptOut' }
  | { readonly type: 'saysMoreAfterOptOut' }
  | { readonly type: 'leavesUnlisted'; readonly node: string }
  | { readonly type: 'cutsGoodbye'; readonly node: string }
  | { readonly type: 'leavesUntold'; readonly transfer: string }
  | { readonly type: 'speaksAfterCall' }
