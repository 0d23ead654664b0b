/** In what a quantity is counted, as people are shown it. */
export type FieldUnit = 'seconds' | 'minutes' | 'times' | 'digits' | 'questions' | 'callers' | 'ofOne' | 'factor'

const byName: readonly (readonly [RegExp, FieldUnit])[] = [
  [/\.maxCallMs$/, 'minutes'],
  [/Ms$/, 'seconds'],
  [/\.(attempts|retryCount)$|Attempts$/, 'times'],
  [/\.(minCount|maxCount)$/, 'digits'],
  [/\.turnLimit$/, 'questions'],
  [/\.maxWaiting$/, 'callers'],
  [/\.leastConfidence$/, 'ofOne'],
  [/\.falseAcceptCost$/, 'factor'],
]

/** Undefined for what is no quantity. */
export const unitOf = (schema: string): FieldUnit | undefined => byName.find(([pattern]) => pattern.test(schema))?.[1]

/** How many of what is stored one of the unit is. */
export const scaleOf = (unit: FieldUnit | undefined): number => (unit === 'seconds' ? 1_000 : unit === 'minutes' ? 60_000 : 1)
