import { RuntimeError } from '../errors.js'
import type { SwitchLeases } from './switch-leases.js'
import type { CallOfLine, OriginateRequest, SwitchConnector, SwitchLine } from './switch-port.js'

export interface Leasing {
  readonly leases: SwitchLeases
  /** Another runtime has the switch, and every line of it. */
  lost(switchId: string): void
}

/** A switch that has one control connection, which the runtime opens that leases it: of several runtimes one at a time. */
export class LeasedSwitch implements SwitchConnector {
  private connector: SwitchConnector | undefined
  private isClosed = false

  constructor(
    readonly switchId: string,
    private readonly open: () => SwitchConnector,
    private readonly leasing: Leasing,
  ) {
    leasing.leases.contend(switchId, { won: () => this.won(), lost: () => this.lost() })
  }

  get isConnected(): boolean {
    return this.connector?.isConnected === true && this.leasing.leases.holds(this.switchId)
  }

  originate(request: OriginateRequest, callOf: (line: SwitchLine) => CallOfLine): Promise<SwitchLine> {
    const { connector } = this
    if (connector !== undefined && this.isConnected) return connector.originate(request, callOf)
    return Promise.reject(new RuntimeError('RUNTIME_SWITCH_UNAVAILABLE', `Switch "${this.switchId}" is not connected here: try again when it is.`, { retryable: true }))
  }

  async close(): Promise<void> {
    this.isClosed = true
    const { connector } = this
    this.connector = undefined
    await connector?.close()
  }

  private won(): void {
    if (!this.isClosed) this.connector = this.open()
  }

  private lost(): void {
    const { connector } = this
    this.connector = undefined
    connector?.close().catch(() => undefined)
    this.leasing.lost(this.switchId)
  }
}
