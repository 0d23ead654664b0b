import { randomUUID } from 'node:crypto'
import type { HangUpCause, Prompt } from '@callchart/protocol'
import type { Logger } from 'pino'
import type { WebSocket } from 'ws'
import { createTicker, systemTime, type Ticker, type TimeSource } from './clock/ticker.js'
import { createCallControlClient } from './control/call-control-client.js'
import { CallLink } from './control/call-link.js'
import { asteriskDialect } from './dialect/asterisk.js'
import type { Dialect } from './dialect/call-audio.js'
import { MediaError } from './errors.js'
import { LegTokens } from './legs/leg-tokens.js'
import { openMediaLeg, type MediaLeg, type MediaLegParts } from './media-leg.js'
import { createMetrics, type BridgeMetrics } from './metrics.js'
import type { BasicCredentials, MediaRequest } from './server/admission.js'
import { startMediaServer, type Admission } from './server/media-server.js'
import { openPromptDisk } from './speak/prompt-disk.js'
import { PromptStore } from './speak/prompt-store.js'
import type { Synthesiser } from './turn/ports.js'

export interface CallBridgeSettings {
  readonly host: string
  /** Of the WebSocket and of /healthz and /metrics; 0 is any free one. */
  readonly port: number
  /** The runtime's gRPC address, host:port. */
  readonly controlAddress: string
  readonly bridgeId?: string | undefined
  /** Base address under which switches reach this bridge; from host and port where absent. */
  readonly publicUrl?: string | undefined
  /** Folder of the prompt cache. */
  readonly cacheDir: string
  readonly maxCacheBytes?: number | undefined
  readonly maxCalls?: number | undefined
  /** Asked of every media connection beside its token. */
  readonly basicAuth?: BasicCredentials | undefined
  /** Spoken to a caller whose runtime is gone; synthesised beforehand. */
  readonly apology?: Prompt | undefined
  readonly logger: Logger
}

/** What hears and speaks. */
export interface SpeechParts {
  readonly synthesiser: Synthesiser
  readonly createTurns: MediaLegParts['createTurns']
  readonly close: () => void | Promise<void>
}

export interface CloseOptions {
  /** Running calls may go on for this long; then they are hung up. */
  readonly waitMs?: number
}

export interface RunningBridge {
  /** Base address of the WebSocket: media is at `/media?token=…` below it. */
  readonly url: string
  /** Takes no further call; resolves when all are over. */
  close(options?: CloseOptions): Promise<void>
}

/** Whose time the bridge runs on; replaced in tests. */
export interface BridgeClock {
  readonly ticker: Ticker
  readonly time: TimeSource
}

const defaultCacheBytes = 1_073_741_824
const defaultMemoryBytes = 67_108_864
const defaultMaxCalls = 500
const hangUpWithinMs = 3_000

interface BridgeParts {
  readonly settings: CallBridgeSettings
  readonly speech: SpeechParts
  readonly metrics: BridgeMetrics
  readonly ticker: Ticker
  readonly time: TimeSource
  readonly prompts: PromptStore
}

/** The calls of one bridge: who may connect, and what ends when the bridge does. */
class CallBridge {
  mediaUrl = ''
  private readonly client
  private readonly tokens = new LegTokens()
  private readonly calls = new Set<MediaLeg>()
  /** Tokens at the door or in use. */
  private readonly busyTokens = new Set<string>()
  private isDraining = false
  private drained: (() => void) | undefined

  constructor(private readonly parts: BridgeParts) {
    this.client = createCallControlClient(parts.settings.controlAddress)
  }

  get callCount(): number {
    return this.calls.size
  }

  /** @throws MediaError */
  async admit({ dialect, token }: MediaRequest): Promise<Admission> {
    const takeLeg = this.tokens.take(token)
    if (takeLeg !== undefined) return { accept: (socket) => takeLeg(socket, dialect), abandon: () => this.tokens.expect(token, takeLeg) }
    if (this.busyTokens.has(token))
      throw new MediaError('MEDIA_ALREADY_CONNECTED', 'The token of the media connection is in use: one connection serves a call.')
    this.checkRoom()
    this.busyTokens.add(token)
    try {
      const link = await this.attach(token)
      return { accept: (socket) => this.open(socket, dialect, link, token), abandon: () => this.abandon(link, token) }
    } catch (error) {
      this.busyTokens.delete(token)
      throw error
    }
  }

