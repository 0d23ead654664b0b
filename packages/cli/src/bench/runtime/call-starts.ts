import { costsByStage, type CostOfStage } from '../measure/costs-by-stage.js'
import type { FunctionCost } from '../measure/reading.js'
import { waitPercent } from '../measure/waited.js'
import { spreadOf, type Spread } from '../percentiles.js'
import { AppRig, type CpuOfParts } from './app-rig.js'
import { appStages } from './app-stages.js'

const warmMs = 3_000

export interface CallStartsPlan {
  /** Callers under way at the same time: each begins, hears the first turn asked for, hangs up, and begins again. */
  readonly atOnce: number
  readonly measureMs: number
  /** The app is profiled meanwhile, which costs some of what is measured. */
  readonly isProfiled?: boolean
  readonly note: (progress: object) => void
}

/** What the main thread of the app did for one call. */
export interface AppProfile {
  readonly stages: readonly CostOfStage[]
  readonly functions: readonly CostOfStage[]
}

export interface CallStarts {
  readonly atOnce: number
  readonly startedPerSecond: number
  /** From the request for a call to its first turn at the bridge. */
  readonly startMs: Spread
  /** Of a core, by part. */
  readonly cpuPercent: CpuOfParts
  readonly cpuWaitPercent: number
  readonly profile?: AppProfile
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

async function measure(rig: AppRig, { atOnce, measureMs, isProfiled = false, note }: CallStartsPlan): Promise<CallStarts> {
  const tookMs: number[] = []
  let isOver = false
  const callers = Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (!isOver) tookMs.push(await startOne(rig))
    }),
  )
  const pass = (ms: number): Promise<unknown> => Promise.race([callers, new Promise((resolve) => setTimeout(resolve, ms))])
  await pass(warmMs)
  if (isProfiled) await rig.startProfile()
  tookMs.length = 0
  const [from, waitedBefore, cpuBefore] = [performance.now(), rig.waitedMs(), rig.cpuMs()]
  await pass(measureMs)
  const passedMs = performance.now() - from
  const [started, waitedMs, cpu] = [[...tookMs], rig.waitedMs() - waitedBefore, rig.cpuMs()]
  const profile = isProfiled ? profileOf(await rig.stopProfile(), started.length) : undefined
  isOver = true
  await callers
  const percentOf = (part: keyof CpuOfParts): number => Math.round((100 * (cpu[part] - cpuBefore[part])) / passedMs)
  const result = {
    atOnce,
    startedPerSecond: Math.round((1_000 * started.length) / passedMs),
    startMs: spreadOf(started),
    cpuPercent: { app: percentOf('app'), database: percentOf('database'), callers: percentOf('callers') },
    cpuWaitPercent: waitPercent(waitedMs, passedMs),
  }
  note(result)
  return { ...result, ...(profile !== undefined && { profile }) }
}

const dearestCount = 60

function profileOf(costs: readonly FunctionCost[], calls: number): AppProfile {
  const functions = costs.slice(0, dearestCount).map(({ url, functionName, selfUs }) => ({ stage: `${functionName} ${url.replace(/^.*\/(packages|node_modules)\//, '')}`, us: Number((selfUs / calls).toFixed(2)) }))
  return { stages: costsByStage(costs, appStages, calls), functions }
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
