import { setTimeout as pause } from 'node:timers/promises'
import { ordersFlow } from '../flow.js'
import { Load } from '../load.js'
import { failuresOf, type Scenario, type ScenarioResult } from '../scenario.js'
import { withFleet } from '../under-load.js'
import { faultsIn, judge } from '../verdict.js'
import { comesToHold } from '../wait-for.js'

const steadyMs = 5_000
const fullWithinMs = 180_000
/** Calls that were there when it became full come to an end. */
const aftermathMs = 30_000
const drainedWithinMs = 30_000
const recoversWithinMs = 10_000

/** Of the apps, how full the spool of each is: 0 to 1. */
async function usedShares(urls: readonly string[]): Promise<readonly number[]> {
  const texts = await Promise.all(urls.map(async (url) => (await fetch(`${url}/metrics`)).text()))
  return texts.map((text) => Number(/^callchart_spool_used_ratio ([\d.e-]+)/m.exec(text)?.[1] ?? 0))
}

export const spoolFull: Scenario = {
  name: 'spool-full',
  what: 'PostgreSQL hangs until the room for what calls write is used up: new calls are refused, running ones end with an apology, and no journal has a gap',
  times: 1,
  calls: 30,
  run({ seed, times, calls, tell }): Promise<ScenarioResult> {
    return withFleet({ apps: 2, bridges: 2, flows: [ordersFlow()], appSettings: { SPOOL_MB: '1' } }, async (fleet) => {
      const load = await Load.start(fleet, seed, { calls })
      const troubles: string[] = []
      let hungMs = 0
      let mostUsed = 0
      const cut = new Set<string>()
      for (let round = 0; round < times; round += 1) {
        await pause(steadyMs)
        const [hungAtMs, refusedBefore, endedBefore] = [Date.now(), load.refused.length, load.ended.length]
        fleet.line.hang()
        const isRefused = await comesToHold(() => load.refused.length > refusedBefore, fullWithinMs)
        if (!isRefused) troubles.push(`no call was refused within ${fullWithinMs / 1_000} s`)
        await pause(aftermathMs)
        mostUsed = Math.max(mostUsed, ...(await usedShares(fleet.urls)))
        hungMs += Date.now() - hungAtMs
        // Their journals say that they ended before their time, or that they went on.
        for (const { callId } of [...load.ended.slice(endedBefore), ...load.callers]) cut.add(callId)
        fleet.line.comeBack()
        if (!(await comesToHold(async () => (await usedShares(fleet.urls)).every((share) => share === 0), drainedWithinMs))) troubles.push('the spool was not drained')
        const takenBefore = load.ended.length + load.callers.size
        if (!(await comesToHold(() => load.ended.length + load.callers.size > takenBefore || load.callers.size === calls, recoversWithinMs))) troubles.push('no call was taken when there was room again')
        tell(`${round + 1}/${times} ${Math.round(hungMs / 1_000)} s without PostgreSQL, ${Math.round(100 * mostUsed)} % used, ${load.refused.length} refused, ${load.ended.length} calls over`)
      }
      await load.end()
      const verdict = await judge(fleet.databaseUrl, load.ended, fleet.receiver, [])
      const known = (lines: readonly string[]): string[] => lines.filter((line) => !cut.has(line.split(':')[0] ?? ''))
      return {
        figures: { calls: verdict.calls, refused: load.refused.length, withoutDatabaseS: Math.round(hungMs / 1_000), mostUsedPercent: Math.round(100 * mostUsed), endedEarly: verdict.astray.length },
        failures: failuresOf({ trouble: troubles, ...faultsIn({ ...verdict, astray: known(verdict.astray), lost: known(verdict.lost) }, load.ended) }),
      }
    })
  },
}
