import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { BridgeSettings, EngineConfig } from '@callchart/media-bridge'
import { embeddedEngine, type Tracing } from '@callchart/protocol'
import type { RuntimeSettings } from '@callchart/runtime'
import type { Logger } from 'pino'
import { webAppDir } from './paths.js'
import type { RecordingPlan } from './recording-setting.js'
import { usualPromptsAhead, type SystemSettings } from './settings.js'
import { embeddedAddress, embeddedLanguages, speechAbilities } from './speech-abilities.js'

const engineDeadlineMs = 3_000
export const usualSpoolBytes = 64_000_000
const dayMs = 86_400_000

/** Where a part stands, beside what the settings say. */
export interface AppPlace {
  readonly host: string
  readonly databaseUrl: string
  /** 32 bytes. */
  readonly masterKey: Uint8Array
  /** What calls write while the database is away, and copies of what they need, lie in it. */
  readonly dataDir: string
  readonly recordings: RecordingPlan | undefined
  readonly logger: Logger
  readonly tracing: Tracing | undefined
  /** How others reach it; absent: by its host and port. */
  readonly publicUrl?: string | undefined
}

/** The settings of the whole, as the app's runtime takes them. */
export function appSettings(settings: Partial<SystemSettings> & Pick<SystemSettings, 'flowsDir'>, place: AppPlace): RuntimeSettings {
  const { host, databaseUrl, masterKey, dataDir, recordings, logger, publicUrl } = place
  const { port = 0, controlPort = 0, flowsDir, endpoints = {}, secrets = {}, allowedHosts = [], understanding = [], knowledge, unrecognised, wrapUpCodes, switches, handover, apiTls, controlTls, rateLimit } = settings
  return {
    host,
    port,
    controlPort,
    ...(apiTls && { tls: apiTls }),
    ...(controlTls && { controlTls: { ...controlTls, clientCaFile: controlTls.caFile } }),
    ...(rateLimit && { rateLimit }),
    databaseUrl,
    masterKey,
    flowsDir,
    endpoints,
    secrets: { ...secrets },
    away: { folder: join(dataDir, 'away'), spoolBytes: settings.spoolBytes ?? usualSpoolBytes },
    allowedHosts,
    understanding,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(wrapUpCodes === undefined ? {} : { wrapUpCodes }),
    ...(switches === undefined ? {} : { switches }),
    ...(handover === undefined ? {} : { handover }),
    ...(knowledge === undefined ? {} : { knowledge }),
    ...(recordings !== undefined && { recordings: { storage: recordings.storage, retentionMs: recordings.days * dayMs } }),
    speech: speechAbilities(settings),
    ...(existsSync(webAppDir) && { webDir: webAppDir }),
    writesBack: settings.writesBack ?? false,
    webOrigins: settings.webOrigins ?? [],
    logger,
    ...(place.tracing === undefined ? {} : { tracing: place.tracing }),
    tracedEndpoints: settings.tracedEndpoints ?? [],
    logsPersonal: settings.logsPersonal ?? false,
    tuning: { promptsAhead: settings.promptsAhead ?? usualPromptsAhead, ...(unrecognised !== undefined && { keepUnrecognised: unrecognised.keep, unrecognisedRetentionMs: unrecognised.days * dayMs }) },
  }
}

export interface BridgePlace {
  readonly host: string
  readonly controlAddresses: readonly string[]
  /** `host:port` of the embedded speech engine; absent: there is none, and the lists of engines do not name it. */
  readonly speechAddress: string | undefined
  /** Of the prompt cache. */
  readonly folder: string
  /** Base address of the app's HTTP API; absent: recorded prompts are spoken instead. */
  readonly appUrl: string | undefined
  readonly recordings: Pick<RecordingPlan, 'storage' | 'spoolDir'> | undefined
  readonly webOrigins: readonly string[]
  readonly publicUrl?: string | undefined
  readonly maxCalls?: number | undefined
}

/** The settings of the whole, as the media bridge takes them. */
export function bridgeSettings(settings: Partial<SystemSettings>, place: BridgePlace): Omit<BridgeSettings, 'logger' | 'tracing'> {
  const { host, controlAddresses, folder, appUrl, recordings, webOrigins, publicUrl, maxCalls } = place
  return {
    host,
    port: settings.mediaPort ?? 0,
    ...(settings.audioSocketPort !== undefined && { audioSocketPort: settings.audioSocketPort }),
    tls: settings.mediaTls,
    publicUrl,
    maxCalls,
    controlAddresses,
    controlTls: settings.controlTls,
    engines: enginesOf(settings, place.speechAddress),
    cacheDir: join(folder, 'prompts'),
    ...(appUrl !== undefined && { audioUrl: `${appUrl}/v1/audio` }),
    ...(recordings !== undefined && { recordings: { storage: recordings.storage, spoolDir: recordings.spoolDir } }),
    webOrigins: [...webOrigins, ...(settings.webOrigins ?? [])],
  }
}

function enginesOf({ asrEngines, ttsEngines, environment = {} }: Partial<SystemSettings>, speechAddress = ''): BridgeSettings['engines'] {
  const embedded: EngineConfig = { name: 'embedded', address: speechAddress, tls: false, languages: [], deadlineMs: engineDeadlineMs }
  const { phraseLimit } = embeddedEngine
  const hears = { ...embedded, phraseLimit, languages: embeddedLanguages(environment) }
  const list = (engines: readonly EngineConfig[]): EngineConfig[] =>
    engines.map((engine) => (engine.address === embeddedAddress ? { phraseLimit, ...engine, address: speechAddress, tls: false } : engine))
  return { asr: list(asrEngines ?? [hears]), tts: list(ttsEngines ?? [embedded]) }
}
