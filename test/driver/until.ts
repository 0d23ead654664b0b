import { setTimeout as pause } from 'node:timers/promises'

const pollMs = 100
const patienceMs = 45_000

/** Waits until something holds. @param seen what there was instead @throws Error it does not come to hold */
export async function untilHolds(what: string, holds: () => Promise<boolean> | boolean, seen?: () => string): Promise<void> {
  const giveUpAt = Date.now() + patienceMs
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`the system went on without ${what}${seen === undefined ? '' : `: ${seen()}`}`)
    await pause(pollMs)
  }
}
