export type CancelTimer = () => void

/** The only source of time in the runtime: tests give one that they move themselves. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Runs once, `ms` from now or later. */
  after(ms: number, run: () => void): CancelTimer
}

/** Node fires a longer timer at once. */
const longestTimerMs = 2_147_483_647

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), longestTimerMs))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** Resolves `ms` from now or later. */
export const passed = (clock: Pick<Clock, 'after'>, ms: number): Promise<void> => new Promise((resolve) => void clock.after(ms, resolve))

/** Rings once, so long after it was set last. */
export class Alarm {
  private cancel: CancelTimer | undefined

  constructor(
    private readonly clock: Pick<Clock, 'after'>,
    private readonly ring: () => void,
  ) {}

  /** Not stopped since; it may have rung. */
  get isSet(): boolean {
    return this.cancel !== undefined
  }

  set(ms: number): void {
    this.cancel?.()
    this.cancel = this.clock.after(ms, this.ring)
  }

  stop(): void {
    this.cancel?.()
    this.cancel = undefined
  }
}
