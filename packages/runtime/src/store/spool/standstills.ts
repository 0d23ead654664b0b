import type { Clock } from '../../clock.js'
import { repeat } from '../../repeat.js'

const lookEveryMs = 100
/** Later than a busy process is. */
const leastMs = 500

/**
 * How often this process stood still: stopped, or without a processor. On waking it hears its own timers before all that has come meanwhile,
 * and believes that nobody has answered.
 */
export class Standstills {
  readonly #stop: () => void
  #count = 0
  #lookedAt: number

  constructor(private readonly clock: Clock) {
    this.#lookedAt = clock.now()
    this.#stop = repeat(clock, lookEveryMs, async () => this.#look())
  }

  /** One that ends now is in it. */
  get count(): number {
    this.#look()
    return this.#count
  }

  close(): void {
    this.#stop()
  }

  #look(): void {
    const now = this.clock.now()
    if (now - this.#lookedAt > lookEveryMs + leastMs) this.#count += 1
    this.#lookedAt = now
  }
}
