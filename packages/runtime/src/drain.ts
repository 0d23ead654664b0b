import type { CallDirectory } from './call/directory.js'
import { passed, type Clock } from './clock.js'
import type { SwitchLeases } from './switch/switch-leases.js'
import type { SwitchConnector } from './switch/switch-port.js'

export interface DrainParts {
  readonly directory: CallDirectory
  readonly switches: ReadonlyMap<string, SwitchConnector>
  readonly leases: SwitchLeases
  readonly clock: Clock
  /** Other runtimes go on with the calls. */
  readonly areShared: boolean
}

const lookAgainMs = 200

/** What runs is given to other runtimes, lines first: what their switches tell goes there too. Where there are none, it may come to its end for a while. */
export async function drain({ directory, switches, leases, clock, areShared }: DrainParts, withinMs: number): Promise<void> {
  if (areShared) {
    await Promise.allSettled([...switches.values()].map((connector) => connector.close()))
    await leases.close()
    return directory.drain()
  }
  const until = clock.now() + withinMs
  while (directory.activeCount > 0 && clock.now() < until) await passed(clock, Math.min(lookAgainMs, withinMs))
}
