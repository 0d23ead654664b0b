/** Ends a call that is longer than its runtime allows; the time with a human does not count. */
export class CallWatchdog {
  private countedMs = 0
  private lastTickMs: number | undefined
  private isDone = false

  /** @param maxMs 0 is no limit */
  constructor(
    private maxMs: number,
    private readonly elapsed: () => void,
  ) {}

  /** Counts from now on, to another limit. */
  restart(maxMs: number): void {
    this.maxMs = maxMs
    this.countedMs = 0
  }

  tick(nowMs: number, isWithHuman: boolean): void {
    if (!isWithHuman) this.countedMs += nowMs - (this.lastTickMs ?? nowMs)
    this.lastTickMs = nowMs
    if (this.isDone || this.maxMs === 0 || this.countedMs < this.maxMs) return
    this.isDone = true
    this.elapsed()
  }
}
