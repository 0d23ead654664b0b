import { frameMs } from '@callchart/protocol'
import type { Ticker } from '../clock/ticker.js'

/**
 * When what was sent must have been played, for a switch that does not say it, or not always: it plays 20 ms every 20 ms.
 */
export class PlayClock {
  private emptyAtMs = 0
  private readonly marks: { readonly id: number; readonly atMs: number }[] = []
  private readonly leaveTicker: () => void

  /** @param graceMs a mark is played so long after all that was sent before it */
  constructor(
    private readonly ticker: Ticker,
    private readonly graceMs: number,
    private readonly played: (id: number) => void,
  ) {
    this.leaveTicker = ticker.subscribe((nowMs) => this.tick(nowMs))
  }

  sent(frameCount: number): void {
    this.emptyAtMs = Math.max(this.emptyAtMs, this.ticker.nowMs()) + frameCount * frameMs
  }

  mark(id: number): void {
    this.marks.push({ id, atMs: Math.max(this.emptyAtMs, this.ticker.nowMs()) + this.graceMs })
  }

  /** What was sent is not played any more. @returns the marks that were open */
  clear(): number[] {
    this.emptyAtMs = this.ticker.nowMs()
    return this.marks.splice(0).map(({ id }) => id)
  }

  stop(): void {
    this.leaveTicker()
    this.marks.length = 0
  }

  private tick(nowMs: number): void {
    for (let [next] = this.marks; next !== undefined && next.atMs <= nowMs; [next] = this.marks) {
      this.marks.shift()
      this.played(next.id)
    }
  }
}
