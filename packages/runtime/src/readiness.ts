import type { BridgeList } from './control/bridge-list.js'
import { RuntimeError } from './errors.js'
import type { FlowLibrary } from './flows/flow-library.js'
import type { Store } from './store/store.js'
import type { SwitchConnector } from './switch/switch-port.js'

export interface Readiness {
  /** Whether new calls can be taken: what is not `ok` here keeps them away. */
  readonly checks: Readonly<Record<string, string>>
  /** What calls suffer from and go on without, each with what it is. */
  readonly notes: Readonly<Record<string, string>>
}

export interface ReadinessParts {
  readonly store: Store
  readonly flows: FlowLibrary
  readonly bridges: BridgeList
  readonly switches: ReadonlyMap<string, SwitchConnector>
  /** Whether another runtime may have the control connection of a switch. */
  readonly isElsewhere: (switchId: string) => boolean
  readonly isDraining: boolean
}

export async function readiness({ store, flows, bridges, switches, isElsewhere, isDraining }: ReadinessParts): Promise<Readiness> {
  const database = await store.check().then(
    () => 'ok',
    (error: unknown) => (error instanceof RuntimeError ? error.code : 'RUNTIME_STORE_UNAVAILABLE'),
  )
  const live = flows.views().some((view) => view.version !== undefined)
  return {
    checks: {
      store: database,
      flows: live ? 'ok' : 'RUNTIME_FLOW_UNKNOWN',
      media: bridges.mediaState,
      ...(isDraining && { drain: 'RUNTIME_DRAINING' }),
    },
    notes: {
      ...(store.spool?.isAway === true && { store: 'spooling' }),
      ...(bridges.speechState !== undefined && { speech: bridges.speechState }),
      ...Object.fromEntries([...switches.values()].map(({ switchId, isConnected }) => [`switch ${switchId}`, isConnected ? 'ok' : isElsewhere(switchId) ? 'at another runtime' : 'RUNTIME_SWITCH_UNAVAILABLE'])),
    },
  }
}
