import type { Logger } from 'pino'
import type { TimeSource } from '../clock/ticker.js'
import type { MutualTlsFiles } from '../tls-files.js'
import { createCallControlClient, type Announcement, type AttachStream } from './call-control-client.js'
import { announceEveryMs, KnownRuntime, repeat, type RuntimeState } from './known-runtime.js'

/** A runtime to which a call can be attached. */
export interface AttachableRuntime {
  attach(): AttachStream
}

/** Where a call finds a runtime. */
export interface RuntimeChoice {
  /**
   * The best one for a call.
   * @param tried those that have not taken it just now
   * @param keeper name of the runtime that works on the call, or is to: before any other, where it lives
   * @returns undefined: all were tried, or the bridge has closed
   */
  next(tried: ReadonlySet<AttachableRuntime>, keeper?: string): AttachableRuntime | undefined
  /** Whether one that was not tried is known to live. */
  hasOther(tried: ReadonlySet<AttachableRuntime>): boolean
}

/** What a bridge says of itself, but for what depends on who is told. */
export type OwnState = Omit<Announcement, 'otherRuntimes'>

export interface RuntimeListParts {
  /** host:port of each. */
  readonly addresses: readonly string[]
  /** Certificates between both; absent: nothing is encrypted. */
  readonly tls?: MutualTlsFiles | undefined
  readonly time: TimeSource
  readonly logger: Logger
  ownState(): OwnState
}

const preference: Readonly<Record<RuntimeState, number>> = { there: 0, unheard: 1, away: 2, draining: 3 }

/** The runtimes of a bridge: each is told how the bridge is, and each call finds one that lives. */
export class RuntimeList implements RuntimeChoice {
  private readonly runtimes: readonly KnownRuntime[]
  private endAnnouncing: () => void = () => undefined
  private isClosed = false
  /** Among equals each is the first in turn. */
  private turn = 0
  private hear: () => void = () => undefined
  /** Resolves when a runtime has answered. */
  readonly heard = new Promise<void>((resolve) => (this.hear = resolve))

  constructor(private readonly parts: RuntimeListParts) {
    this.runtimes = parts.addresses.map(
      (address) =>
        new KnownRuntime({
          address,
          client: createCallControlClient(address, parts.tls),
          announcement: (runtime) => ({ ...parts.ownState(), otherRuntimes: this.others(runtime).map(({ runtimeId }) => runtimeId) }),
          changed: (runtime, from) => this.changed(runtime, from),
        }),
    )
  }

  begin(): void {
    this.endAnnouncing = repeat(this.parts.time, announceEveryMs, () => this.announce())
  }

  /** Tells all of them how the bridge is now, and expects an answer. */
  announce(): void {
    if (this.isClosed) return
    for (const runtime of this.runtimes) runtime.announce()
  }

  /** The same between two announcements: those who have not answered yet are not asked once more. */
  tell(): void {
    if (this.isClosed) return
    for (const runtime of this.runtimes) runtime.tell()
  }

  next(tried: ReadonlySet<AttachableRuntime>, keeper?: string): AttachableRuntime | undefined {
    // A channel that was shut down throws at whoever asks it for a stream, and calls ask from timers and stream events too.
    if (this.isClosed) return undefined
    const named = keeper === undefined ? undefined : this.runtimes.find((runtime) => runtime.runtimeId === keeper && runtime.state === 'there' && !tried.has(runtime))
    if (named !== undefined) return named
    this.turn += 1
    const inTurn = this.runtimes.map((_, index, all) => all[(index + this.turn) % all.length]).filter((runtime) => runtime !== undefined)
    const [best] = inTurn.filter((runtime) => !tried.has(runtime)).sort((a, b) => preference[a.state] - preference[b.state] || a.load - b.load)
    return best
  }

  hasOther(tried: ReadonlySet<AttachableRuntime>): boolean {
    return !this.isClosed && this.runtimes.some((runtime) => runtime.state === 'there' && !tried.has(runtime))
  }

  /** From now on no call finds a runtime here. */
  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.endAnnouncing()
    for (const runtime of this.runtimes) runtime.close()
  }

  private others(than: KnownRuntime): readonly KnownRuntime[] {
    return this.runtimes.filter((runtime) => runtime !== than && runtime.state === 'there')
  }

  private changed(runtime: KnownRuntime, from: RuntimeState): void {
    const { state, address } = runtime
    if (state === 'there') this.hear()
    this.parts.logger[state === 'there' ? 'info' : 'warn']({ runtime: address, from, state }, 'runtime')
    // Where nobody else would take them, calls wait for this one to wake up.
    if (state === 'away' && this.others(runtime).length > 0) runtime.dismiss()
  }
}
