/** Matches a likeness of 0..1 that is high enough; a failure shows what it was instead. */
export const likeAtLeast = (least: number): unknown => ({ asymmetricMatch: (value: unknown) => typeof value === 'number' && value >= least, toString: () => `at least ${least}` })
