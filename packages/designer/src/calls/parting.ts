/** Where two ways part: the last node that both came to, and the next of each. */
export interface Parting {
  readonly last: string | undefined
  readonly before: string | undefined
  readonly after: string | undefined
}

/** Nothing where both are the same. */
export function partingOf(before: readonly string[], after: readonly string[]): Parting | undefined {
  const length = Math.max(before.length, after.length)
  for (let index = 0; index < length; index += 1) {
    if (before[index] !== after[index]) return { last: before[index - 1], before: before[index], after: after[index] }
  }
  return undefined
}
