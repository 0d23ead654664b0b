import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { access, chmod, constants, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEmbeddedPostgres, startRuntime, type RunningRuntime } from '@callchart/runtime'
import type { EngineConfig } from '@callchart/media-bridge'
import { embeddedEngine } from '@callchart/protocol'
import type { Logger } from 'pino'
import { startDemoServices, type RunningDemo } from '../demo/demo-server.js'
import { CliError, messageOf } from '../errors.js'
import type { BridgeOrder } from './bridge-messages.js'
import { startBridgeProcess, type BridgeProcess } from './bridge-process.js'
import { webAppDir } from './paths.js'
import { planRecordings, type RecordingPlan } from './recording-setting.js'
import type { SystemSettings } from './settings.js'
import { embeddedAddress, embeddedLanguages, speechAbilities } from './speech-abilities.js'
import { startSpeechProcess, type SpeechProcess } from './speech-process.js'

const host = '127.0.0.1'
const engineDeadlineMs = 3_000
const dayMs = 86_400_000

export interface SystemOptions extends Partial<Omit<SystemSettings, 'flowsDir'>> {
  readonly flowsDir: string
  /** Without `dataDir` everything lies in a folder that `close` removes, on a database of its own unless `databaseUrl` is given. */
  readonly dataDir?: string
  readonly logger: Logger
  /** Aborted: a start under way is given up. */
  readonly signal?: AbortSignal
}

export interface RunningSystem {
  /** HTTP API. */
  readonly url: string
  /** WebSocket base of the bridge. */
  readonly mediaUrl: string
  /** `host:port` of the embedded speech engine. */
  readonly speechAddress: string
  /** Processes of the system besides this one, while they run: `media bridge` and `speech engine`. */
  readonly pids: Readonly<Record<'mediaBridge' | 'speechEngine', number | undefined>>
  /** Ends all parts in order, and removes what was made for this run alone. */
  close(): Promise<void>
}

interface Database {
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts a whole system: PostgreSQL, speech engine, app and media bridge, and the services that the
 * example flows call. What does not depend on each other starts at once.
 * @throws CliError CLI_PORT_IN_USE, CLI_CHILD_FAILED; RuntimeError of the database
 */
export async function startSystem(options: SystemOptions): Promise<RunningSystem> {
  await expectFreePort('PORT', options.port ?? 0)
  await expectFreePort('MEDIA_PORT', options.mediaPort ?? 0)
  const system = new SystemUnderWay(options)
  try {
    options.signal?.addEventListener('abort', () => system.giveUp(), { once: true })
    return await Promise.race([system.start(), system.abandoned])
  } catch (error) {
    await system.close()
    throw error
  }
}

/** Parts by the time they run, so that a failed start ends those that do. */
class SystemUnderWay {
  private readonly endings: (() => Promise<unknown>)[] = []
  private readonly logger: Logger
  private readonly startings: Promise<unknown>[] = []
  private readonly givenUp = new AbortController()
  /** Rejects when the start is given up. */
  readonly abandoned = new Promise<never>((_, reject) => {
    this.givenUp.signal.addEventListener('abort', () => reject(new CliError('CLI_CHILD_FAILED', 'The start was given up.')))
  })

  constructor(private readonly options: SystemOptions) {
    this.logger = options.logger
    this.abandoned.catch(() => undefined)
  }

  async start(): Promise<RunningSystem> {
    const folder = await this.takeFolder()
    const order = deferred<BridgeOrder>()
    order.promise.catch(() => undefined)
    const parts = [
      this.keep(this.startDatabase(folder), (database) => database.stop()),
      this.keep(
        startSpeechProcess({
          logger: this.logger,
          logLevel: this.logLevel,
          environment: this.options.environment ?? {},
          givenUp: this.givenUp.signal,
        }),
        (speech) => speech.stop(),
      ),
      this.keep(startDemoServices(), (demo) => demo.close()),
    ] as const
    const recordings = this.options.recordings === undefined ? undefined : await planRecordings(this.options.recordings, folder)
    const app = this.startApp(parts[0], parts[2], recordings)
    const bridge = this.keep(
      startBridgeProcess({ order: order.promise, logger: this.logger, givenUp: this.givenUp.signal, onReady: () => undefined }),
      (process) => process.stop(),
    )
    void Promise.all([app, parts[1]]).then(([runtime, speech]) => order.resolve(this.bridgeOrder(runtime, speech, folder, recordings)), order.reject)
    return this.assemble(...(await allOrFirstFailure([app, bridge, parts[1]] as const)))
  }

