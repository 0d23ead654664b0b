import type { Clock } from '../clock.js'
import { RuntimeError } from '../errors.js'

/** What a media bridge says of itself, several times a second. */
export interface BridgeAnnouncement {
  readonly bridgeId: string
  /** Base address under which switches reach it: `ws://host:port`. */
  readonly mediaUrl: string
  readonly calls: number
  readonly maxCalls: number
  /** It works so late that a further call would be heard badly. */
  readonly late: boolean
  readonly draining: boolean
  readonly version: string
  /** Names of the runtimes beside this one that answer the bridge and take calls. */
  readonly otherRuntimes: readonly string[]
  readonly engines: readonly { readonly name: string; readonly kind: 'asr' | 'tts'; readonly up: boolean }[]
}

/** Address of a bot leg with this token, at the bridge that has been chosen for it. */
export type LegUrl = (token: string) => string

export interface BridgeListParts {
  readonly clock: Clock
  /** Base address of a bridge that announces itself to nobody; used while no other does. */
  readonly fixedUrl?: string | undefined
  /** A bridge begins to drain: its calls had better go elsewhere. @param mediaUrl its address */
  drains?(mediaUrl: string): void
}

/** Bridges that are alive, each in one state, and for how many calls more there is room. */
export interface BridgeCensus {
  readonly open: number
  readonly late: number
  readonly draining: number
  readonly room: number
}

interface KnownBridge {
  readonly said: BridgeAnnouncement
  readonly at: number
  /** The stream that said it: an older one that ends takes nothing away. */
  readonly by: object
  /** When calls were sent there whose media it may not have counted yet. */
  readonly sent: number[]
}

/** A bridge that says nothing for so long is gone. */
const aliveMs = 3_000
/** From the choice of a bridge to the call among those that it counts, with some room. */
const arrivingMs = 1_500

/** The media bridges that this runtime hears of, and which of them takes the next call. */
export class BridgeList {
  private readonly known = new Map<string, KnownBridge>()

  constructor(private readonly parts: BridgeListParts) {}

  /** @param by the stream on which it came */
  announced(said: BridgeAnnouncement, by: object): void {
    const before = this.known.get(said.bridgeId)
    this.known.set(said.bridgeId, { said, by, at: this.parts.clock.now(), sent: before?.sent ?? [] })
    if (said.draining && before?.said.draining !== true) this.parts.drains?.(said.mediaUrl)
  }

  /** The stream is over: so is the bridge, unless it has come by another one. */
  silenced(by: object): void {
    for (const [bridgeId, bridge] of this.known) if (bridge.by === by) this.known.delete(bridgeId)
  }

  /**
   * A place for a call that is about to begin; taken even where the call never comes, for a short while.
   * @throws RUNTIME_MEDIA_URL_UNKNOWN, RUNTIME_BUSY
   */
  takeRoom(): LegUrl {
    const open = this.open()
    if (open.length === 0) return this.fixed()
    const [roomiest] = open.filter(({ said }) => !said.late).sort((a, b) => this.roomOf(b) - this.roomOf(a))
    if (roomiest === undefined || this.roomOf(roomiest) <= 0)
      throw new RuntimeError('RUNTIME_BUSY', 'Every media bridge carries as many calls as it can: try again later.', { retryable: true })
    return this.sendTo(roomiest)
  }

  /**
   * A bot leg for a call that runs already, however full the bridges are.
   * @throws RUNTIME_MEDIA_URL_UNKNOWN
   */
  legUrl(): LegUrl {
    const [best] = this.open().sort((a, b) => Number(a.said.late) - Number(b.said.late) || this.roomOf(b) - this.roomOf(a))
    return best === undefined ? this.fixed() : this.sendTo(best)
  }

  /** Of an address at which another one has begun meanwhile: no. */
  isEnding(mediaUrl: string): boolean {
    const there = this.alive().filter(({ said }) => said.mediaUrl === mediaUrl)
    return there.length > 0 && there.every(({ said }) => said.draining)
  }

  /** Addresses of all that are there, the one with most room first; for pages that connect by themselves. */
  get urls(): readonly string[] {
    const open = this.open().sort((a, b) => this.roomOf(b) - this.roomOf(a))
    const { fixedUrl = '' } = this.parts
    return open.length > 0 ? open.map(({ said }) => said.mediaUrl) : fixedUrl === '' ? [] : [fixedUrl]
  }

  /** Every bridge reaches another runtime as well, which would go on with its calls. */
  get areShared(): boolean {
    const alive = this.alive()
    return alive.length > 0 && alive.every(({ said }) => said.otherRuntimes.length > 0)
  }

  /** Runtimes that any call of this one may go to: every bridge reaches them. */
  get neighbours(): readonly string[] {
    const [first, ...rest] = this.alive()
    return first?.said.otherRuntimes.filter((runtimeId) => rest.every(({ said }) => said.otherRuntimes.includes(runtimeId))) ?? []
  }

  /** `ok`, or the code of what keeps a call from being taken. */
  get mediaState(): string {
    if (this.urls.length === 0) return 'RUNTIME_MEDIA_URL_UNKNOWN'
    const open = this.open()
    return open.length === 0 || open.some((bridge) => !bridge.said.late && this.roomOf(bridge) > 0) ? 'ok' : 'RUNTIME_BUSY'
  }

  /** Whether some bridge is heard and spoken for by its engines; undefined where none says. */
  get speechState(): string | undefined {
    const engines = this.open().flatMap(({ said }) => said.engines)
    if (engines.length === 0) return undefined
    const down = (['asr', 'tts'] as const).filter((kind) => engines.some((engine) => engine.kind === kind) && !engines.some((engine) => engine.kind === kind && engine.up))
    return down.length === 0 ? 'ok' : `no ${down.join(', no ')} engine answers`
  }

  get census(): BridgeCensus {
    const [alive, open] = [this.alive(), this.open()]
    const fit = open.filter(({ said }) => !said.late)
    const room = fit.reduce((sum, bridge) => sum + Math.max(0, this.roomOf(bridge)), 0)
    return { open: fit.length, late: open.length - fit.length, draining: alive.length - open.length, room }
  }

  private alive(): KnownBridge[] {
    const since = this.parts.clock.now() - aliveMs
    return [...this.known.values()].filter(({ at }) => at >= since)
  }

  private open(): KnownBridge[] {
    return this.alive().filter(({ said }) => !said.draining)
  }

  /** Calls that it could take beside those that are on their way. */
  private roomOf({ said, sent }: KnownBridge): number {
    const since = this.parts.clock.now() - arrivingMs
    while (sent[0] !== undefined && sent[0] < since) sent.shift()
    return said.maxCalls - said.calls - sent.length
  }

  private sendTo({ said, sent }: KnownBridge): LegUrl {
    sent.push(this.parts.clock.now())
    return legUrlAt(said.mediaUrl)
  }

  private fixed(): LegUrl {
    const { fixedUrl = '' } = this.parts
    if (fixedUrl !== '') return legUrlAt(fixedUrl)
    throw new RuntimeError('RUNTIME_MEDIA_URL_UNKNOWN', 'No media bridge has announced itself: start one, or check that its CONTROL_ADDRESSES names this runtime.', { retryable: true })
  }
}

const legUrlAt =
  (mediaUrl: string): LegUrl =>
  (token) =>
    `${mediaUrl}/media?token=${token}`
