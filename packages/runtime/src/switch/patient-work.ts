import type { Clock } from '../clock.js'
import { repeat } from '../repeat.js'

/** Work that is to be done in the end: each piece by itself, and again every so often where it failed. */
export class PatientWork {
  private readonly stops = new Set<() => void>()
  private isClosed = false

  constructor(
    private readonly clock: Clock,
    private readonly againMs: number,
  ) {}

  /** @param failed told of the first time alone */
  begin(work: () => Promise<void>, failed: (error: unknown) => void): void {
    work().catch((error: unknown) => {
      if (this.isClosed) return
      failed(error)
      this.again(work)
    })
  }

  close(): void {
    this.isClosed = true
    for (const stop of this.stops) stop()
  }

  private again(work: () => Promise<void>): void {
    const stop = repeat(this.clock, this.againMs, async () => {
      await work()
      stop()
      this.stops.delete(stop)
    })
    this.stops.add(stop)
  }
}