  giveUp(): void {
    this.givenUp.abort()
  }

  /** The app is ended last but for its database: facts of ending calls are still journaled. */
  async close(): Promise<void> {
    this.givenUp.abort()
    await Promise.allSettled(this.startings)
    for (const end of this.endings.splice(0).reverse())
      await end().catch((error: unknown) => this.logger.error({ err: error }, 'a part of the system did not end well'))
  }

  private assemble(runtime: RunningRuntime, bridge: BridgeProcess, speech: SpeechProcess): RunningSystem {
    runtime.setMediaUrl(bridge.ready)
    return {
      url: runtime.url,
      mediaUrl: bridge.ready,
      speechAddress: speech.ready,
      get pids() {
        return { mediaBridge: bridge.pid, speechEngine: speech.pid }
      },
      close: () => this.close(),
    }
  }

  private get logLevel(): string {
    return this.options.logLevel ?? 'warn'
  }

  /** Also what becomes ready after the start has failed is ended. */
  private keep<Part>(starting: Promise<Part>, end: (part: Part) => Promise<unknown>): Promise<Part> {
    const kept = starting.then((part) => {
      this.endings.push(() => end(part))
      return part
    })
    this.startings.push(kept)
    return kept
  }

  private async takeFolder(): Promise<string> {
    if (this.options.dataDir !== undefined) {
      await makeFolder(this.options.dataDir)
      return this.options.dataDir
    }
    const folder = await mkdtemp(join(tmpdir(), 'callchart-'))
    // PostgreSQL's own user, where we are root, must pass through.
    await chmod(folder, 0o711)
    this.endings.push(() => rm(folder, { recursive: true, force: true }))
    return folder
  }

  private async startDatabase(folder: string): Promise<Database> {
    const { databaseUrl, dataDir } = this.options
    if (databaseUrl !== undefined) return { url: databaseUrl, stop: async () => undefined }
    const temporary = dataDir === undefined
    return startEmbeddedPostgres({ dataDir: temporary ? join(folder, 'database') : folder, temporary, logger: this.logger })
  }

  private async startApp(database: Promise<Database>, demo: Promise<RunningDemo>, recordings: RecordingPlan | undefined): Promise<RunningRuntime> {
    const [{ url: databaseUrl }, services] = await allOrFirstFailure([database, demo] as const)
    const { port = 0, controlPort = 0, apiTls, controlTls, rateLimit, flowsDir, endpoints, secrets = {}, allowedHosts = [], understanding = [], knowledge, unrecognised, wrapUpCodes, switches, handover, logger } = this.options
    const starting = startRuntime({
      host,
      port,
      controlPort,
      ...(apiTls && { tls: apiTls }),
      ...(rateLimit && { rateLimit }),
      ...(controlTls && { controlTls: { ...controlTls, clientCaFile: controlTls.caFile } }),
      mediaUrl: '',
      databaseUrl,
      flowsDir,
      endpoints: { ...services.endpoints, ...endpoints },
      secrets: { ...secrets },
      allowedHosts: [services.host, ...allowedHosts],
      understanding,
      ...(wrapUpCodes === undefined ? {} : { wrapUpCodes }),
      ...(switches === undefined ? {} : { switches }),
      ...(handover === undefined ? {} : { handover }),
      ...(knowledge === undefined ? {} : { knowledge }),
      ...(recordings !== undefined && { recordings: { storage: recordings.storage, masterKey: recordings.masterKey, retentionMs: recordings.days * dayMs } }),
      speech: speechAbilities(this.options),
      ...(existsSync(webAppDir) && { webDir: webAppDir }),
      writesBack: this.options.writesBack ?? false,
      webOrigins: this.options.webOrigins ?? [],
      logger,
      ...(unrecognised !== undefined && { tuning: { keepUnrecognised: unrecognised.keep, unrecognisedRetentionMs: unrecognised.days * dayMs } }),
    })
    return this.keep(starting, (runtime) => runtime.close())
  }

