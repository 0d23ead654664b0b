import { randomUUID } from 'node:crypto'
import { keeperIn, type HangUpCause } from '@callchart/protocol'
import type { CallBridgeSettings, SpeechParts } from './bridge-settings.js'
import type { Ticker, TimeSource } from './clock/ticker.js'
import { CallLink } from './control/call-link.js'
import { RuntimeList, type OwnState } from './control/runtime-list.js'
import type { MediaConnection } from './dialect/call-audio.js'
import { MediaError } from './errors.js'
import type { LoadGauge } from './load-gauge.js'
import { LegTokens, type LegAcceptor } from './legs/leg-tokens.js'
import { openMediaLeg, type MediaLeg } from './media-leg.js'
import type { BridgeMetrics } from './metrics.js'
import type { RecordingDesk } from './recording/recording-desk.js'
import type { Admission } from './server/admission.js'
import { MediaTrace } from './watch/media-trace.js'
import type { PromptStore } from './speak/prompt-store.js'
import { PromptsAhead } from './speak/prompts-ahead.js'

const defaultMaxCalls = 500
/** Of the announced number: runtimes that do not know of each other promise the same room, and a call that has lost its bridge is not to be lost for good. */
const doorShare = 1.25
const hangUpWithinMs = 3_000
/** Whoever was given this bridge before the runtimes knew that it is to end is here within this time. */
export const onTheWayMs = 1_500
/** The token of a human's leg comes to the human by another way than here: on a slow line they are the first, by so much at most. */
export const newsWithinMs = 250
const release = '0.1.0'

export interface CallBridgeParts {
  readonly settings: CallBridgeSettings
  readonly speech: SpeechParts
  readonly metrics: BridgeMetrics
  readonly ticker: Ticker
  readonly time: TimeSource
  readonly prompts: PromptStore
  readonly recordings: RecordingDesk | undefined
  readonly load: LoadGauge
}

/** The calls of one bridge: who may connect, and what ends when the bridge does. */
export class CallBridge {
  private mediaUrl = ''
  private readonly runtimes: RuntimeList
  private readonly bridgeId: string
  private readonly promptsAhead: PromptsAhead
  private readonly tokens: LegTokens
  private readonly calls = new Set<MediaLeg>()
  /** Tokens at the door or in use. */
  private readonly busyTokens = new Set<string>()
  private isDraining = false
  private isShut = false
  private isTelling = false
  private drained: (() => void) | undefined

  constructor(private readonly parts: CallBridgeParts) {
    const { bridgeId = randomUUID(), controlAddresses: addresses, controlTls: tls, logger } = parts.settings
    this.bridgeId = bridgeId
    this.tokens = new LegTokens(parts.time)
    this.promptsAhead = new PromptsAhead(parts.prompts, (result) => parts.metrics.promptsAhead.inc({ result }))
    this.runtimes = new RuntimeList({ addresses, tls, time: parts.time, logger, ownState: () => this.ownState() })
  }

  /** Tells the runtimes that it is there. @param mediaUrl base address under which switches reach it */
  announce(mediaUrl: string): void {
    this.mediaUrl = mediaUrl
    this.runtimes.begin()
  }

  get heard(): Promise<void> {
    return this.runtimes.heard
  }

  /** Whether further calls can come; what is not `ok` keeps them away. */
  get readiness(): Readonly<Record<string, string>> {
    const isFull = this.busyTokens.size >= this.maxCalls || this.parts.load.isLate
    return {
      runtime: this.runtimes.hasOther(new Set()) ? 'ok' : 'MEDIA_RUNTIME_UNAVAILABLE',
      room: isFull ? 'MEDIA_OVERLOADED' : 'ok',
      ...(this.isDraining && { drain: 'MEDIA_DRAINING' }),
    }
  }

  get callCount(): number {
    return this.calls.size
  }

  /** @throws MediaError */
  async admit(token: string): Promise<Admission> {
    const takeLeg = this.tokens.take(token)
    if (takeLeg !== undefined) return this.legOf(token, takeLeg)
    if (this.busyTokens.has(token))
      throw new MediaError('MEDIA_ALREADY_CONNECTED', 'The token of the media connection is in use: one connection serves a call.')
    const { refusal } = this
    try {
      if (refusal !== undefined) throw refusal
      return await this.admitCall(token)
    } catch (error) {
      const leg = await this.admitLeg(token)
      if (leg === undefined) throw error
      return leg
    }
  }

