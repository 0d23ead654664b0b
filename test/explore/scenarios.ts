/** One order worth a name, and the complaints of FEATURES §7 that it speaks of. */
export interface Scenario {
  readonly name: string
  readonly scene: string
  readonly order: readonly string[]
}

export const scenarios: readonly Scenario[] = []
