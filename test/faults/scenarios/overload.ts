import { setTimeout as pause } from 'node:timers/promises'
import { ordersFlow } from '../flow.js'
import type { Fleet } from '../fleet.js'
import { Load } from '../load.js'
import { failuresOf, percentile, type Scenario, type ScenarioResult } from '../scenario.js'
import { withFleet } from '../under-load.js'
import { faultsIn, judge } from '../verdict.js'
import { comesToHold } from '../wait-for.js'

const bridgeCount = 2
const overload = 3
const refusedWithinMs = 500
const recoversWithinMs = 5_000
const secondsPerTime = 10
/** Of what admitted callers wait for a greeting without overload; timers and other processes have a share in it. */
const mostGreetingRatio = 2
const leastGreetingMs = 300

const greetingsOf = ({ ended }: Load): number[] => ended.flatMap(({ greetedAfterMs }) => (greetedAfterMs === undefined ? [] : [greetedAfterMs]))

/** Calls for so long. */
async function offer(fleet: Fleet, seed: Parameters<typeof Load.start>[1], calls: number, seconds: number): Promise<Load> {
  const load = await Load.start(fleet, seed, { calls })
  await pause(seconds * 1_000)
  return load
}

export const overloaded: Scenario = {
  name: 'overload',
  what: 'three times the calls that the bridges have room for: those that are taken are as quick as ever, the others are refused at once',
  times: 6,
  calls: 20,
  run({ seed, times, calls, tell }): Promise<ScenarioResult> {
    return withFleet({ apps: 2, bridges: bridgeCount, flows: [ordersFlow()], maxCalls: Math.ceil(calls / bridgeCount) }, async (fleet) => {
      const seconds = times * secondsPerTime
      const usual = await offer(fleet, seed, Math.ceil(calls / 2), seconds)
      await usual.end()
      const usualMs = percentile(greetingsOf(usual), 0.95)
      tell(`with half the calls: greeting p95 ${usualMs} ms, ${usual.refused.length} refused`)
      const much = await offer(fleet, seed, overload * calls, seconds)
      const refusedMs = much.refused.map(({ afterMs }) => afterMs)
      const rest = much.end()
      const endedAtMs = Date.now()
      let recovered: Load | undefined
      const isRecovered = await comesToHold(() => much.callers.size < calls, 60_000).then(async () => {
        const since = Date.now()
        recovered = await Load.start(fleet, seed, { calls: 1 })
        return comesToHold(() => (recovered?.callers.size ?? 0) > 0, recoversWithinMs + since - Date.now())
      })
      tell(`with ${overload} times the calls: ${refusedMs.length} refused, room ${Math.round((Date.now() - endedAtMs) / 1_000)} s after the end`)
      await recovered?.end()
      await rest
      const greetingMs = percentile(greetingsOf(much), 0.95)
      const ended = [...usual.ended, ...much.ended, ...(recovered?.ended ?? [])]
      const verdict = await judge(fleet.databaseUrl, ended, fleet.receiver, [])
      const others = much.refused.filter(({ message }) => !/RUNTIME_BUSY/.test(message))
      return {
        figures: { calls: verdict.calls, refused: refusedMs.length, refusedP95Ms: percentile(refusedMs, 0.95), greetingUsualP95Ms: usualMs, greetingP95Ms: greetingMs },
        failures: failuresOf({
          'nobody was refused': refusedMs.length === 0 ? ['0'] : [],
          'refused late (ms)': percentile(refusedMs, 0.95) > refusedWithinMs ? [String(percentile(refusedMs, 0.95))] : [],
          'refused otherwise': others.map(({ message }) => message),
          'greeting later than without overload (ms)': greetingMs > Math.max(leastGreetingMs, mostGreetingRatio * usualMs) ? [`${greetingMs} instead of ${usualMs}`] : [],
          'no call taken 5 s after there was room': isRecovered ? [] : ['1'],
          ...faultsIn(verdict, ended),
        }),
      }
    })
  },
}
