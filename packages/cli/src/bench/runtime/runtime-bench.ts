import { benchJournal } from '@callchart/runtime'
import { mostWaitPercent, waitedMsOf, waitPercent } from '../measure/waited.js'
import { percentile, spreadOf, type Spread } from '../percentiles.js'
import { AppRig } from './app-rig.js'
import { benchCallStarts, type CallStarts } from './call-starts.js'

export interface RuntimeBenchPlan {
  readonly eventsPerSecond: number
  readonly rounds: number
  readonly seconds: number
  /** Calls that begin a second, one rate after the other. */
  readonly startRates: readonly number[]
  /** Callers of a last round, who begin again as soon as they can: what the machine can do at most, so something of it waits. */
  readonly atOnce: number
  /** The last round is profiled. */
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
  readonly most: CallStarts
  /** Of the last round. */
  readonly startedPerSecond: number
  readonly cpuWaitPercent: number
  readonly void: boolean
}

/** The app without media: its journal against the raw limit in the same run, and the calls that it starts. */
export async function benchRuntime({ eventsPerSecond, rounds, seconds, startRates, atOnce, isProfiled, note }: RuntimeBenchPlan): Promise<RuntimeBenchResult> {
  const [from, before] = [performance.now(), waitedMsOf(process.pid)]
  const { journalMs, rawMs } = await benchJournal({ eventsPerSecond, rounds, seconds, note })
  const journalWait = waitPercent(waitedMsOf(process.pid) - before, performance.now() - from)
  const { starts, most } = await benchStarts({ seconds, startRates, atOnce, isProfiled, note })
  const cpuWaitPercent = Math.max(journalWait, ...starts.map((each) => each.cpuWaitPercent))
  return {
    eventsPerSecond,
    journalMs: spreadOf(journalMs),
    rawMs: spreadOf(rawMs),
    ratio: Math.round((percentile(journalMs, 99) / percentile(rawMs, 99)) * 100) / 100,
    starts,
    most,
    startedPerSecond: most.startedPerSecond,
    cpuWaitPercent,
    void: cpuWaitPercent > mostWaitPercent,
  }
}

async function benchStarts({ seconds, startRates, atOnce, isProfiled, note }: Omit<RuntimeBenchPlan, 'eventsPerSecond' | 'rounds'>): Promise<Pick<RuntimeBenchResult, 'starts' | 'most'>> {
  const rig = await AppRig.start()
  const measureMs = seconds * 1_000
  try {
    const starts: CallStarts[] = []
    for (const perSecond of startRates) starts.push(await benchCallStarts(rig, { load: { perSecond }, measureMs, note }))
    return { starts, most: await benchCallStarts(rig, { load: { atOnce }, measureMs, isProfiled, note }) }
  } finally {
    await rig.stop()
  }
}
