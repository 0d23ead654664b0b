/** A value found in an utterance. */
export interface Reading<Value> {
  readonly value: Value
  /** The piece of the utterance that was read. */
  readonly matched: string
  /** 0..1: lower, the more was said around it. */
  readonly confidence: number
}

/** Confidence of a value made of `used` of the `all` words that carry weight. */
export function readingConfidence(used: number, all: number): number {
  const around = Math.max(0, all - used)
  return Math.max(0.55, 0.97 - 0.06 * around)
}
