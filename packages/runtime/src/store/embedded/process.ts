import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'

/** Fields of proc(5) stat from the third on: the second is the command in parentheses and may hold spaces. */
const fieldsAfterCommand = (stat: string): string[] => stat.slice(stat.lastIndexOf(')') + 2).split(' ')

/** It has ended, and only its parent's notice of that is missing; in a container that may never come. */
function isZombie(pid: number): boolean {
  try {
    return fieldsAfterCommand(readFileSync(`/proc/${pid}/stat`, 'utf8'))[0] === 'Z'
  } catch {
    return false
  }
}

/** A process of another user is alive too, though we may not signal it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !isZombie(pid)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Start time of a process in clock ticks since boot (proc(5), field 22 of stat); undefined where the system has no /proc. */
export async function startedAtTicks(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  return stat === undefined ? undefined : fieldsAfterCommand(stat)[19]
}

/** What `look` gives, asked every 15 ms until it gives something or the time is over. */
export async function pollFor<Found>(
  look: () => Promise<Found | undefined> | Found | undefined,
  withinMs: number,
): Promise<Found | undefined> {
  const deadline = performance.now() + withinMs
  for (;;) {
    const found = await look()
    if (found !== undefined || performance.now() > deadline) return found
    await delay(15)
  }
}

export const waitUntilGone = async (pid: number, withinMs: number): Promise<boolean> =>
  (await pollFor(() => (isAlive(pid) ? undefined : true), withinMs)) ?? false
