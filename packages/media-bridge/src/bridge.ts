import { createTicker, systemTime, type Ticker, type TimeSource } from './clock/ticker.js'
import { dialects } from './dialect/dialects.js'
import type { CallBridgeSettings, SpeechParts } from './bridge-settings.js'
import { CallBridge } from './call-bridge.js'
import { LoadGauge } from './load-gauge.js'
import type { MediaError } from './errors.js'
import { createMetrics, type BridgeMetrics } from './metrics.js'
import { RecordingDesk } from './recording/recording-desk.js'
import { startAudioSocketServer, type AudioSocketServer, type AudioSocketServerParts } from './server/audio-socket-server.js'
import { startMediaServer, type MediaServer } from './server/media-server.js'
import { createPreview } from './server/preview.js'
import { fetchAudioFiles } from './speak/audio-files.js'
import { openPromptDisk } from './speak/prompt-disk.js'
import { PromptStore } from './speak/prompt-store.js'
import type { Synthesiser } from './turn/ports.js'

export interface CloseOptions {
  /** Running calls may go on for this long; then they are hung up. */
  readonly waitMs?: number
}

export interface RunningBridge {
  /** Base address of the WebSocket: media is at `/media?token=…` below it. */
  readonly url: string
  /** Port of AudioSocket, where it is served. */
  readonly audioSocketPort: number | undefined
  /** Resolves when a runtime knows of this bridge: it may send calls then. */
  readonly heard: Promise<void>
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

const openPrompts = async (settings: CallBridgeSettings, synthesiser: Synthesiser, metrics: BridgeMetrics): Promise<PromptStore> => {
  const disk = await openPromptDisk(settings.cacheDir, settings.maxCacheBytes ?? defaultCacheBytes)
  return new PromptStore({
    synthesiser,
    disk,
    ...(settings.audioUrl === undefined ? {} : { files: fetchAudioFiles(settings.audioUrl) }),
    maxMemoryBytes: defaultMemoryBytes,
    looked: (result) => metrics.prompts.inc({ result }),
    fault: (error) => {
      metrics.faults.inc({ code: error.code })
      settings.logger.warn({ code: error.code, detail: error.message }, 'prompt cache')
    },
  })
}

/** Without it the bridge does not start: the other server is closed again. */
const openAudioSockets = async (parts: AudioSocketServerParts, server: MediaServer): Promise<AudioSocketServer> => {
  try {
    return await startAudioSocketServer(parts)
  } catch (error) {
    await server.close()
    throw error
  }
}

const openRecordings = async ({ recordings, logger }: CallBridgeSettings, metrics: BridgeMetrics, time: TimeSource): Promise<RecordingDesk | undefined> =>
  recordings &&
  RecordingDesk.open({
    settings: recordings,
    time,
    fault: (error) => {
      metrics.faults.inc({ code: error.code })
      logger.warn({ code: error.code, detail: error.message }, 'recordings')
    },
  })

/**
 * Opens the bridge: WebSocket media on one side, the runtime and the speech engines on the other.
 * @throws MediaError MEDIA_PORT_IN_USE, MEDIA_TLS_UNUSABLE, MEDIA_CACHE_UNUSABLE
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
  const load = new LoadGauge(time)
  const late = (ms: number): void => {
    load.note(ms)
    metrics.tickLateness.observe(Math.max(0, ms) / 1_000)
  }
  const ticker = clock?.ticker ?? createTicker({ time, late })
  const recordings = await openRecordings(settings, metrics, time)
  const bridge = new CallBridge({ settings, speech, metrics, ticker, time, prompts, recordings, load })
  const door = {
    time,
    admit: (token: string) => bridge.admit(token),
    refused: (error: MediaError) => {
      metrics.refused.inc({ code: error.code })
      settings.logger.warn({ code: error.code, detail: error.message }, 'media connection refused')
    },
  }
  const server = await startMediaServer({
    host: settings.host,
    port: settings.port,
    tls: settings.tls,
    dialects,
    credentials: settings.basicAuth,
    webOrigins: settings.webOrigins ?? [],
    registry: metrics.registry,
    activeCalls: () => bridge.callCount,
    readiness: () => bridge.readiness,
    preview: createPreview({ origins: settings.webOrigins ?? [], open: (prompt) => prompts.open(prompt), nowMs: () => time.nowMs() }),
    ...door,
    certificateFault: (error) => settings.logger.error({ code: error.code, detail: error.message }, 'renewed certificate not used'),
  })
  const audioSockets = settings.audioSocketPort === undefined ? undefined : await openAudioSockets({ ...door, ticker, host: settings.host, port: settings.audioSocketPort }, server)
  const url = `${settings.tls === undefined ? 'ws' : 'wss'}://${settings.host}:${server.port}`
  if (settings.apology !== undefined) prompts.open(settings.apology)
  bridge.announce(settings.publicUrl ?? url)
  return {
    url,
    audioSocketPort: audioSockets?.port,
    heard: bridge.heard,
    async close({ waitMs = 0 } = {}) {
      await bridge.drain(waitMs)
      await server.close()
      await audioSockets?.close()
      await recordings?.close()
      await prompts.close()
      await speech.close()
    },
  }
}
