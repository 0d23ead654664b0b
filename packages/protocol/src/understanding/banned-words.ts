/** What no text of a model may say, in one language. */
export interface BannedWords {
  /** Words or word sequences, whole, without regard to case. */
  readonly words: readonly string[]
  /** RE2 patterns, matched in linear time, without regard to case. */
  readonly patterns: readonly string[]
}
