import type { CancelTimer } from '../clock.js'
import type { CallHands } from './hands.js'

export interface Timers {
  start(timerId: string): void
  cancel(timerId: string): void
  /** All timers of the state, with what is left of them. */
  rearm(): void
  cancelAll(): void
}

/** Waits in call time. The deadline is the journal's: a timer armed again after a crash ends when it would have. */
export function createTimers({ state, clock, report }: CallHands): Timers {
  const running = new Map<string, CancelTimer>()
  const cancel = (timerId: string): void => {
    running.get(timerId)?.()
    running.delete(timerId)
  }
  const start = (timerId: string): void => {
    const deadline = state.timers.get(timerId)
    if (deadline === undefined) return
    cancel(timerId)
    running.set(
      timerId,
      clock.after(deadline - clock.now(), () => {
        running.delete(timerId)
        report({ type: 'timer.elapsed', timerId })
      }),
    )
  }
  return {
    start,
    cancel,
    rearm: () => [...state.timers.keys()].forEach(start),
    cancelAll: () => [...running.keys()].forEach(cancel),
  }
}
