import { systemClock, type CancelTimer, type Clock } from '../../clock.js'

export interface Keeper {
  /** Resolves when no restart is under way; none begins afterwards. */
  release(): Promise<void>
}

export interface Kept {
  isRunning(): boolean
  restart(): Promise<void>
  /** A restart failed; it is tried again, later and later. */
  failed(error: unknown): void
}

const lookEveryMs = 500
const longestPauseMs = 10_000

/** Looks after a process that we may not be the parent of, so that no signal tells its end, and starts it again. */
export function keepRunning(kept: Kept, clock: Clock = systemClock): Keeper {
  let released = false
  let pauseMs = lookEveryMs
  let cancel: CancelTimer = () => undefined
  let looking = Promise.resolve()
  const look = async (): Promise<void> => {
    try {
      if (!kept.isRunning()) await kept.restart()
      pauseMs = lookEveryMs
    } catch (error) {
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
      kept.failed(error)
    }
    if (!released) waitAndLook()
  }
  const waitAndLook = (): void => {
    cancel = clock.after(pauseMs, () => {
      looking = look()
    })
  }
  waitAndLook()
  return {
    release: () => {
      released = true
      cancel()
      return looking
    },
  }
}
