/** The value below which `percent` of the values lie (nearest rank); NaN of nothing. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}

export interface Spread {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly count: number
}

/** To the hundredth. */
export function spreadOf(values: readonly number[]): Spread {
  const rounded = (percent: number): number => Math.round(percentile(values, percent) * 100) / 100
  return { p50: rounded(50), p95: rounded(95), p99: rounded(99), count: values.length }
}
