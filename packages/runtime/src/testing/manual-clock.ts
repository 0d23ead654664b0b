import type { CancelTimer, Clock } from '../clock.js'

interface Alarm {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

/** A clock that stands until `advance`: it then steps to every due timer in turn. */
export class ManualClock implements Clock {
  private readonly alarms = new Set<Alarm>()
  private order = 0

  constructor(private time = Date.UTC(2026, 0, 5, 9, 0, 0)) {}

  now(): number {
    return this.time
  }

  after(ms: number, run: () => void): CancelTimer {
    const alarm = { at: this.time + Math.max(0, ms), order: this.order++, run }
    this.alarms.add(alarm)
    return () => this.alarms.delete(alarm)
  }

  /** Timers that wait. */
  get pending(): number {
    return this.alarms.size
  }

  advance(ms: number): void {
    const until = this.time + ms
    for (let due = this.next(until); due !== undefined; due = this.next(until)) {
      this.alarms.delete(due)
      this.time = due.at
      due.run()
    }
    this.time = until
  }

  private next(until: number): Alarm | undefined {
    const due = [...this.alarms].filter((alarm) => alarm.at <= until)
    return due.sort((a, b) => a.at - b.at || a.order - b.order)[0]
  }
}

/** In steps, so that each refusal is heard before the next timer. */
export const inSteps = (clock: ManualClock) => async (ms: number): Promise<void> => {
  for (let gone = 0; gone < ms; gone += 50) {
    clock.advance(50)
    for (let tasks = 0; tasks < 5; tasks += 1) await Promise.resolve()
  }
}
