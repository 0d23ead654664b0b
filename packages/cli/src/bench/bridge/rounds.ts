import { setTimeout as wait } from 'node:timers/promises'
import type { MeasuredProcess } from '../measure/measured-process.js'
import type { FunctionCost } from '../measure/reading.js'
import { waitPercent } from '../measure/waited.js'
import type { BenchRig } from './bench-rig.js'
import type { CallersCount } from './messages.js'
import { tickLatenessMs } from './tick-lateness.js'

export interface RoundPlan {
  readonly target: 'bridge' | 'naive'
  readonly calls: number
  /** Number of its first call. */
  readonly first: number
  readonly warmMs: number
  readonly measureMs: number
  readonly isProfiled?: boolean
}

/** One round: so many calls at once, measured for a while. */
export interface Round {
  readonly target: 'bridge' | 'naive'
  readonly calls: number
  /** Of CPU, for 20 ms of a call: one frame in, one frame out. */
  readonly usPerFrame: number
  /** Of a core. */
  readonly cpuPercent: number
  /** Of the time, its main thread was ready and had no CPU. */
  readonly waitPercent: number
  readonly speechPercent: number
  /** Of the bridge's 20 ms, as it counts itself. */
  readonly tickLatenessP99Ms: number
  /** From the end of what a caller's switch had to play until more of it came. */
  readonly gapP99Ms: number
  readonly callersLatenessP99Ms: number
  readonly outcomes: Readonly<Record<string, number>>
  readonly lostCalls: number
  readonly rssBytes: number
  /** After the garbage was collected, with all calls up. */
  readonly usedBytes: number
  readonly costs?: readonly FunctionCost[]
}

const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))

export async function measureRound(rig: BenchRig, { target, calls, first, warmMs, measureMs, isProfiled = false }: RoundPlan): Promise<Round> {
  const measured = rig[target]
  await rig.connect(target, first, calls)
  await wait(warmMs)
  if (isProfiled) await measured.startProfile()
  await rig.count()
  await rig.outcomes()
  const ticks = await rig.tickCounts()
  const { cpuUs, waitUs, tookUs } = await used(measured, measureMs)
  const tickLatenessP99Ms = rounded(tickLatenessMs(ticks, await rig.tickCounts(), 99), 2)
  const counted = await rig.count()
  const { outcomes } = await rig.outcomes()
  const costs = isProfiled ? await measured.stopProfile() : undefined
  const { rssBytes, usedBytes } = await measured.readClean()
  await rig.hangUp()
  return {
    target,
    calls,
    usPerFrame: rounded(cpuUs / counted.sentFrames, 2),
    cpuPercent: rounded((100 * cpuUs) / tookUs),
    waitPercent: waitPercent(waitUs, tookUs),
    tickLatenessP99Ms,
    ...told(counted),
    outcomes,
    rssBytes,
    usedBytes,
    ...(costs === undefined ? {} : { costs }),
  }
}

async function used(measured: MeasuredProcess, ms: number): Promise<{ cpuUs: number; waitUs: number; tookUs: number }> {
  const before = await measured.read()
  const from = performance.now()
  await wait(ms)
  const after = await measured.read()
  return { cpuUs: after.cpuUs - before.cpuUs, waitUs: after.waitUs - before.waitUs, tookUs: (performance.now() - from) * 1_000 }
}

const told = ({ sentFrames, spokenFrames, lateness, ownLatenessMs, lostCalls }: CallersCount) => ({
  speechPercent: rounded((100 * spokenFrames) / sentFrames),
  gapP99Ms: rounded(lateness.p99, 2),
  callersLatenessP99Ms: rounded(ownLatenessMs, 2),
  lostCalls,
})
