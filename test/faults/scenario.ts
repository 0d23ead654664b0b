import type { Seeded } from './seeded.js'

export interface ScenarioOptions {
  readonly seed: Seeded
  /** Faults, or rounds of them. */
  readonly times: number
  /** Calls at a time. */
  readonly calls: number
  readonly tell: (line: string) => void
}

/** What a scenario has shown: figures, and what should not have been, in plain words. */
export interface ScenarioResult {
  readonly figures: Readonly<Record<string, number | string>>
  readonly failures: readonly string[]
}

export interface Scenario {
  readonly name: string
  readonly what: string
  /** In the long run. */
  readonly times: number
  readonly calls: number
  readonly run: (options: ScenarioOptions) => Promise<ScenarioResult>
}

const shown = 5

/** A failure a line, each kind once with its first cases. */
export function failuresOf(kinds: Readonly<Record<string, readonly string[]>>): readonly string[] {
  return Object.entries(kinds).flatMap(([kind, cases]) => (cases.length === 0 ? [] : [`${cases.length} × ${kind}: ${cases.slice(0, shown).join('; ')}`]))
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}
