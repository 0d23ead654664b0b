import { Gauge, type Registry } from 'prom-client'
import type { BridgeCensus } from '../control/bridge-list.js'

/** What operators see of the media bridges that this runtime hears of. */
export function registerBridgeMetrics(registry: Registry, bridges: { readonly census: BridgeCensus }): void {
  const registers = [registry]
  new Gauge({
    name: 'callchart_bridges',
    help: 'Media bridges that this app hears of: open, late (they take no further call for a while) or draining',
    labelNames: ['state'],
    registers,
    collect() {
      const { open, late, draining } = bridges.census
      for (const [state, count] of Object.entries({ open, late, draining })) this.set({ state }, count)
    },
  })
  new Gauge({
    name: 'callchart_bridges_room',
    help: 'Calls that the open bridges could take beside those that they have',
    registers,
    collect() {
      this.set(bridges.census.room)
    },
  })
}
