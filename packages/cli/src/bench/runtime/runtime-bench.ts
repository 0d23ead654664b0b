import { benchJournal } from '@callchart/runtime'
import { mostWaitPercent, waitedMsOf, waitPercent } from '../measure/waited.js'
import { percentile, spreadOf, type Spread } from '../percentiles.js'
import { benchCallStarts, type AppProfile, type CallStarts } from './call-starts.js'

export interface RuntimeBenchPlan {
  readonly eventsPerSecond: number
  readonly rounds: number
  readonly seconds: number
  /** Callers under way at the same time, one size after the other. */
  readonly sizes: readonly number[]
  /** A last round of the greatest size is profiled. */
  readonly isProfiled: boolean
  readonly note: (progress: object) => void
}

export interface RuntimeBenchResult {
  readonly eventsPerSecond: number
  /** From an append to its commit. */
  readonly journalMs: Spread
  /** The same rows in a bare group commit. */
  readonly rawMs: Spread
  /** p99 against p99. */
  readonly ratio: number
  readonly starts: readonly CallStarts[]
  readonly startedPerSecond: number
  readonly profile?: AppProfile
  readonly cpuWaitPercent: number
  readonly void: boolean
}

/** The app without media: its journal against the raw limit in the same run, and the calls that it starts. */
export async function benchRuntime({ eventsPerSecond, rounds, seconds, sizes, isProfiled, note }: RuntimeBenchPlan): Promise<RuntimeBenchResult> {
  const [from, before] = [performance.now(), waitedMsOf(process.pid)]
  const { journalMs, rawMs } = await benchJournal({ eventsPerSecond, rounds, seconds, note })
  const journalWait = waitPercent(waitedMsOf(process.pid) - before, performance.now() - from)
  const starts: CallStarts[] = []
  for (const atOnce of sizes) starts.push(await benchCallStarts({ atOnce, measureMs: seconds * 1_000, note }))
  const profile = isProfiled ? (await benchCallStarts({ atOnce: Math.max(...sizes), measureMs: seconds * 1_000, isProfiled, note })).profile : undefined
  const cpuWaitPercent = Math.max(journalWait, ...starts.map((each) => each.cpuWaitPercent))
  return {
    eventsPerSecond,
    journalMs: spreadOf(journalMs),
    rawMs: spreadOf(rawMs),
    ratio: Math.round((percentile(journalMs, 99) / percentile(rawMs, 99)) * 100) / 100,
    starts,
    startedPerSecond: Math.max(...starts.map(({ startedPerSecond }) => startedPerSecond)),
    ...(profile !== undefined && { profile }),
    cpuWaitPercent,
    void: cpuWaitPercent > mostWaitPercent,
  }
}
