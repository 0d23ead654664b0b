import type { Logger } from 'pino'
import type { Clock } from '../clock.js'
import { repeat } from '../repeat.js'
import type { Store } from '../store/store.js'
import type { CallEnds } from './call-ends.js'
import type { CallRows } from './call-rows.js'
import type { DirectoryParts } from './directory-parts.js'
import type { LiveCall } from './live-call.js'

export interface SweepParts {
  readonly runtimeId: string
  readonly clock: Clock
  readonly logger: Logger
  readonly store: Pick<Store, 'tokens' | 'spool'>
  readonly settings: Pick<DirectoryParts['settings'], 'sweepMs' | 'hangUpPollMs' | 'leaseMs' | 'tokenLifetimeMs' | 'reattachMs'>
  readonly rows: CallRows
  readonly ends: CallEnds
  /** Those that this runtime works on. */
  readonly live: ReadonlyMap<string, LiveCall>
  readonly isResuming: (callId: string) => boolean
  readonly adopt: (callId: string, lapsedBy: number) => void
}

/** What is looked at again and again of all calls: whose leases end, whose media never came, which are asked to end. */
export class CallSweeps {
  /** The database was away for the sweep before: nobody could renew a lease. */
  private wasAway = false
  private takesNobodyUntil = 0
  /** Those whose end was asked for, while it is not settled. */
  private readonly ending = new Set<LiveCall>()
  private readonly stops: readonly (() => void)[]

  constructor(private readonly parts: SweepParts) {
    const { clock, logger, settings, store } = parts
    store.spool?.onBack(() => this.renewLeases())
    this.stops = [
      repeat(clock, settings.sweepMs, () => this.sweep(), (error) => {
        this.noteDatabase(false)
        logger.warn({ err: error }, 'sweep of calls failed')
      }),
      repeat(clock, settings.hangUpPollMs, () => this.pollHangUps(), (error) => logger.warn({ err: error }, 'asked hang-ups not read')),
    ]
  }

  close(): void {
    for (const stop of this.stops) stop()
  }

  /** Ends the calls whose end another runtime was asked for. */
  async pollHangUps(): Promise<void> {
    const { live, rows, runtimeId, store } = this.parts
    if (live.size === 0 || store.spool?.isAway === true) return
    for (const { callId, cause } of await rows.hangUpsAsked(runtimeId)) {
      const call = live.get(callId)
      if (call !== undefined && !this.ending.has(call)) this.endAsked(call, cause)
    }
  }

  /** Asked for once: what the flow does after the caller has gone is not cut off by the same word. */
  private endAsked(call: LiveCall, cause: string): void {
    const { logger, rows } = this.parts
    this.ending.add(call)
    call.hangUp(cause)
    const taken = call.settled().then(() => rows.hangUpTaken(call.callId))
    void taken.catch((error: unknown) => logger.warn({ err: error }, 'asked hang-up not settled')).finally(() => this.ending.delete(call))
  }

  /** Renews leases, closes calls whose media never came, ends calls that no runtime and no bridge holds any more. */
  private async sweep(): Promise<void> {
    const { clock, logger, settings, store, rows, ends, adopt } = this.parts
    const now = clock.now()
    await this.renewLeases()
    this.noteDatabase(true)
    await ends.writeAgain()
    for (const callId of await rows.waitingSince(now - settings.tokenLifetimeMs - 1_000, now)) await ends.closeWaiting(callId, 'never-connected')
    const lapsedBy = now - settings.reattachMs
    if (now >= this.takesNobodyUntil) for (const callId of await rows.leaseLost(lapsedBy)) if (!this.isHere(callId)) adopt(callId, lapsedBy)
    await store.tokens.forgetSpent((callId) => this.isHere(callId)).catch((error: unknown) => logger.warn({ err: error }, 'spent tokens not removed'))
  }

  /** This runtime works on the call, or is about to. */
  private isHere(callId: string): boolean {
    return this.parts.live.has(callId) || this.parts.isResuming(callId)
  }

  /** A call that another runtime has taken meanwhile is not this one's any more, though nothing has happened in it since. */
  private async renewLeases(): Promise<void> {
    const { live, rows, runtimeId, store } = this.parts
    const held = [...live.values()]
    const renewed = new Set(await rows.renew(held.map(({ callId }) => callId), runtimeId, this.leaseEnd()))
    const isLost = ({ callId }: LiveCall): boolean => !renewed.has(callId) && store.spool?.keeps(callId) !== true
    for (const call of held) if (isLost(call) && live.get(call.callId) === call) call.giveWay()
  }

  /** A lease that ran out while the database was away is not lost: whoever holds the call gets the time to renew it. */
  private noteDatabase(isThere: boolean): void {
    if (isThere && this.wasAway) this.takesNobodyUntil = this.leaseEnd()
    this.wasAway = !isThere
  }

  private leaseEnd(): number {
    return this.parts.clock.now() + this.parts.settings.leaseMs
  }
}
