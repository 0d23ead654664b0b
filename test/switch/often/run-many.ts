import type { Scenario } from './scenarios.js'
import type { SwitchWorld } from '../driver/switch-world.js'

export interface Tally {
  readonly name: string
  okCount: number
  readonly faults: string[]
}

/** Runs each scenario so often, so many of them at a time, and never stops at a failure. */
export async function runMany(world: SwitchWorld, scenarios: readonly Scenario[], roundCount: number, atATime: number): Promise<readonly Tally[]> {
  const tallies = scenarios.map(({ name }): Tally => ({ name, okCount: 0, faults: [] }))
  const due = Array.from({ length: roundCount }, () => scenarios.map((_, index) => index)).flat()
  const work = async (): Promise<void> => {
    for (let index = due.shift(); index !== undefined; index = due.shift()) {
      const [scenario, tally] = [scenarios[index], tallies[index]]
      if (scenario === undefined || tally === undefined) continue
      await world.scene(scenario.run).then(
        () => (tally.okCount += 1),
        (error: unknown) => tally.faults.push(error instanceof Error ? error.message : String(error)),
      )
    }
  }
  await Promise.all(Array.from({ length: atATime }, work))
  return tallies
}

/** One line a scenario, and under it why it failed. */
export function tableOf(tallies: readonly Tally[]): string {
  const width = Math.max(...tallies.map(({ name }) => name.length))
  return tallies.map(({ name, okCount, faults }) => [`${name.padEnd(width)}  ok ${String(okCount).padStart(3)}  failed ${faults.length}`, ...faults.map((fault) => `    ${fault.replaceAll('\n', ' ').slice(0, 300)}`)].join('\n')).join('\n')
}