  async drain(waitMs: number): Promise<void> {
    this.isDraining = true
    await this.whenEmpty(waitMs)
    this.hangUpAll('drain')
    await this.whenEmpty(hangUpWithinMs)
    this.client.close()
  }

  private checkRoom(): void {
    if (this.isDraining) throw new MediaError('MEDIA_DRAINING', 'This bridge is closing: try another one.', { retryable: true })
    const { maxCalls = defaultMaxCalls } = this.parts.settings
    if (this.busyTokens.size >= maxCalls)
      throw new MediaError('MEDIA_OVERLOADED', `This bridge carries its ${maxCalls} calls: try another one.`, { retryable: true })
  }

  private attach(token: string): Promise<CallLink> {
    const { bridgeId = randomUUID() } = this.parts.settings
    return CallLink.attach({ client: this.client, time: this.parts.time, token, bridgeId, mediaUrl: this.mediaUrl })
  }

  private open(socket: WebSocket, dialect: Dialect, link: CallLink, token: string): void {
    const { settings, speech, metrics, ticker, prompts } = this.parts
    // An engine that was not there when the bridge started may be there now.
    if (settings.apology !== undefined) prompts.open(settings.apology)
    const call = openMediaLeg({
      socket,
      dialect,
      link,
      tokens: this.tokens,
      ticker,
      prompts,
      createTurns: speech.createTurns,
      apology: settings.apology,
      metrics,
      log: settings.logger.child({ callId: link.callId }),
      ended: () => {
        this.calls.delete(call)
        this.busyTokens.delete(token)
        if (this.calls.size === 0) this.drained?.()
      },
    })
    this.calls.add(call)
  }

  /** The caller hung up at the door. */
  private abandon(link: CallLink, token: string): void {
    link.report({ type: 'caller.hung-up', cause: 'normal' }, 0)
    void link.finish().then(() => this.busyTokens.delete(token))
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

const openPrompts = async (settings: CallBridgeSettings, synthesiser: Synthesiser, metrics: BridgeMetrics): Promise<PromptStore> => {
  const disk = await openPromptDisk(settings.cacheDir, settings.maxCacheBytes ?? defaultCacheBytes)
  return new PromptStore({
    synthesiser,
    disk,
    maxMemoryBytes: defaultMemoryBytes,
    looked: (result) => metrics.prompts.inc({ result }),
    fault: (error) => {
      metrics.faults.inc({ code: error.code })
      settings.logger.warn({ code: error.code, detail: error.message }, 'prompt cache')
    },
  })
}

/**
 * Opens the bridge: WebSocket media on one side, the runtime and the speech engines on the other.
 * @throws MediaError MEDIA_PORT_IN_USE, MEDIA_CACHE_UNUSABLE
 */
export const startCallBridge = async (
  settings: CallBridgeSettings,
  createSpeech: (metrics: BridgeMetrics) => SpeechParts | Promise<SpeechParts>,
  clock?: BridgeClock,
): Promise<RunningBridge> => {
  const metrics = createMetrics()
  const speech = await createSpeech(metrics)
  const prompts = await openPrompts(settings, speech.synthesiser, metrics)
  const time = clock?.time ?? systemTime
  const ticker = clock?.ticker ?? createTicker({ time, late: (ms) => metrics.tickLateness.observe(Math.max(0, ms) / 1_000) })
  const bridge = new CallBridge({ settings, speech, metrics, ticker, time, prompts })
  const server = await startMediaServer({
    host: settings.host,
    port: settings.port,
    dialects: [asteriskDialect],
    credentials: settings.basicAuth,
    registry: metrics.registry,
    activeCalls: () => bridge.callCount,
    admit: (request) => bridge.admit(request),
    refused: (error) => {
      metrics.refused.inc({ code: error.code })
      settings.logger.warn({ code: error.code, detail: error.message }, 'media connection refused')
    },
  })
  const url = `ws://${settings.host}:${server.port}`
  bridge.mediaUrl = settings.publicUrl ?? url
  if (settings.apology !== undefined) prompts.open(settings.apology)
  return {
    url,
    async close({ waitMs = 0 } = {}) {
      await bridge.drain(waitMs)
      await server.close()
      await prompts.close()
      await speech.close()
    },
  }
}
