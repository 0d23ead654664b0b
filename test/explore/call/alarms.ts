interface Alarm {
  readonly at: number
  readonly order: number
  readonly run: () => void
}

/** Time that stands until it is moved, and what waits for it. Serves as the runtime's clock and as the bridge's. */
export class Alarms {
  private readonly waiting = new Set<Alarm>()
  private count = 0

  constructor(private time: number) {}

  now(): number {
    return this.time
  }

  nowMs(): number {
    return this.time
  }

  after(ms: number, run: () => void): () => void {
    const alarm = { at: this.time + Math.max(0, ms), order: this.count, run }
    this.count += 1
    this.waiting.add(alarm)
    return () => this.waiting.delete(alarm)
  }

  /** Something waits for this very moment. */
  isSetFor(at: number): boolean {
    return [...this.waiting].some((alarm) => alarm.at === at)
  }

  /** Milliseconds to the next alarm; undefined where nothing waits. */
  get nextInMs(): number | undefined {
    const next = this.next()
    return next === undefined ? undefined : next.at - this.time
  }

  /** Moves to the next alarm and lets it go off. */
  elapse(): void {
    const next = this.next()
    if (next === undefined) return
    this.waiting.delete(next)
    this.time = Math.max(this.time, next.at)
    next.run()
  }

  advance(ms: number): void {
    const until = this.time + ms
    while ((this.nextInMs ?? Infinity) <= until - this.time) this.elapse()
    this.time = until
  }

  private next(): Alarm | undefined {
    let first: Alarm | undefined
    for (const alarm of this.waiting) if (first === undefined || alarm.at < first.at || (alarm.at === first.at && alarm.order < first.order)) first = alarm
    return first
  }
}
