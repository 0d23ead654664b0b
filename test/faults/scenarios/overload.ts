import { setTimeout as pause } from 'node:timers/promises'
import { ordersFlow } from '../flow.js'
import type { Fleet } from '../fleet.js'
import type { LoadCaller } from '../load-caller.js'
import { Load } from '../load.js'
import { failuresOf, percentile, type Scenario, type ScenarioOptions, type ScenarioResult } from '../scenario.js'
import type { Seeded } from '../seeded.js'
import { withFleet } from '../under-load.js'
import { faultsIn, judge } from '../verdict.js'
import { comesToHold } from '../wait-for.js'

const bridgeCount = 2
const overload = 3
const refusedWithinMs = 500
const recoversWithinMs = 5_000
const secondsPerTime = 10
/**
 * Of the latency with half the calls: twice the calls on the same cores wait for them a little longer, and a queue of twice the load doubles at most
 * where there is capacity for it (M/M/1 between 35 and 70 % of a core).
 */
const mostRatio = 2
/** Below this nobody hears a difference; the silence that ends speech is part of what follows it. */
const leastMs = { greeting: 300, speech: 800, key: 300 } as const
type Latency = keyof typeof leastMs

const repliesAt = (callers: readonly LoadCaller[], node: string): readonly number[] => callers.flatMap(({ replies }) => replies.flatMap((reply) => (reply.node === node && reply.ms !== undefined ? [reply.ms] : [])))

/** The 95th of 100, in ms: of the greeting, and of the first sound after speech and after a key. */
const latenciesOf = ({ ended }: Load): Readonly<Record<Latency, number>> => ({
  greeting: percentile(ended.flatMap(({ greetedAfterMs }) => (greetedAfterMs === undefined ? [] : [greetedAfterMs])), 0.95),
  speech: percentile(repliesAt(ended, 'question'), 0.95),
  key: percentile(repliesAt(ended.filter(({ wantsHuman }) => !wantsHuman), 'menu'), 0.95),
})

/** Calls for so long. */
async function offer(fleet: Fleet, seed: Seeded, calls: number, seconds: number): Promise<Load> {
  const load = await Load.start(fleet, seed, { calls })
  await pause(seconds * 1_000)
  return load
}

/** Who comes when there is room again is taken. @returns the load of that one, and whether it was taken in time */
async function comesAfterwards(fleet: Fleet, seed: Seeded, hasRoom: () => boolean): Promise<{ readonly load: Load | undefined; readonly isTaken: boolean }> {
  if (!(await comesToHold(hasRoom, 60_000))) return { load: undefined, isTaken: false }
  const load = await Load.start(fleet, seed, { calls: 1 })
  return { load, isTaken: await comesToHold(() => load.callers.size > 0, recoversWithinMs) }
}

async function run(fleet: Fleet, { seed, times, calls, tell }: ScenarioOptions): Promise<ScenarioResult> {
  const seconds = times * secondsPerTime
  const usual = await offer(fleet, seed, Math.ceil(calls / 2), seconds)
  await usual.end()
  const before = latenciesOf(usual)
  tell(`with half the calls: ${JSON.stringify(before)} ms, ${usual.refused.length} refused`)
  const much = await offer(fleet, seed, overload * calls, seconds)
  const most = much.callers.size
  const rest = much.end()
  const { load: afterwards, isTaken } = await comesAfterwards(fleet, seed, () => much.callers.size < calls)
  await afterwards?.end()
  await rest
  const during = latenciesOf(much)
  tell(`with ${overload} times the calls: ${JSON.stringify(during)} ms, ${much.refused.length} refused, ${most} at a time`)
  const ended = [...usual.ended, ...much.ended, ...(afterwards?.ended ?? [])]
  const verdict = await judge(fleet, ended)
  const refusedP95Ms = percentile(much.refused.map(({ afterMs }) => afterMs), 0.95)
  const slower = (['greeting', 'speech', 'key'] as const).filter((what) => during[what] > Math.max(leastMs[what], mostRatio * before[what]))
  return {
    figures: {
      calls: verdict.calls,
      atATime: most,
      refused: much.refused.length,
      refusedP95Ms,
      refusedMaxMs: Math.max(0, ...much.refused.map(({ afterMs }) => afterMs)),
      ...Object.fromEntries((['greeting', 'speech', 'key'] as const).map((what) => [`${what}P95Ms`, `${Math.round(before[what])} -> ${Math.round(during[what])}`])),
    },
    failures: failuresOf({
      'nobody was refused': much.refused.length === 0 ? ['0'] : [],
      'refused without overload': usual.refused.map(({ message }) => message),
      'refused late (ms)': refusedP95Ms > refusedWithinMs ? [String(refusedP95Ms)] : [],
      'refused otherwise': much.refused.filter(({ message }) => !/RUNTIME_BUSY/.test(message)).map(({ message }) => message),
      'later than without overload (ms)': slower.map((what) => `${what} ${during[what]} instead of ${before[what]}`),
      'no call taken 5 s after there was room': isTaken ? [] : ['1'],
      ...faultsIn(verdict, ended),
    }),
  }
}

export const overloaded: Scenario = {
  name: 'overload',
  what: 'three times the calls that the bridges have room for: those that are taken are as quick as ever, the others are refused at once',
  times: 6,
  calls: 20,
  run: (options) => withFleet({ apps: 2, bridges: bridgeCount, flows: [ordersFlow()], maxCalls: Math.ceil(options.calls / bridgeCount) }, (fleet) => run(fleet, options)),
}
