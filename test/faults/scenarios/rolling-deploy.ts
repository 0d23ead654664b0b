import { setTimeout as pause } from 'node:timers/promises'
import { ordersFlow } from '../flow.js'
import { Fleet } from '../fleet.js'
import { Load } from '../load.js'
import { failuresOf, type Scenario, type ScenarioResult } from '../scenario.js'
import { faultsIn, judge } from '../verdict.js'

const steadyMs = 8_000
const publishEveryMs = 10_000

/** Another edition of the flow now and then, until it is told to end. @returns how many there were */
async function publishEditions(fleet: Fleet, ended: AbortSignal): Promise<number> {
  for (let edition = 1; ; edition += 1) {
    await pause(publishEveryMs, undefined, { signal: ended }).catch(() => undefined)
    if (ended.aborted) return edition - 1
    fleet.writeFlow(ordersFlow(edition))
  }
}

export const rollingDeploy: Scenario = {
  name: 'rolling-deploy',
  what: 'every app and bridge is replaced, one after the other, under calls, while the flow is published every 10 s',
  times: 2,
  calls: 50,
  async run({ seed, times, calls, tell }): Promise<ScenarioResult> {
    const fleet = await Fleet.start({ apps: 3, bridges: 2, flows: [ordersFlow()] })
    const ended = new AbortController()
    const published = publishEditions(fleet, ended.signal)
    try {
      const load = await Load.start(fleet, seed, { calls })
      const codes: string[] = []
      let replaced = 0
      await pause(steadyMs)
      for (let round = 0; round < times; round += 1)
        for (const slot of [...fleet.apps, ...fleet.bridges]) {
          const beganAtMs = Date.now()
          const code = await fleet.end(slot, 'SIGTERM')
          if (code !== 0) codes.push(`${slot.name} ended with ${code ?? 'a signal'}`)
          await fleet.fill(slot)
          replaced += 1
          tell(`${replaced}/${times * (fleet.apps.length + fleet.bridges.length)} ${slot.name} replaced within ${Math.round((Date.now() - beganAtMs) / 1_000)} s, ${load.ended.length} calls over`)
        }
      await load.end()
      ended.abort()
      const verdict = await judge(fleet.databaseUrl, load.expected, fleet.receiver, [])
      return {
        figures: { replaced, editions: await published, calls: verdict.calls, saidAgain: load.ended.reduce((sum, { repeats }) => sum + repeats, 0), repeatedKeys: verdict.repeated, refused: load.refused.length },
        failures: failuresOf({
          'process ended badly': codes,
          ...faultsIn(verdict, load.ended),
          'call refused': load.refused.map(({ message }) => message),
        }),
      }
    } finally {
      ended.abort()
      await fleet.close()
    }
  },
}
