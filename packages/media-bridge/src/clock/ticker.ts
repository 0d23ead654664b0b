import { frameMs } from '@callchart/protocol'

/** Called once every 20 ms; after a stall once for all that was missed. */
export type Tick = (nowMs: number) => void

export interface Ticker {
  /** Milliseconds on a clock that never runs backwards. */
  nowMs(): number
  /** @returns ends the subscription */
  subscribe(tick: Tick): () => void
}

/** Where time comes from: replaced in tests. */
export interface TimeSource {
  nowMs(): number
  /** Calls back once, not before `ms` are over. @returns cancels it */
  after(ms: number, elapsed: () => void): () => void
}

export const systemTime: TimeSource = {
  nowMs: () => performance.now(),
  after(ms, elapsed) {
    const timer = setTimeout(elapsed, ms)
    return () => clearTimeout(timer)
  },
}

const phaseCount = 4
const phaseMs = frameMs / phaseCount

export interface TickerOptions {
  readonly time?: TimeSource
  /** Told how late each phase ran, in milliseconds. */
  readonly late?: (ms: number) => void
}

/**
 * One timer for all calls, corrected against the clock at every step, so that no tick is ever lost (an interval loses
 * about one in a hundred). Calls are spread over four phases, 5 ms apart, so that they do not all work at once.
 */
export const createTicker = ({ time = systemTime, late = () => undefined }: TickerOptions = {}): Ticker => {
  const phases = Array.from({ length: phaseCount }, () => new Set<Tick>())
  let subscriberCount = 0
  let startedAtMs = 0
  /** Phases run since the start. */
  let ranCount = 0
  let cancelTimer: (() => void) | undefined

  const dueAtMs = (count: number): number => startedAtMs + count * phaseMs

  const runPhase = (): void => {
    const nowMs = time.nowMs()
    late(nowMs - dueAtMs(ranCount))
    for (const tick of phases[ranCount % phaseCount] ?? []) tick(nowMs)
    ranCount += 1
  }

  const wake = (): void => {
    const dueCount = Math.floor((time.nowMs() - startedAtMs) / phaseMs) + 1
    // After a stall every phase runs once: subscribers see from the time how much they missed.
    ranCount = Math.max(ranCount, dueCount - phaseCount)
    while (ranCount < dueCount && subscriberCount > 0) runPhase()
    schedule()
  }

  const schedule = (): void => {
    cancelTimer = subscriberCount === 0 ? undefined : time.after(Math.max(0, dueAtMs(ranCount) - time.nowMs()), wake)
  }

  const start = (): void => {
    startedAtMs = time.nowMs() + phaseMs
    ranCount = 0
    schedule()
  }

  return {
    nowMs: () => time.nowMs(),
    subscribe(tick) {
      const phase = phases.reduce((least, candidate) => (candidate.size < least.size ? candidate : least))
      phase.add(tick)
      subscriberCount += 1
      if (subscriberCount === 1) start()
      return () => {
        if (!phase.delete(tick)) return
        subscriberCount -= 1
        if (subscriberCount > 0) return
        cancelTimer?.()
        cancelTimer = undefined
      }
    },
  }
}
