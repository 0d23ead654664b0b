import { frameMs } from '@callchart/protocol'

export interface TickerClock {
  /** Monotonic milliseconds. */
  now(): number
  /** Calls back once after `ms`, 0 for as soon as sockets were read; returns what cancels it. */
  after(ms: number, callback: () => void): () => void
}

export interface Ticker {
  stop(): void
}

export const systemClock: TickerClock = {
  now: () => performance.now(),
  after: (ms, callback) => {
    if (ms === 0) {
      const immediate = setImmediate(callback)
      return () => clearImmediate(immediate)
    }
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  },
}

/** What a process that stood still for longer did not do by then is not made up for. */
const giveUpAfterMs = 1_000

/**
 * Ticks every 20 ms on the average for ever: a late tick is followed at once by those it delayed, so
 * no frame is lost to drift. Between them the sockets are read: what arrived while this process
 * stood still is there to be played.
 * @param onTick told how many ticks before this one will never come, as the process stood still for more than a second
 */
export function startTicker(onTick: (lost: number) => void, clock: TickerClock = systemClock): Ticker {
  let dueAt = clock.now() + frameMs
  let cancel = (): void => undefined
  let running = true
  const wake = (): void => {
    const now = clock.now()
    const lateMs = now - dueAt
    const lost = lateMs > giveUpAfterMs ? Math.floor(lateMs / frameMs) : 0
    dueAt += lost * frameMs
    if (lateMs >= 0) {
      dueAt += frameMs
      onTick(lost)
    }
    if (running) cancel = clock.after(Math.max(0, dueAt - clock.now()), wake)
  }
  cancel = clock.after(frameMs, wake)
  return {
    stop: () => {
      running = false
      cancel()
    },
  }
}
