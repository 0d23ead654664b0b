import type { Logger } from 'pino'
import type { CancelTimer, Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'
import type { LeaseRows } from './lease-rows.js'
import { Rounds } from './rounds.js'

/** What a lease means to the connector that it is for. */
export interface LeaseSide {
  /** The control connection may be opened. */
  won(): void
  /** Another runtime has it: the connection is closed, and nothing more is told. */
  lost(): void
}

interface Contender extends LeaseSide {
  /** The switch comes to a runtime by itself: nobody takes its lease for another reason. */
  readonly isInbound: boolean
  /** Of the lease that is held. */
  epoch?: number
  /** The switch has come to us, and the database does not know it yet. */
  isClaimed: boolean
  /** When the database last said, or could not say, that the lease is ours. */
  heardAt: number
}

export interface SwitchLeasesParts {
  readonly rows: LeaseRows
  readonly clock: Clock
  readonly logger: Logger
  readonly leaseMs: number
}

/** A statement fails by then. */
const longestAnswerMs = 6_000

/**
 * Which switches this runtime has: of several runtimes one at a time has the control connection of a switch. While the database is away no lease
 * is lost, for nobody can take it; a runtime that was stopped for longer than a lease has none before it has asked again.
 */
export class SwitchLeases {
  private readonly contenders = new Map<string, Contender>()
  private cancelRound: CancelTimer = () => undefined
  private isClosed = false
  private askedAt = 0
  private readonly rounds = new Rounds(
    () => this.round(),
    (error) => this.failed(error),
  )

  constructor(private readonly parts: SwitchLeasesParts) {
    this.plan()
  }

  /** Takes the lease as soon as nobody else has it. */
  contend(switchId: string, side: LeaseSide): void {
    this.enter(switchId, side, false)
    void this.wake()
  }

  /** The switch decides who has its lease: it connects to one of us. */
  awaitConnection(switchId: string, side: LeaseSide): void {
    this.enter(switchId, side, true)
  }

  /** The switch has connected to this runtime. */
  claim(switchId: string): void {
    const contender = this.contenders.get(switchId)
    if (contender === undefined) return
    contender.isClaimed = true
    void this.wake()
  }

  /** Whether this runtime may tell the switch something now. A switch without lease may be told by everybody. */
  holds(switchId: string): boolean {
    const contender = this.contenders.get(switchId)
    if (contender === undefined || contender.isClaimed) return true
    return contender.epoch !== undefined && this.parts.clock.now() - contender.heardAt <= this.parts.leaseMs
  }

  /** Whether another runtime may have the switch's control connection. */
  mayBeElsewhere(switchId: string): boolean {
    return this.contenders.has(switchId) && !this.holds(switchId)
  }

  /** A lease may have changed hands. */
  wake(): Promise<void> {
    return this.rounds.wake()
  }

  /** Others may have them at once. */
  async close(): Promise<void> {
    this.isClosed = true
    this.cancelRound()
    await this.rounds.wake()
    for (const [switchId, { epoch }] of this.contenders) if (epoch !== undefined) await this.parts.rows.release({ switchId, epoch })
    this.contenders.clear()
  }

  private enter(switchId: string, side: LeaseSide, isInbound: boolean): void {
    this.contenders.set(switchId, { won: () => side.won(), lost: () => side.lost(), isInbound, isClaimed: false, heardAt: this.parts.clock.now() })
  }

  private plan(): void {
    const { clock, leaseMs } = this.parts
    this.cancelRound = clock.after(leaseMs / 4, () => void this.wake().finally(() => (this.isClosed ? undefined : this.plan())))
  }

  private async round(): Promise<void> {
    if (this.isClosed || this.contenders.size === 0) return
    this.askedAt = this.parts.clock.now()
    await this.renew()
    for (const [switchId, contender] of this.contenders) await this.take(switchId, contender)
  }

  private failed(error: unknown): void {
    const { clock, logger, leaseMs } = this.parts
    logger.warn({ err: error }, 'leases of switches not renewed')
    if (!(error instanceof RuntimeError) || error.code !== 'RUNTIME_STORE_UNAVAILABLE') return
    // A runtime that was stopped meanwhile may find the database away, and has waited longer for it than anybody does.
    const isSure = (heardAt: number): boolean => clock.now() - heardAt <= leaseMs + longestAnswerMs
    for (const contender of this.contenders.values()) if (isSure(contender.heardAt)) contender.heardAt = clock.now()
  }

  private async renew(): Promise<void> {
    const held = [...this.contenders].flatMap(([switchId, { epoch }]) => (epoch === undefined ? [] : [{ switchId, epoch }]))
    if (held.length === 0) return
    const kept = new Set((await this.parts.rows.renew(held)).map(({ switchId }) => switchId))
    for (const { switchId } of held) {
      const contender = this.contenders.get(switchId)
      if (contender === undefined) continue
      if (kept.has(switchId)) contender.heardAt = this.askedAt
      else if (!contender.isClaimed) this.lose(switchId, contender)
    }
  }

  private async take(switchId: string, contender: Contender): Promise<void> {
    const { isInbound, isClaimed } = contender
    if (isInbound ? !isClaimed : contender.epoch !== undefined) return
    const epoch = await this.parts.rows.take(switchId, isInbound)
    if (epoch === undefined) return
    this.parts.logger.info({ switchId, leaseEpoch: epoch }, 'switch is leased by this runtime')
    contender.isClaimed = false
    contender.epoch = epoch
    contender.heardAt = this.askedAt
    contender.won()
  }

  private lose(switchId: string, contender: Contender): void {
    this.parts.logger.warn({ switchId, leaseEpoch: contender.epoch }, 'switch is leased by another runtime')
    delete contender.epoch
    contender.lost()
  }
}