  private async admitCall(token: string): Promise<Admission> {
    this.busyTokens.add(token)
    try {
      const link = await this.attach(token)
      this.tellRoom()
      return { accept: (connection) => this.open(connection, link, token), abandon: () => this.abandon(link, token) }
    } catch (error) {
      this.release(token)
      throw error
    }
  }

  /** Takes who is on the way, then nobody, and ends what is left after this time. */
  async drain(waitMs: number): Promise<void> {
    this.isDraining = true
    this.runtimes.announce()
    const openMs = Math.min(onTheWayMs, waitMs)
    if (openMs > 0) await new Promise<void>((resolve) => void this.parts.time.after(openMs, resolve))
    this.isShut = true
    await this.whenEmpty(waitMs - openMs)
    this.hangUpAll('drain')
    await this.whenEmpty(hangUpWithinMs)
    this.runtimes.close()
  }

  private ownState(): OwnState {
    const { speech, load } = this.parts
    return {
      bridgeId: this.bridgeId,
      mediaUrl: this.mediaUrl,
      calls: this.busyTokens.size,
      maxCalls: this.maxCalls,
      late: load.isLate,
      draining: this.isDraining,
      version: release,
      engines: speech.engineStates?.() ?? [],
    }
  }

  private get maxCalls(): number {
    return this.parts.settings.maxCalls ?? defaultMaxCalls
  }

  /** Why no further call can come. */
  private get refusal(): MediaError | undefined {
    if (this.isShut) return new MediaError('MEDIA_DRAINING', 'This bridge is closing: try another one.', { retryable: true })
    if (this.busyTokens.size < Math.floor(doorShare * this.maxCalls)) return undefined
    return new MediaError('MEDIA_OVERLOADED', `This bridge carries its ${this.busyTokens.size} calls: try another one.`, { retryable: true })
  }

  /** Whoever is refused as a caller may be a human whom one of its calls waits for. */
  private async admitLeg(token: string): Promise<Admission | undefined> {
    const mayBeLeg = this.calls.size > 0 && keeperIn(token) === undefined
    const accept = mayBeLeg ? await this.tokens.takeWithin(token, newsWithinMs) : undefined
    return accept && this.legOf(token, accept)
  }

  private legOf(token: string, accept: LegAcceptor): Admission {
    return { accept, abandon: () => this.tokens.expect(token, accept) }
  }

  private release(token: string): void {
    this.busyTokens.delete(token)
    this.tellRoom()
  }

  /** Ahead of the next announcement: until they know, several runtimes give the same room away, or none gives what is free. */
  private tellRoom(): void {
    if (this.isTelling) return
    this.isTelling = true
    setImmediate(() => {
      this.isTelling = false
      this.runtimes.tell()
    })
  }

  private attach(token: string): Promise<CallLink> {
    const { runtimes, bridgeId, mediaUrl } = this
    return CallLink.attach({ runtimes, time: this.parts.time, token, bridgeId, mediaUrl })
  }

  private open(connection: MediaConnection, link: CallLink, token: string): void {
    const { settings, speech, metrics, ticker, prompts, recordings } = this.parts
    // An engine that was not there when the bridge started may be there now.
    if (settings.apology !== undefined) prompts.open(settings.apology)
    const call = openMediaLeg({
      connection,
      link,
      tokens: this.tokens,
      ticker,
      prompts,
      promptsAhead: this.promptsAhead,
      recordings,
      createTurns: speech.createTurns,
      apology: settings.apology,
      metrics,
      trace: MediaTrace.of(link.callId, this.bridgeId, settings.tracing),
      log: settings.logger.child({ callId: link.callId }),
      ended: () => {
        this.calls.delete(call)
        this.release(token)
        if (this.calls.size === 0) this.drained?.()
      },
    })
    this.calls.add(call)
  }

  /** The caller hung up at the door. */
  private abandon(link: CallLink, token: string): void {
    link.report({ type: 'caller.hung-up', cause: 'normal' }, 0)
    void link.finish().then(() => this.release(token))
  }

  private hangUpAll(cause: HangUpCause): void {
    for (const call of this.calls) call.hangUp(cause)
  }

  private async whenEmpty(withinMs: number): Promise<void> {
    if (this.calls.size === 0 || withinMs === 0) return
    await new Promise<void>((resolve) => {
      const cancel = this.parts.time.after(withinMs, resolve)
      this.drained = () => {
        cancel()
        resolve()
      }
    })
  }
}
