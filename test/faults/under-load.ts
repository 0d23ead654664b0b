import { Fleet, type FleetOptions } from './fleet.js'
import type { Load } from './load.js'
import { failuresOf, type ScenarioResult } from './scenario.js'
import { faultsIn, judge, type ExpectedCall, type FaultMoment } from './verdict.js'

/** The processes run for as long as the work takes. */
export async function withFleet<Result>(options: FleetOptions, work: (fleet: Fleet) => Promise<Result>): Promise<Result> {
  const fleet = await Fleet.start(options)
  try {
    return await work(fleet)
  } finally {
    await fleet.close()
  }
}

export interface Judging {
  readonly figures?: ScenarioResult['figures']
  /** What should not have been, by its kind. */
  readonly faults: Readonly<Record<string, readonly string[]>>
  /** When something died, which explains a repeated key. */
  readonly moments?: readonly FaultMoment[]
  /** What calls were to be where it is not what their callers were to do. */
  readonly expected?: () => readonly ExpectedCall[]
}

/** The load ends, and what every call of it came to is added to what the scenario has shown. */
export async function endOfLoad(fleet: Fleet, load: Load, { figures = {}, faults, moments = [], expected = () => load.ended }: Judging): Promise<ScenarioResult> {
  await load.end()
  const verdict = await judge(fleet, expected(), moments)
  return {
    figures: { ...figures, calls: verdict.calls, saidAgain: load.ended.reduce((sum, { repeats }) => sum + repeats, 0), repeatedKeys: verdict.repeated, refused: load.refused.length, cpuWaitPercent: fleet.cpuWait.percent },
    failures: failuresOf({ ...faults, ...faultsIn(verdict, load.ended), 'call refused': load.refused.map(({ message }) => message) }),
  }
}
