import type { CallDirectory } from './call/directory.js'
import { passed, type Clock } from './clock.js'
import type { SwitchLeases } from './switch/switch-leases.js'
import type { SwitchConnector } from './switch/switch-port.js'

export interface DrainParts {
  readonly directory: CallDirectory
  readonly switches: ReadonlyMap<string, SwitchConnector>
  readonly leases: SwitchLeases
  readonly clock: Clock
  /** Other runtimes go on with the calls, as every bridge knows; one that has just begun does not know them yet. */
  readonly areShared: () => boolean
  /** From now on no call is taken. */
  readonly shut: () => void
}

const lookAgainMs = 200
/** Whoever chooses among runtimes has sent somebody here already, or does so until it has looked at `/readyz` once more. */
export const noticedMs = 1_500

/**
 * Goes on as before until everybody knows. Then what runs is given to other runtimes, lines first: what their switches tell goes there
 * too. Where there are none, it may come to its end for a while, or until there are.
 */
export async function drain({ directory, switches, leases, clock, areShared, shut }: DrainParts, withinMs: number): Promise<void> {
  const until = clock.now() + withinMs
  await passed(clock, Math.min(noticedMs, withinMs))
  shut()
  while (!areShared()) {
    if (directory.activeCount === 0 || clock.now() >= until) return
    await passed(clock, Math.min(lookAgainMs, withinMs))
  }
  await Promise.allSettled([...switches.values()].map((connector) => connector.close()))
  await leases.close()
  await directory.drain()
}
