import { waitPercent } from '../measure/waited.js'
import { spreadOf, type Spread } from '../percentiles.js'
import { AppRig } from './app-rig.js'

const warmMs = 3_000

export interface CallStartsPlan {
  /** Callers under way at the same time: each begins, hears the first turn asked for, hangs up, and begins again. */
  readonly atOnce: number
  readonly measureMs: number
  readonly note: (progress: object) => void
}

export interface CallStarts {
  readonly atOnce: number
  readonly startedPerSecond: number
  /** From the request for a call to its first turn at the bridge. */
  readonly startMs: Spread
  readonly appCpuPercent: number
  readonly cpuWaitPercent: number
}

/** How many calls a second the app starts, with bridges that have no media. */
export async function benchCallStarts(plan: CallStartsPlan): Promise<CallStarts> {
  const rig = await AppRig.start()
  try {
    return await measure(rig, plan)
  } finally {
    await rig.stop()
  }
}

async function measure(rig: AppRig, { atOnce, measureMs, note }: CallStartsPlan): Promise<CallStarts> {
  const tookMs: number[] = []
  let isOver = false
  const callers = Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (!isOver) tookMs.push(await startOne(rig))
    }),
  )
  const pass = (ms: number): Promise<unknown> => Promise.race([callers, new Promise((resolve) => setTimeout(resolve, ms))])
  await pass(warmMs)
  tookMs.length = 0
  const [from, waitedBefore, { cpuUs: cpuBefore }] = [performance.now(), rig.waitedMs(), await rig.read()]
  await pass(measureMs)
  const passedMs = performance.now() - from
  const [started, waitedMs, { cpuUs }] = [[...tookMs], rig.waitedMs() - waitedBefore, await rig.read()]
  isOver = true
  await callers
  const result = {
    atOnce,
    startedPerSecond: Math.round((1_000 * started.length) / passedMs),
    startMs: spreadOf(started),
    appCpuPercent: Math.round((cpuUs - cpuBefore) / passedMs / 10),
    cpuWaitPercent: waitPercent(waitedMs, passedMs),
  }
  note(result)
  return result
}

/** @returns ms from the request to the first turn */
async function startOne(rig: AppRig): Promise<number> {
  const fromMs = performance.now()
  const call = await rig.call()
  await call.nextTurn()
  const tookMs = performance.now() - fromMs
  await call.hangUp()
  return tookMs
}
