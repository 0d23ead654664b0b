import type { Tick, Ticker } from '../clock/ticker.js'

/** Time that stands still until a test moves it; every subscriber is ticked each 20 ms. */
export class ManualTicker implements Ticker {
  private now = 1_000
  private readonly ticks = new Set<Tick>()

  nowMs(): number {
    return this.now
  }

  subscribe(tick: Tick): () => void {
    this.ticks.add(tick)
    return () => this.ticks.delete(tick)
  }

  get subscriberCount(): number {
    return this.ticks.size
  }

  /** Steps in ticks of 20 ms. @param beforeEach runs before each tick, with its number */
  advance(ms: number, beforeEach: (index: number) => void = () => undefined): void {
    for (let index = 0; index < ms / 20; index += 1) {
      this.now += 20
      beforeEach(index)
      for (const tick of [...this.ticks]) tick(this.now)
    }
  }

  /** Time passes and nobody is ticked: the process was busy. */
  stall(ms: number): void {
    this.now += ms
  }
}
