import { setTimeout as wait } from 'node:timers/promises'
import { mostWaitPercent } from '../measure/waited.js'
import { percentile } from '../percentiles.js'
import { BenchRig } from './bench-rig.js'
import { speakMaterial } from './material.js'
import { measureRound, type Round } from './rounds.js'
import { stageCosts, type StageCost } from './stages.js'

/** What a core may be loaded with. */
const loadShare = 0.7
const settleMs = 1_500
/** Before anything counts, what is to be compiled is compiled. */
const warmUpRounds = 1

export interface BridgeBenchPlan {
  /** How many calls at once, one size after the other. */
  readonly sizes: readonly number[]
  /** Of ours and of the pass-through, in turns. */
  readonly rounds: number
  readonly warmMs: number
  readonly measureMs: number
  /** A last round of the greatest size is profiled. */
  readonly isProfiled: boolean
  /** Of Node, for the bridge. */
  readonly bridgeFlags: readonly string[]
  readonly note: (progress: object) => void
}

export interface SizeResult {
  readonly calls: number
  readonly ratio: number
  readonly oursUsPerFrame: number
  readonly naiveUsPerFrame: number
  readonly oursCpuPercent: number
  readonly callsPerCore: number
  readonly naiveCallsPerCore: number
  /** Of the bridge's ticks. */
  readonly frameLatenessP99Ms: number
  /** Between the end of what a caller's switch had to play and more of it. */
  readonly gapP99Ms: number
  readonly cpuWaitPercent: number
  readonly speechPercent: number
  readonly utterances: number
}

export interface BridgeBenchResult extends SizeResult {
  readonly void: boolean
  /** Beyond the first call, after garbage collection. */
  readonly memoryPerCallKb: number
  readonly rssPerCallKb: number
  readonly sizes: readonly SizeResult[]
  readonly stages: readonly StageCost[]
  /** The dearest functions of the profile. */
  readonly functions: readonly StageCost[]
}

/** What the bridge needs for a call, everything on, against a bare pass-through under the same callers, round by round. */
export async function benchBridge(plan: BridgeBenchPlan): Promise<BridgeBenchResult> {
  plan.note({ doing: 'speaking what is said and heard' })
  const rig = await BenchRig.start({ material: await speakMaterial(), bridgeFlags: plan.bridgeFlags })
  try {
    return await new Rounds(rig, plan).run()
  } finally {
    await rig.stop()
  }
}

class Rounds {
  private nextCall = 0

  constructor(
    private readonly rig: BenchRig,
    private readonly plan: BridgeBenchPlan,
  ) {}

  async run(): Promise<BridgeBenchResult> {
    const { sizes, rounds, isProfiled } = this.plan
    for (let round = 0; round < warmUpRounds; round += 1) {
      await this.round('naive', Math.max(...sizes))
      await this.round('bridge', Math.max(...sizes))
    }
    // After them: what all calls share, prompts and compiled code, is there.
    const lone = await this.round('bridge', 1)
    const all: Round[] = []
    for (const calls of sizes) {
      for (let round = 0; round < rounds; round += 1) all.push(await this.round('bridge', calls), await this.round('naive', calls))
    }
    const results = sizes.map((calls) => resultOf(all.filter((round) => round.calls === calls)))
    const last = results.at(-1)
    if (last === undefined) throw new RangeError('The bench needs a number of calls.')
    const { stages, functions } = isProfiled ? await this.profile(last.calls) : { stages: [], functions: [] }
    const greatest = all.filter(({ target, calls }) => target === 'bridge' && calls === last.calls)
    const perCallKb = (of: (round: Round) => number): number => Math.round((median(greatest.map(of)) - of(lone)) / (last.calls - 1) / 1_024)
    return {
      ...last,
      cpuWaitPercent: Math.max(...results.map(({ cpuWaitPercent }) => cpuWaitPercent)),
      void: results.some(({ cpuWaitPercent }) => cpuWaitPercent > mostWaitPercent),
      memoryPerCallKb: perCallKb(({ usedBytes }) => usedBytes),
      rssPerCallKb: perCallKb(({ rssBytes }) => rssBytes),
      sizes: results,
      stages,
      functions,
    }
  }

  private async profile(calls: number): Promise<{ stages: StageCost[]; functions: StageCost[] }> {
    const { costs = [], cpuPercent, usPerFrame } = await this.round('bridge', calls, true)
    const frames = (cpuPercent * this.plan.measureMs * 10) / usPerFrame
    const named = costs.slice(0, 40).map(({ url, functionName, selfUs }) => ({ stage: `${functionName} ${url.replace(/^.*\/(packages|node_modules)\//, '')}`, usPerFrame: Number((selfUs / frames).toFixed(2)) }))
    return { stages: stageCosts(costs, frames), functions: named }
  }

  private async round(target: 'bridge' | 'naive', calls: number, isProfiled = false): Promise<Round> {
    const { warmMs, measureMs, note } = this.plan
    const round = await measureRound(this.rig, { target, calls, first: this.nextCall, warmMs, measureMs, isProfiled })
    this.nextCall += calls
    const { costs: _, ...told } = round
    note(told)
    await wait(settleMs)
    return round
  }
}

const median = (values: readonly number[]): number => percentile(values, 50)

function resultOf(rounds: readonly Round[]): SizeResult {
  const ours = rounds.filter(({ target }) => target === 'bridge')
  const naive = rounds.filter(({ target }) => target === 'naive')
  const calls = ours[0]?.calls ?? 0
  const oursUsPerFrame = median(ours.map(({ usPerFrame }) => usPerFrame))
  const naiveUsPerFrame = median(naive.map(({ usPerFrame }) => usPerFrame))
  const framesPerSecond = 50
  const perCore = (usPerFrame: number): number => Math.floor((loadShare * 1e6) / (usPerFrame * framesPerSecond))
  return {
    calls,
    ratio: Number((oursUsPerFrame / naiveUsPerFrame).toFixed(3)),
    oursUsPerFrame,
    naiveUsPerFrame,
    oursCpuPercent: median(ours.map(({ cpuPercent }) => cpuPercent)),
    callsPerCore: perCore(oursUsPerFrame),
    naiveCallsPerCore: perCore(naiveUsPerFrame),
    frameLatenessP99Ms: median(ours.map(({ tickLatenessP99Ms }) => tickLatenessP99Ms)),
    gapP99Ms: median(ours.map(({ gapP99Ms }) => gapP99Ms)),
    cpuWaitPercent: Math.max(...rounds.map(({ waitPercent }) => waitPercent)),
    speechPercent: median(ours.map(({ speechPercent }) => speechPercent)),
    utterances: ours.reduce((sum, { outcomes }) => sum + (outcomes['utterance'] ?? 0), 0),
  }
}
