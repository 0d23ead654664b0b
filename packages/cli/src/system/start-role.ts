import { join } from 'node:path'
import type { Logger } from 'pino'
import { openAppTracing, openBridgeTracing } from '../tracing/open-tracing.js'
import { makeFolder } from './data-folder.js'
import { appSettings, bridgeSettings } from './parts.js'
import { masterKeyFor } from './master-key.js'
import { planRecordings, recordingPlaces } from './recording-setting.js'
import type { AppRole, BridgeRole, SpeechRole } from './role-settings.js'
import { startSpeechProcess } from './speech-process.js'

/** A part that runs by itself. */
export interface RunningRole {
  /** What others need to reach it. */
  readonly addresses: string
  /** Lets calls go on elsewhere, or come to their end within the time of the settings; then it is over. */
  end(): Promise<void>
}

/** @throws RuntimeError of the runtime, CliError CLI_FILE_UNREADABLE */
export async function startAppRole(settings: AppRole, logger: Logger): Promise<RunningRole> {
  const { host, databaseUrl, publicUrl, dataDir, drainMs } = settings
  const recordings = settings.recordings === undefined ? undefined : planRecordings(settings.recordings, dataDir)
  const masterKey = await masterKeyFor(settings.masterKey, dataDir)
  const { startRuntime } = await import('@callchart/runtime')
  const tracing = await openAppTracing(settings.tracing)
  const runtime = await startRuntime(appSettings(settings, { host, databaseUrl, masterKey, dataDir, recordings, logger, tracing, publicUrl }))
  return {
    addresses: `${runtime.url}, control ${runtime.controlAddress}`,
    async end() {
      await runtime.drain(drainMs)
      await runtime.close()
      await tracing?.close()
    },
  }
}

/** @throws MediaError of the bridge, CliError CLI_FILE_UNREADABLE */
export async function startBridgeRole(settings: BridgeRole, logger: Logger): Promise<RunningRole> {
  const { dataDir, appUrl, recordings, drainMs } = settings
  await makeFolder(dataDir)
  const place = {
    ...settings,
    speechAddress: settings.speechAddress,
    folder: dataDir,
    appUrl,
    recordings: recordings === undefined ? undefined : recordingPlaces(recordings, dataDir, join(dataDir, `recording-spool-${settings.mediaPort}`)),
    webOrigins: appUrl === undefined ? [] : [new URL(appUrl).origin],
  }
  const { startBridge } = await import('@callchart/media-bridge')
  const tracing = await openBridgeTracing(settings.tracing)
  const bridge = await startBridge({ ...bridgeSettings(settings, place), logger, tracing })
  return {
    addresses: settings.publicUrl ?? bridge.url,
    async end() {
      await bridge.close({ waitMs: drainMs })
      await tracing?.close()
    },
  }
}

/** @throws CliError CLI_CHILD_FAILED */
export async function startSpeechRole({ host, speechPort, logLevel, environment }: SpeechRole, logger: Logger, givenUp: AbortSignal): Promise<RunningRole> {
  const speech = await startSpeechProcess({ logger, logLevel, environment: { ...environment, SPEECH_ENGINE_HOST: host }, port: speechPort, givenUp })
  return { addresses: speech.ready, end: () => speech.stop() }
}
