import { costsByStage, type CostOfStage } from '../measure/costs-by-stage.js'
import type { FunctionCost } from '../measure/reading.js'
import { waitPercent } from '../measure/waited.js'
import { spreadOf, type Spread } from '../percentiles.js'
import { AppRig, type CpuOfParts } from './app-rig.js'
import { appStages } from './app-stages.js'

const warmMs = 3_000

/** Calls that begin evenly, whether or not those before have come to anything; or so many callers who each begin again as soon as they are through. */
export type StartLoad = { readonly perSecond: number } | { readonly atOnce: number }

export interface CallStartsPlan {
  readonly load: StartLoad
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
  readonly load: StartLoad
  readonly startedPerSecond: number
  /** From the request for a call to its first turn at the bridge. */
  readonly startMs: Spread
  /** Of a core, by part. */
  readonly cpuPercent: CpuOfParts
  readonly cpuWaitPercent: number
  readonly profile?: AppProfile
}

/** What the app makes of calls that begin: each hears the first turn asked for, and hangs up. */
export async function benchCallStarts(rig: AppRig, { load, measureMs, isProfiled = false, note }: CallStartsPlan): Promise<CallStarts> {
  const tookMs: number[] = []
  const calling = 'perSecond' in load ? new EvenCalls(rig, load.perSecond, tookMs) : new EagerCallers(rig, load.atOnce, tookMs)
  const pass = (ms: number): Promise<unknown> => Promise.race([calling.failed, new Promise((resolve) => setTimeout(resolve, ms))])
  await pass(warmMs)
  if (isProfiled) await rig.startProfile()
  tookMs.length = 0
  const [from, waitedBefore, cpuBefore] = [performance.now(), rig.waitedMs(), rig.cpuMs()]
  await pass(measureMs)
  const passedMs = performance.now() - from
  const [started, waitedMs, cpu] = [[...tookMs], rig.waitedMs() - waitedBefore, rig.cpuMs()]
  const profile = isProfiled ? profileOf(await rig.stopProfile(), started.length) : undefined
  await calling.stop()
  const percentOf = (part: keyof CpuOfParts): number => Math.round((100 * (cpu[part] - cpuBefore[part])) / passedMs)
  const result = {
    load,
    startedPerSecond: Math.round((1_000 * started.length) / passedMs),
    startMs: spreadOf(started),
    cpuPercent: { app: percentOf('app'), database: percentOf('database'), callers: percentOf('callers'), others: percentOf('others') },
    cpuWaitPercent: waitPercent(waitedMs, passedMs),
  }
  note(result)
  return { ...result, ...(profile !== undefined && { profile }) }
}

/** Calls under way, until they are stopped. */
abstract class Calling {
  private readonly open = new Set<Promise<void>>()
  private fail: (error: unknown) => void = () => undefined
  /** Rejects when a call fails. */
  readonly failed = new Promise<never>((_, reject) => (this.fail = reject))
  protected isOver = false

  constructor(
    private readonly rig: AppRig,
    private readonly tookMs: number[],
  ) {
    this.failed.catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.isOver = true
    await Promise.race([this.failed, Promise.all(this.open)])
  }

  protected begin(): Promise<void> {
    const call = startOne(this.rig).then((ms) => void this.tookMs.push(ms)).catch(this.fail)
    this.open.add(call)
    return call.finally(() => this.open.delete(call))
  }
}

const lookEveryMs = 2

class EvenCalls extends Calling {
  constructor(rig: AppRig, perSecond: number, tookMs: number[]) {
    super(rig, tookMs)
    const fromMs = performance.now()
    let begun = 0
    const timer = setInterval(() => {
      if (this.isOver) return clearInterval(timer)
      for (const due = ((performance.now() - fromMs) * perSecond) / 1_000; begun < due; begun += 1) void this.begin()
    }, lookEveryMs)
  }
}

class EagerCallers extends Calling {
  constructor(rig: AppRig, atOnce: number, tookMs: number[]) {
    super(rig, tookMs)
    for (let count = 0; count < atOnce; count += 1) void this.callOn()
  }

  private async callOn(): Promise<void> {
    while (!this.isOver) await this.begin()
  }
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
