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

/** A process that slept longer than this goes on from now instead of making up for it. */
const giveUpAfterMs = 1_000

/**
 * Ticks every 20 ms on the average for ever: a late tick is followed at once by those it delayed, so
 * no frame is lost to drift. Between them the sockets are read: what arrived while this process
 * stood still is there to be played.
 */
export function startTicker(onTick: () => void, clock: TickerClock = systemClock): Ticker {
  let dueAt = clock.now() + frameMs
  let cancel = (): void => undefined
  let running = true
  const wake = (): void => {
    const now = clock.now()
    if (now - dueAt > giveUpAfterMs) dueAt = now
    if (dueAt <= now) {
      dueAt += frameMs
      onTick()
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
