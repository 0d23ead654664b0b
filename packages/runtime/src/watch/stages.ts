/** What the runtime does with the outcome of a turn, in this order; `decide` is the chart. */
export const stages = ['wait', 'understand', 'decide', 'journal', 'perform'] as const
export type Stage = (typeof stages)[number]

/** One stretch of work, on the clock of `performance.now()`. */
export interface StageTime {
  readonly stage: Stage
  readonly beginMs: number
  readonly endMs: number
  /** Without the stages within it: those of one outcome add up to the whole. */
  readonly ownMs: number
}

/** How long each stage of one fact took. Everything of a call runs one after the other, so one of these serves a call. */
export class StageTimes {
  private times: StageTime[] = []
  private receivedMs = 0
  private sumMs = 0

  /** @param now milliseconds of a steady clock */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** A fact that came then is looked at now: what was measured before belongs to another. */
  begin(receivedMs: number): void {
    this.times = []
    this.sumMs = 0
    this.receivedMs = receivedMs
    this.took('wait', receivedMs)
  }

  took(stage: Stage, beginMs: number, innerMs = 0): void {
    const endMs = this.now()
    const ownMs = Math.max(0, endMs - beginMs - innerMs)
    this.sumMs += ownMs
    this.times.push({ stage, beginMs, endMs, ownMs })
  }

  async timed<Result>(stage: Stage, work: () => Promise<Result>): Promise<Result> {
    const beginMs = this.now()
    const before = this.sumMs
    try {
      return await work()
    } finally {
      this.took(stage, beginMs, this.sumMs - before)
    }
  }

  get all(): readonly StageTime[] {
    return this.times
  }

  /** Milliseconds by stage; those that did not occur are left out. */
  byStage(): Map<Stage, number> {
    const sums = new Map<Stage, number>()
    for (const { stage, ownMs } of this.times) sums.set(stage, (sums.get(stage) ?? 0) + ownMs)
    return sums
  }

  /** Since the fact came, milliseconds. */
  totalMs(): number {
    return this.now() - this.receivedMs
  }

  nowMs(): number {
    return this.now()
  }
}