  private bridgeOrder(runtime: RunningRuntime, speech: SpeechProcess, folder: string, recordings: RecordingPlan | undefined): BridgeOrder {
    const embedded: EngineConfig = { name: 'embedded', address: speech.ready, tls: false, languages: [], deadlineMs: engineDeadlineMs }
    const { phraseLimit } = embeddedEngine
    const hears = { ...embedded, phraseLimit, languages: embeddedLanguages(this.options.environment ?? {}) }
    const list = (engines: readonly EngineConfig[]): EngineConfig[] =>
      engines.map((engine) => (engine.address === embeddedAddress ? { phraseLimit, ...engine, address: speech.ready, tls: false } : engine))
    return {
      logLevel: this.logLevel,
      settings: {
        host,
        port: this.options.mediaPort ?? 0,
        ...(this.options.audioSocketPort !== undefined && { audioSocketPort: this.options.audioSocketPort }),
        tls: this.options.mediaTls,
        controlAddress: runtime.controlAddress,
        controlTls: this.options.controlTls,
        bridgeId: `bridge-${process.pid}`,
        engines: { asr: list(this.options.asrEngines ?? [hears]), tts: list(this.options.ttsEngines ?? [embedded]) },
        cacheDir: join(folder, 'prompts'),
        audioUrl: runtime.audioUrl,
        ...(recordings !== undefined && { recordings: { storage: recordings.storage, spoolDir: recordings.spoolDir } }),
        webOrigins: [runtime.url, runtime.url.replace(host, 'localhost'), ...(this.options.webOrigins ?? [])],
      },
    }
  }
}

/** Rejects with the first failure; the others' failures are then of no interest. */
function allOrFirstFailure<Parts extends readonly Promise<unknown>[]>(
  parts: Parts,
): Promise<{ -readonly [Index in keyof Parts]: Awaited<Parts[Index]> }> {
  for (const part of parts) part.catch(() => undefined)
  return Promise.all(parts)
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await access(folder, constants.W_OK)
  } catch (error) {
    throw new CliError(
      'CLI_FILE_UNREADABLE',
      `The data folder ${folder} cannot be written (${messageOf(error)}): name another one in CALLCHART_DATA.`,
      { cause: error },
    )
  }
}

/** A port in use is told before anything else is started. */
async function expectFreePort(setting: string, port: number): Promise<void> {
  if (port === 0) return
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portFailure(setting, port, error)))
    server.listen(port, host, () => server.close(() => resolve()))
  })
}

function portFailure(setting: string, port: number, error: NodeJS.ErrnoException): Error {
  if (error.code === 'EADDRINUSE')
    return new CliError(
      'CLI_PORT_IN_USE',
      `Port ${port} of ${host} is in use: end the other process, or choose another port with ${setting}.`,
      { cause: error },
    )
  return new CliError('CLI_PORT_IN_USE', `Port ${port} of ${host} cannot be taken (${error.code}): choose another port with ${setting}.`, {
    cause: error,
  })
}

function deferred<Value>(): { promise: Promise<Value>; resolve: (value: Value) => void; reject: (error: unknown) => void } {
  let settle: { resolve: (value: Value) => void; reject: (error: unknown) => void } | undefined
  const promise = new Promise<Value>((resolve, reject) => (settle = { resolve, reject }))
  return { promise, resolve: (value) => settle?.resolve(value), reject: (error) => settle?.reject(error) }
}
