import { passed, type Clock } from '../../clock.js'
import { repeat } from '../../repeat.js'

const lookEveryMs = 100
/** Later than a busy process is. */
const leastMs = 500
/** What came meanwhile is heard by then. */
const pauseMs = 50

/**
 * When this process stood still: stopped, or without a processor. On waking it hears its own timers before all that has come meanwhile,
 * and believes that nobody has answered.
 */
export class Standstills {
  readonly #stop: () => void
  #wokeAt = Number.NEGATIVE_INFINITY
  #lookedAt: number

  constructor(private readonly clock: Clock) {
    this.#lookedAt = clock.now()
    this.#stop = repeat(clock, lookEveryMs, async () => this.#look())
  }

  /** Since it last did, milliseconds; one that ends now is known. */
  get awakeMs(): number {
    this.#look()
    return this.clock.now() - this.#wokeAt
  }

  /** Whoever stood still asks again so much later. */
  pause(): Promise<void> {
    return passed(this.clock, pauseMs)
  }

  close(): void {
    this.#stop()
  }

  #look(): void {
    const now = this.clock.now()
    if (now - this.#lookedAt > lookEveryMs + leastMs) this.#wokeAt = now
    this.#lookedAt = now
  }
}
