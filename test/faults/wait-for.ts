import { setTimeout as pause } from 'node:timers/promises'

const lookEveryMs = 20

/** @returns whether it came to hold in time */
export async function comesToHold(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const giveUpAt = Date.now() + withinMs
  while (!(await holds())) {
    if (Date.now() >= giveUpAt) return false
    await pause(lookEveryMs)
  }
  return true
}

/** @throws Error where it did not */
export async function waitFor(what: string, holds: () => boolean | Promise<boolean>, withinMs: number): Promise<void> {
  if (!(await comesToHold(holds, withinMs))) throw new Error(`${withinMs / 1_000} s went by without ${what}`)
}
